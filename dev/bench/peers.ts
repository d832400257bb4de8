/** The libraries that stand beside us in a row: at pinned versions, installed when a section first needs them, out of `npm ci`'s way. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'peers');

/** Afterwards a bundle of `peers/ways.ts` finds what it imports. */
export function installPeers(): void {
  if (existsSync(join(folder, 'node_modules/vscode-diff'))) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
}

/** @returns what a package exports, as `Exports`, which the caller takes from the package's documentation */
export function loadPeer<Exports>(name: string): Exports {
  installPeers();
  return createRequire(join(folder, 'package.json'))(name) as Exports;
}
