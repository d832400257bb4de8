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

/** The first one pays for what the extension host itself loads on its first activation, and is not counted. */
const [first, empty, laplas] = ['bench.first', 'bench.empty', 'bench.laplas'];

export async function run({ rounds }: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'laplas-activate-'));
  try {
    const extensions = [
      await emptyExtension(folder, 'first'),
      await emptyExtension(folder, 'empty'),
      await ownExtension(folder),
    ];
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
      const pair = round % 2 === 0 ? [empty, laplas] : [laplas, empty];
      all.push(...(await activateInOneHost(folder, extensions, inside, [first, ...pair])));
      console.error(`activate: ${round + 1} of ${rounds}`);
    }
    return tableOf(all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tableOf(all: readonly Activation[]): BenchResult {
  const of = (id: string, key: 'cpu' | 'elapsed') =>
    spread(all.filter((activation) => activation.id === id).map((activation) => activation[key]));
  const base = of(empty, 'cpu');
  const own = of(laplas, 'cpu');
  const ratio = own.median / base.median;
  return {
    about:
      'activation in an extension host of VS Code that has activated another one already, a new host each round',
    columns: ['CPU ms', 'elapsed ms', 'x of empty (CPU)'],
    rows: [
      {
        name: 'empty extension',
        values: [showSpread(base, 2), showSpread(of(empty, 'elapsed'), 2), 1],
      },
      {
        name: 'Laplas',
        values: [showSpread(own, 2), showSpread(of(laplas, 'elapsed'), 2), ratio],
        met: ratio <= goal,
      },
    ],
  };
}

async function activateInOneHost(
  folder: string,
  extensions: readonly string[],
  inside: string,
  order: readonly string[],
): Promise<readonly Activation[]> {
  const result = join(folder, 'result.json');
  process.env['LAPLAS_BENCH_ACTIVATE'] = JSON.stringify({ order, result });
  const { code, gaveUp } = await runTestsInside({
    extensions,
    tests: inside,
    silenceLimit: 30_000,
    cancelled: new Promise(() => undefined),
  });
  if (code !== 0) throw new Error(`the extension host failed: ${gaveUp ?? `exit code ${code}`}`);
  return JSON.parse(await readFile(result, 'utf8')) as readonly Activation[];
}

async function emptyExtension(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(join(path, 'main.js'), 'exports.activate = () => undefined;\n');
  await writeFile(join(path, 'package.json'), manifest(name, { main: './main.js' }));
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
