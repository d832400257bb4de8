/**
 * Measures the cost of activation in a real VS Code extension host, against an extension that does
 * nothing, and the cost of loading our bundle.
 */
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { runTestsInside } from '../vscode/tests/run.ts';
import type { Activation } from './activateInside.ts';
import { loadedBy } from './package.ts';
import { pair, spread, type Spread } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { takeTurns } from './turns.ts';

/**
 * Maximum CPU time of an activation, as a multiple of the empty extension's (performance.md of the
 * design).
 */
const goal = 3;

/**
 * A built-in extension of VS Code. It is activated first, so that it pays for what the host loads
 * on its first activation, and isn't counted.
 */
const first = 'vscode.references-view';
type Name = 'empty' | 'laplas';
type Cost = Pick<Activation, 'cpu' | 'elapsed'>;
/** Loads per round. One load takes only a moment. */
const loadsEach = 3;

export async function run(options: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'laplas-activate-'));
  try {
    const extensions = {
      empty: await emptyExtension(folder),
      laplas: await ownExtension(folder),
    };
    await stubOfVsCode(folder);
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
    const activations = await takeTurns(
      options,
      { empty: activated('empty'), laplas: activated('laplas') },
      { unmeasured: 0, what: 'activation' },
    );
    const loaded = (file: string) => () => loadInOneProcess(join(folder, file));
    const loads = await takeTurns(
      { ...options, rounds: options.rounds * loadsEach },
      { empty: loaded('empty/main.js'), laplas: loaded('laplas/dist/extension.node.js') },
      { what: 'loading' },
    );
    return tableOf(activations, loads);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Both = Readonly<Record<Name, readonly Cost[]>>;

function tableOf(activations: Both, loads: Both): BenchResult {
  const of = (all: readonly Cost[], key: keyof Cost) => spread(all.map((each) => each[key]));
  const ratio = ({ empty, laplas }: Both) => pair(of(laplas, 'cpu'), of(empty, 'cpu'));
  const row = (name: string, all: readonly Cost[], times: Spread | 1): BenchRow => ({
    name,
    values: [of(all, 'cpu'), of(all, 'elapsed'), times],
  });
  const activation = ratio(activations);
  return {
    about:
      'activation in an extension host of VS Code that has activated another one already and come to rest, a new host each time; loading is `require` in a new process of Node, with a stub in the place of VS Code and what is Node’s own loaded before',
    columns: [
      { name: 'CPU ms', digits: 2 },
      { name: 'elapsed ms', digits: 2 },
      { name: 'x of empty (CPU)', digits: 2, isRatio: true },
    ],
    rows: [
      row('activate: empty extension', activations.empty, 1),
      {
        ...row('activate: Laplas', activations.laplas, activation),
        met: activation.median <= goal,
      },
      row('load: empty module', loads.empty, 1),
      row('load: our bundle', loads.laplas, ratio(loads)),
    ],
    why: 'Of what is left, by a profile in the host, some 3 ms are reading and running two files of 6 KB, and some 3 ms the calls by which VS Code’s window learns of the item in the status bar, of the panel and of the commands. A status bar without its item would save a part of that, and the item be missed. An empty extension takes from 2.6 to 4.9 ms from one host to the next, which moves the ratio by as much.',
  };
}

/** Measures the first `require` of a module in a new process, because a process has only one. */
function loadInOneProcess(file: string): Cost {
  // An extension host has already loaded Node's own modules. Only in a process of its own would our
  // bundle load them.
  const ofNode = loadedBy(dirname(file), basename(file)).flatMap((name) =>
    [
      ...readFileSync(join(dirname(file), name), 'utf8').matchAll(
        /(?<=require\(")node:[\w/]+(?="\))/g,
      ),
    ].map(([found]) => found),
  );
  const code = `
    require('vscode');
    for (const name of ${JSON.stringify(ofNode)}) require(name);
    const start = performance.now();
    const before = process.cpuUsage();
    require(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before);
    const elapsed = performance.now() - start;
    console.log(JSON.stringify({ cpu: (user + system) / 1000, elapsed }));`;
  const options = { cwd: dirname(file), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['-e', code], options)) as Cost;
}

/**
 * Stub of the `vscode` module: every property exists, can be called and constructed, and returns
 * the stub itself.
 */
async function stubOfVsCode(folder: string): Promise<void> {
  const path = join(folder, 'node_modules/vscode');
  await mkdir(path, { recursive: true });
  const stub = `const all = new Proxy(function () {}, {
    get: (_, name) => (typeof name === 'string' ? all : undefined),
    apply: () => all,
    construct: () => all,
  });
  module.exports = all;`;
  await writeFile(join(path, 'index.js'), stub);
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

/**
 * The production build under its own id, without activation events, so that only the benchmark
 * activates it.
 */
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
