/**
 * Runs VS Code's server, which runs the extension host in Node, on loopback, with its data in one
 * folder.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Installation } from './install/install.ts';
import { endGroup, startGroup } from './processes.ts';

/**
 * Time limit until the server listens, in milliseconds. It takes about one second on an idle
 * machine.
 */
const startLimit = 60_000;

/** Number of output lines to store for a report. */
const tailLength = 40;

export interface ServerOptions {
  readonly installation: Installation;
  readonly dataFolder: string;
  /**
   * Added to this process's environment for the server and the extension host; undefined removes a
   * variable.
   */
  readonly env?: NodeJS.ProcessEnv;
}

export interface VsCodeServer {
  readonly port: number;
  /** Resolves with the reason when the server or an extension host ends unexpectedly. */
  readonly crashed: Promise<string>;
  /** The last lines of its output. */
  tail(): string;
  close(): Promise<void>;
}

/** @throws Error with the end of its output if it exits, or doesn't listen in time */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const { installation } = options;
  const child = startGroup(installation.node, serverArguments(options), serverEnvironment(options));
  const tail: string[] = [];
  let closing = false;
  let crash: (reason: string) => void = () => undefined;
  const crashed = new Promise<string>((resolve) => (crash = resolve));

  const listening = new Promise<number>((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Error(`VS Code’s server ${reason}:\n${tail.join('\n')}`));
    const timer = setTimeout(() => fail('did not listen in time'), startLimit);
    const follow = (line: string) => {
      tail.push(line);
      if (tail.length > tailLength) tail.shift();
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) {
        clearTimeout(timer);
        resolve(Number(port));
      }
      const end = /Extension Host Process exited with (code: .*)/.exec(line)?.[1];
      if (end !== undefined && !closing) crash(`the extension host ended (${end})`);
    };
    createInterface(child.stdout).on('line', follow);
    createInterface(child.stderr).on('line', follow);
    child.once('error', (error) => fail(`did not start (${error.message})`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended (${code ?? signal})`);
      if (!closing) crash(`VS Code’s server ended (${code ?? signal})`);
    });
  });
  const close = async () => {
    closing = true;
    await endGroup(child);
  };
  try {
    return { port: await listening, crashed, tail: () => tail.join('\n'), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function serverArguments({ installation, dataFolder }: ServerOptions): string[] {
  return [
    ...['--import', pathToFileURL(join(import.meta.dirname, 'guard.ts')).href],
    join(installation.vscode, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ...['--accept-server-license-terms', '--disable-telemetry', '--disable-workspace-trust'],
    ...['--server-data-dir', dataFolder, '--reconnection-grace-time', '30'],
  ];
}

/**
 * Removes the marketplace and variables of a VS Code that may have started this process, and puts
 * sockets into the data folder.
 */
function serverEnvironment({ dataFolder, env }: ServerOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    VSCODE_CLI: undefined,
    ELECTRON_RUN_AS_NODE: undefined,
    NODE_OPTIONS: undefined,
    EXTENSIONS_GALLERY: '{}',
    XDG_RUNTIME_DIR: dataFolder,
    ...env,
  };
}

/** Installs a packaged extension into a data folder, as a user would. */
export async function installVsix(
  installation: Installation,
  dataFolder: string,
  vsix: string,
): Promise<void> {
  const child = startGroup(
    installation.node,
    [
      join(installation.vscode, 'out/server-main.js'),
      ...['--accept-server-license-terms', '--server-data-dir', dataFolder],
      ...['--install-extension', vsix, '--force'],
    ],
    serverEnvironment({ installation, dataFolder }),
  );
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${vsix} was not installed:\n${output}`);
}
