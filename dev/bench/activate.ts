/** What activation costs, in a real extension host of VS Code, beside an extension that does nothing. */
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { runTestsInside } from '../vscode/tests/run.ts';
import type { Activation } from './activateInside.ts';
import { pair, spread } from './spread.ts';
import type { BenchOptions, BenchResult } from './table.ts';
import { takeTurns } from './turns.ts';

/** Activation may take this many times the CPU of an empty extension's: performance.md of the design. */
const goal = 3;

/** One of VS Code's own: it pays for what the extension host loads on a first activation, and is not counted. */
const first = 'vscode.references-view';
type Name = 'empty' | 'laplas';

export async function run(options: BenchOptions): Promise<BenchResult> {
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
    const activated = (name: Name) => () =>
      activateInOneHost(folder, extensions[name], inside, `bench.${name}`);
    return tableOf(
      await takeTurns(
        options,
        { empty: activated('empty'), laplas: activated('laplas') },
        { unmeasured: 0 },
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tableOf({ empty, laplas }: Readonly<Record<Name, readonly Activation[]>>): BenchResult {
  const of = (all: readonly Activation[], key: 'cpu' | 'elapsed') =>
    spread(all.map((activation) => activation[key]));
  const ratio = pair(of(laplas, 'cpu'), of(empty, 'cpu'));
  return {
    about:
      'activation in an extension host of VS Code that has activated another one already, a new host each time',
    columns: [
      { name: 'CPU ms', digits: 2 },
      { name: 'elapsed ms', digits: 2 },
      { name: 'x of empty (CPU)', digits: 2, isRatio: true },
    ],
    rows: [
      { name: 'empty extension', values: [of(empty, 'cpu'), of(empty, 'elapsed'), 1] },
      {
        name: 'Laplas',
        values: [of(laplas, 'cpu'), of(laplas, 'elapsed'), ratio],
        met: ratio.median <= goal,
      },
    ],
  };
}

async function activateInOneHost(
  folder: string,
  extension: string,
  inside: string,
  id: string,
): Promise<Activation> {
  const result = join(folder, 'result.json');
  process.env['LAPLAS_BENCH_ACTIVATE'] = JSON.stringify({ order: [first, id], result });
  const { code, gaveUp } = await runTestsInside({
    extensions: [extension],
    tests: inside,
    silenceLimit: 30_000,
    cancelled: new Promise(() => undefined),
  });
  if (code !== 0) throw new Error(`the extension host failed: ${gaveUp ?? `exit code ${code}`}`);
  const all = JSON.parse(await readFile(result, 'utf8')) as readonly Activation[];
  const own = all.find((activation) => activation.id === id);
  if (own === undefined) throw new Error(`${id} was not activated`);
  return own;
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
