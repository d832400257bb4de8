/**
 * Starts VS Code for a browser at a loopback URL: its server, and the proxy that adapts the page.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFront } from './front.ts';
import { ensureVsCode, type Installation } from './install/install.ts';
import { logTail } from './logs.ts';
import { installVsix, startServer } from './server.ts';
import { writeSettings, type Settings } from './settings.ts';

export interface WorkbenchOptions {
  /** The folder or `.code-workspace` file that the window opens; none by default. */
  readonly folder?: string;
  /** Folders of extensions that run from source. */
  readonly extensions?: readonly string[];
  /** A packaged extension to install first. */
  readonly vsix?: string;
  readonly settings?: Settings;
  /** Added to the extension host's environment; undefined removes a variable. */
  readonly env?: NodeJS.ProcessEnv;
  /** 0, the default, selects a free port. */
  readonly port?: number;
  /** VS Code's data folder. By default a temporary folder that is removed on close. */
  readonly dataFolder?: string;
  /** A module with `run()` that the extension host calls after its start. */
  readonly tests?: string;
}

export interface Workbench {
  readonly installation: Installation;
  readonly url: string;
  readonly dataFolder: string;
  /** Resolves with the reason when VS Code's server or an extension host ends unexpectedly. */
  readonly crashed: Promise<string>;
  /** The end of the server's output and of VS Code's logs. */
  readonly tail: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** @throws Error if the port is in use, or if the installation or the server fails */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { extensions = [], vsix, settings = {}, env = {}, port = 0, tests } = options;
  const installation = await ensureVsCode();
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'laplas-vscode-')));
  const removeData = async () => {
    if (options.dataFolder !== undefined) return;
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await writeSettings(dataFolder, settings);
    if (vsix !== undefined) await installVsix(installation, dataFolder, vsix);
    const server = await startServer({ installation, dataFolder, env });
    const front = await startFront({
      target: server.port,
      port,
      keyFile: join(dataFolder, 'secrets.key'),
      page: { extensions, driver: tests !== undefined },
    }).catch(async (error: unknown) => {
      await server.close();
      throw error;
    });
    return {
      installation,
      url: addressOf(`127.0.0.1:${front.port}`, options),
      dataFolder,
      crashed: server.crashed,
      tail: async () => `${server.tail()}\n${await logTail(dataFolder)}`,
      close: async () => {
        front.close();
        await server.close();
        await removeData();
      },
    };
  } catch (error) {
    await removeData();
    throw error;
  }
}

/**
 * The window's URL. VS Code reads the tests to run from it if the page allows that: see `driver` in
 * pageOptions.ts.
 */
function addressOf(
  authority: string,
  { folder, extensions = [], tests }: WorkbenchOptions,
): string {
  const remote = (path: string) =>
    `vscode-remote://${authority}${path.split('/').map(encodeURIComponent).join('/')}`;
  const query = new URLSearchParams();
  if (folder === undefined) query.set('ew', 'true');
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  if (tests !== undefined) {
    const payload = extensions.map((path) => ['extensionDevelopmentPath', remote(path)]);
    payload.push(['extensionTestsPath', remote(tests)], ['skipWelcome', 'true']);
    query.set('payload', JSON.stringify(payload));
  }
  return `http://${authority}/?${query.toString()}`;
}
