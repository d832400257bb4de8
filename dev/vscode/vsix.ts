/** Packages Laplas for users. */
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
  /** The paths of its files. */
  readonly contents: readonly string[];
}

/** Files of the package besides the build. */
const sources = [
  '.vscodeignore',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'media',
  'package.json',
] as const;

/**
 * Makes a production build and packages it in a separate folder, so that programs that run from
 * `dist` aren't affected.
 * @param into target folder of the package
 * @throws Error with vsce's message if it refuses to package
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
