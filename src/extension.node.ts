/** The entry point where the extension host is Node: activates the extension with Node's ports. */
import type { ExtensionContext } from 'vscode';
import { activate as activateHost } from './host/activate.ts';

let close: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): void {
  const key = process.env['LAPLAS_API_KEY'];
  const baseUrl = process.env['LAPLAS_BASE_URL'];
  close = activateHost(context, {
    async ports() {
      const { createNodePorts } = await import('./node/ports.ts');
      return createNodePorts(context.globalStorageUri.fsPath, context.storageUri?.fsPath);
    },
    ...(key === undefined ? {} : { environment: { key, ...(baseUrl ? { baseUrl } : {}) } }),
  });
}

/** VS Code waits five seconds for this. Writes everything that isn't on disk yet. */
export async function deactivate(): Promise<void> {
  await close?.();
}
