/** Puts a real VS Code and a headless browser into `.vscode-test`, from the npm registry alone: no root, no compiler, no install script. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installBrowser } from './browser.ts';
import { installNode, ownNodeServes } from './node.ts';
import { cacheFolder } from '../paths.ts';
import { installVsCode } from './vscode.ts';

/** What an installation holds. Every path is absolute. */
export interface Installation {
  readonly folder: string;
  /** The Node that runs VS Code's server. */
  readonly node: string;
  /** VS Code's own folder, with `out/server-main.js`. */
  readonly vscode: string;
  /** The browser's folder: see browser.ts. */
  readonly chromium: string;
}

/**
 * Gives the installation, making it where it is missing. Safe to call from several processes at once: each builds in a
 * folder of its own, and the first to finish gives it the name that all look for.
 * @throws Error when a download fails or has the wrong checksum, or when this platform has no pinned Node or browser.
 */
export async function ensureVsCode(
  say: (line: string) => void = console.error,
): Promise<Installation> {
  const folder = join(cacheFolder, `vscode-${recipeHash()}`);
  if (!existsSync(folder)) await install(folder, say);
  return {
    folder,
    node: ownNodeServes() ? process.execPath : join(folder, 'node/bin/node'),
    vscode: join(folder, 'vscode'),
    chromium: join(folder, 'chromium'),
  };
}

async function install(folder: string, say: (line: string) => void): Promise<void> {
  const started = performance.now();
  await mkdir(cacheFolder, { recursive: true });
  await removeAbandoned();
  const staging = join(cacheFolder, `installing-${process.pid}`);
  say('installing VS Code and a headless browser into .vscode-test (once)');
  try {
    await Promise.all([
      installVsCode(join(staging, 'vscode')),
      installBrowser(join(staging, 'chromium')),
      ownNodeServes() ? undefined : installNode(join(staging, 'node')),
    ]);
    await rename(staging, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  say(`installed in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

/** Another recipe or another Node is another installation, in a folder of its own. */
function recipeHash(): string {
  const hash = createHash('sha256').update(String(ownNodeServes()));
  for (const file of [
    'install',
    'pins',
    'npm',
    'node',
    'browser',
    'vscode',
    'standIns/spdlog',
    'standIns/nativeWatchdog',
  ]) {
    hash.update(readFileSync(join(import.meta.dirname, `${file}.ts`)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Removes what an installation left that was killed half-way. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(cacheFolder)) {
    const pid = /^installing-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
