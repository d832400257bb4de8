/** Laplas as users get it. */
import { listFiles, PackageManager } from '@vscode/vsce';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.ts';

export interface Package {
  /** Absolute path. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** What is in it, by path. */
  readonly contents: readonly string[];
}

/**
 * Builds for production, and packages that; the build stays in `dist`.
 * @throws Error with what vsce said when it refuses to package.
 */
export async function packageLaplas(folder = root): Promise<Package> {
  const file = join(folder, `laplas-${version()}.vsix`);
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  node('esbuild.js', '--production');
  node(vsce, 'package', '--no-dependencies', '--out', file);
  const contents = await listFiles({ cwd: root, packageManager: PackageManager.None });
  return { file, size: statSync(file).size, contents };
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

function node(...args: readonly string[]): void {
  execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' });
}
