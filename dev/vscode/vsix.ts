/** Laplas as users get it. */
import { listFiles, PackageManager } from '@vscode/vsce';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.ts';

const run = promisify(execFile);

export interface Package {
  /** Absolute path of the `.vsix`. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** What is in it, by path. */
  readonly contents: readonly string[];
}

/** What the package is made of besides the build. */
const sources = [
  '.vscodeignore',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'media',
  'package.json',
] as const;

/**
 * Builds for production and packages that, in a folder of its own, so that nothing that runs from `dist` is disturbed.
 * @param into Where the package goes.
 * @throws Error with what vsce said when it refuses to package.
 */
export async function packageLaplas(into: string): Promise<Package> {
  const staging = await mkdtemp(join(tmpdir(), 'laplas-package-'));
  const node = (cwd: string, ...args: readonly string[]) => run(process.execPath, args, { cwd });
  try {
    await node(root, 'esbuild.js', '--production', '--outdir', join(staging, 'dist'));
    for (const name of sources) {
      await cp(join(root, name), join(staging, name), { recursive: true });
    }
    const file = join(into, `laplas-${await version()}.vsix`);
    const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
    await node(staging, vsce, 'package', '--no-dependencies', '--out', file);
    const contents = await listFiles({ cwd: staging, packageManager: PackageManager.None });
    return { file, size: (await stat(file)).size, contents };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
