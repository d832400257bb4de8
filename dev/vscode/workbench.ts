/** VS Code, ready to be opened by a browser at an address on loopback: its server, and the front that fits the page. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFront } from './front.ts';
import { ensureVsCode, type Installation } from './install/install.ts';
import { logTail } from './logs.ts';
import { installVsix, startServer } from './server.ts';
import { writeSettings, type Settings } from './settings.ts';

export interface WorkbenchOptions {
  /** The folder, `.code-workspace` file, or nothing, that the window is opened on. */
  readonly folder?: string;
  /** Folders of extensions that run from source. */
  readonly extensions?: readonly string[];
  /** A packaged extension that is installed first. */
  readonly vsix?: string;
  readonly settings?: Settings;
  /** Added to the environment of the extension host; undefined takes a variable out. */
  readonly env?: NodeJS.ProcessEnv;
  /** 0, and nothing, take a free port. */
  readonly port?: number;
  /** Where VS Code keeps its data. Without it, a folder of this run's own that goes with it. */
  readonly dataFolder?: string;
  /** A module with `run()`, which the extension host calls instead of waiting for somebody. */
  readonly tests?: string;
}

export interface Workbench {
  readonly installation: Installation;
  readonly url: string;
  readonly dataFolder: string;
  /** Kept, with the reason, when VS Code's server or an extension host is gone that nobody asked to leave. */
  readonly crashed: Promise<string>;
  /** The end of what the server printed and of VS Code's logs. */
  readonly tail: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** @throws Error when the port is taken, or the installation or the server does not come up. */
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

/** The address of the window. VS Code reads what to test from it, where the page allows that: see `driver` in pageOptions.ts. */
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
