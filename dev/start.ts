/**
 * Opens a window to try Laplas: `npm start`. Builds the extension, downloads a real VS Code if it
 * isn't installed yet, and starts the local API server unless LAPLAS_API_KEY or LAPLAS_BASE_URL
 * specifies another API.
 *
 *   --port P         port of the window (default 8139, or a free port if that is in use)
 *   --headless       doesn't open a browser
 *   --workspace DIR  opens this folder instead of a copy of the sample project
 *   --desktop        opens an installed desktop VS Code (`code`) instead
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_KEY, startApiServer } from './server/server.ts';
import { openInBrowser, runDesktop } from './vscode/desktop.ts';
import { cacheFolder, root, sampleProject } from './vscode/paths.ts';
import { freePort } from './vscode/ports.ts';
import type { Settings } from './vscode/settings.ts';
import { startWorkbench } from './vscode/workbench.ts';

/**
 * Reused for each run if it is free, because the browser stores the open chat and secrets per port.
 */
const usualPort = 8139;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    headless: { type: 'boolean', default: false },
    workspace: { type: 'string' },
    desktop: { type: 'boolean', default: false },
  },
});

const closers: (() => Promise<void>)[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void stop(0));
watchParent();
try {
  await open();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

async function open(): Promise<void> {
  execFileSync(process.execPath, ['esbuild.js'], { cwd: root, stdio: 'inherit' });
  const port = values.port === undefined ? await freePort(usualPort) : portNumber(values.port);
  const place = join(cacheFolder, values.desktop ? 'desktop' : `window-${port}`);
  const folder = values.workspace === undefined ? sampleIn(place) : resolve(values.workspace);
  const dataFolder = join(place, 'data');
  const { key, settings } = await api();
  const env = key === undefined ? {} : { LAPLAS_API_KEY: key };

  if (values.desktop) {
    console.log('window: a desktop VS Code');
    await runDesktop({ folder, extension: root, dataFolder, settings, env });
    await stop(0);
    return;
  }
  const workbench = await startWorkbench({
    folder,
    extensions: [root],
    settings,
    env,
    port,
    dataFolder,
  });
  closers.push(workbench.close);
  void workbench.crashed.then((reason) => console.error(`${reason}: reload the window`));
  await fetch(workbench.url);
  console.log(`window: ${workbench.url}`);
  if (!values.headless) openInBrowser(workbench.url);
}

/** The API specified by the environment, or the local server with its key. */
async function api(): Promise<{ key?: string; settings: Settings }> {
  const key = process.env['LAPLAS_API_KEY'];
  const baseUrl = process.env['LAPLAS_BASE_URL'];
  if (key !== undefined || baseUrl !== undefined) {
    return {
      ...(key === undefined ? {} : { key }),
      settings: { 'laplas.baseUrl': baseUrl ?? 'https://api.apilaplas.com/v1' },
    };
  }
  const server = await startApiServer({ pace: 15 });
  closers.push(() => server.close());
  console.log(`API: the local demonstration server at ${server.url}`);
  return { key: DEMO_KEY, settings: { 'laplas.baseUrl': server.url } };
}

/** A fresh copy of the sample project, so that it matches the README at each start. */
function sampleIn(place: string): string {
  const folder = join(place, 'shop');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  cpSync(sampleProject, folder, { recursive: true });
  return folder;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port takes a number from 1 to 65535, not ${text}`);
  }
  return port;
}

/** If npm is killed, it forwards no signal. So check whether the parent process is gone. */
function watchParent(): void {
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop(0);
  }, 1000).unref();
}

async function stop(code: number): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close().catch(() => undefined);
  process.exit(code);
}
