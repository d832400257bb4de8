/** What activation costs, in a real extension host of VS Code, beside an extension that does nothing. */
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { runTestsInside } from '../vscode/tests/run.ts';
import type { Activation } from './activateInside.ts';
import { showSpread, spread, type BenchOptions, type BenchResult } from './table.ts';

/** Activation may take this many times the CPU of an empty extension's: performance.md of the design. */
const goal = 3;

/** One of VS Code's own: it pays for what the extension host loads on a first activation, and is not counted. */
const first = 'vscode.references-view';
const names = ['empty', 'laplas'] as const;

export async function run({ rounds }: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'laplas-activate-'));
  try {
    const extensions = {
      empty: await emptyExtension(folder),
      laplas: await ownExtension(folder),
    };
    const inside = join(folder, 'inside.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'activateInside.ts')],
      outfile: inside,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
      logLevel: 'warning',
    });
    const all: Activation[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const name of round % 2 === 0 ? names : names.toReversed())
        all.push(...(await activateInOneHost(folder, extensions[name], inside, `bench.${name}`)));
      console.error(`activate: ${round + 1} of ${rounds}`);
    }
    return tableOf(all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tableOf(all: readonly Activation[]): BenchResult {
  const of = (name: (typeof names)[number], key: 'cpu' | 'elapsed') =>
    spread(
      all
        .filter((activation) => activation.id === `bench.${name}`)
        .map((activation) => activation[key]),
    );
  const base = of('empty', 'cpu');
  const own = of('laplas', 'cpu');
  const ratio = own.median / base.median;
  return {
    about:
      'activation in an extension host of VS Code that has activated another one already, a new host each time',
    columns: ['CPU ms', 'elapsed ms', 'x of empty (CPU)'],
    rows: [
      {
        name: 'empty extension',
        values: [showSpread(base, 2), showSpread(of('empty', 'elapsed'), 2), 1],
      },
      {
        name: 'Laplas',
        values: [showSpread(own, 2), showSpread(of('laplas', 'elapsed'), 2), ratio],
        met: ratio <= goal,
      },
    ],
  };
}

async function activateInOneHost(
  folder: string,
  extension: string,
  inside: string,
  id: string,
): Promise<readonly Activation[]> {
  const result = join(folder, 'result.json');
  process.env['LAPLAS_BENCH_ACTIVATE'] = JSON.stringify({ order: [first, id], result });
  const { code, gaveUp } = await runTestsInside({
    extensions: [extension],
    tests: inside,
    silenceLimit: 30_000,
    cancelled: new Promise(() => undefined),
  });
  if (code !== 0) throw new Error(`the extension host failed: ${gaveUp ?? `exit code ${code}`}`);
  return JSON.parse(await readFile(result, 'utf8')) as readonly Activation[];
}

async function emptyExtension(folder: string): Promise<string> {
  const path = join(folder, 'empty');
  await mkdir(path);
  await writeFile(join(path, 'main.js'), 'exports.activate = () => undefined;\n');
  await writeFile(join(path, 'package.json'), manifest('empty', { main: './main.js' }));
  return path;
}

/** The build that users get, under an id of its own, and activated by nobody but us. */
async function ownExtension(folder: string): Promise<string> {
  const path = join(folder, 'laplas');
  await mkdir(path);
  execFileSync(process.execPath, ['esbuild.js', '--production', '--outdir', join(path, 'dist')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await cp(join(root, 'media'), join(path, 'media'), { recursive: true });
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as object;
  await writeFile(join(path, 'package.json'), manifest('laplas', own));
  return path;
}

function manifest(name: string, rest: object): string {
  return JSON.stringify({
    ...rest,
    name,
    publisher: 'bench',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    activationEvents: [],
  });
}
