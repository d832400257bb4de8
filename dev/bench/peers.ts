/**
 * Installs the libraries that Laplas is compared with, at pinned versions, when a section first
 * needs them. `npm ci` doesn't install them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'peers');

/** Afterwards the imports of `peers/ways.ts` can be bundled. */
export function installPeers(): void {
  if (areInstalled()) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
}

/**
 * Whether the installed packages match the lockfile. npm records what it installed, without
 * optional packages of other platforms.
 */
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
  // npm's lockfile format.
  return (JSON.parse(readFileSync(lockfile, 'utf8')) as { packages: ReturnType<typeof packagesOf> })
    .packages;
}

/** Loads a package. The caller takes the type `Exports` from the package's documentation. */
export function loadPeer<Exports>(name: string): Exports {
  installPeers();
  return createRequire(join(folder, 'package.json'))(name) as Exports;
}
