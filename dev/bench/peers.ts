/** The libraries that stand beside us in a row: at pinned versions, installed when a section first needs them, out of `npm ci`'s way. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'peers');

/** Afterwards a bundle of `peers/ways.ts` finds what it imports. */
export function installPeers(): void {
  if (areInstalled()) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
}

/** Whether npm left there what the lockfile asks for: it writes down what it installs, but for what another platform needs. */
function areInstalled(): boolean {
  const installed = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = packagesOf(installed);
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' ||
      present[path]?.version === version ||
      (optional === true && present[path] === undefined),
  );
}

function packagesOf(
  lockfile: string,
): Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>> {
  // npm's own format.
  return (JSON.parse(readFileSync(lockfile, 'utf8')) as { packages: ReturnType<typeof packagesOf> })
    .packages;
}

/** @returns what a package exports, as `Exports`, which the caller takes from the package's documentation */
export function loadPeer<Exports>(name: string): Exports {
  installPeers();
  return createRequire(join(folder, 'package.json'))(name) as Exports;
}
