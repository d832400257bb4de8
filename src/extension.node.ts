/** The extension where the extension host is Node: builds that platform's ports and activates. */
import type { ExtensionContext } from 'vscode';
import { activate as activateHost } from './host/activate.ts';
import { createNodeFiles } from './node/files.ts';
import { createProbe, proxyFromEnvironment } from './node/probe.ts';
import { createWatchedFetch } from './node/watchedFetch.ts';

let close: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): void {
  const key = process.env['LAPLAS_API_KEY'];
  const baseUrl = process.env['LAPLAS_BASE_URL'];
  close = activateHost(context, {
    files: () => createNodeFiles(context.globalStorageUri.fsPath),
    fetch: createWatchedFetch(() => fetch),
    probe: createProbe(),
    environmentProxy: (url) => proxyFromEnvironment(url, process.env),
    ...(key === undefined ? {} : { environment: { key, ...(baseUrl ? { baseUrl } : {}) } }),
  });
}

/** VS Code waits five seconds for it: what is not on disk yet is written. */
export async function deactivate(): Promise<void> {
  await close?.();
}
