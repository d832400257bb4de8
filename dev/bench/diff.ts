/**
 * Compares our line diff with the npm package `diff`, VS Code's algorithm and git: the time, and
 * the number of changed lines.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffLines } from '../../src/core/diff/lineDiff.ts';
import { loadPeer } from './peers.ts';
import { pair, spread, type Spread } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { measure } from './turns.ts';

interface Case {
  readonly name: string;
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** Maximum CPU time of our diff, in milliseconds. */
  readonly limit: number;
}

/** Timeout of the other algorithms, in milliseconds. */
const peerTimeout = 3_000;
/**
 * Minimum duration of a sample, in milliseconds. Shorter work is repeated, and the sample is the
 * mean.
 */
const leastSample = 50;

export async function run(options: BenchOptions): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  const ways = { ours: ownDiff, npm: npmDiff(), vscode: vscodeDiff() };
  for (const { name, a, b, limit } of cases()) {
    options.say(name);
    const lines = {
      ours: ways.ours(a, b) ?? NaN,
      npm: ways.npm(a, b),
      vscode: ways.vscode(a, b),
      git: gitLines(a, b),
    };
    const times: Partial<Record<keyof typeof ways, Spread>> = await measure(
      options,
      Object.fromEntries(
        Object.entries(ways)
          .filter(([key]) => lines[key as keyof typeof ways] !== undefined)
          .map(([key, way]) => [key, repeated(() => way(a, b))]),
      ),
      { what: name },
    );
    const ours = times.ours ?? spread([]);
    const against = (theirs: Spread | undefined) =>
      theirs === undefined ? [null, `> ${peerTimeout}`] : [pair(ours, theirs), theirs];
    rows.push({
      name,
      values: [
        ours,
        limit,
        ...against(times.npm),
        ...against(times.vscode),
        lines.ours,
        lines.git,
        lines.vscode ?? null,
      ],
      met: ours.median <= limit && lines.ours <= lines.git,
    });
  }
  return {
    about: `lines of code in JavaScript’s manner; the others are given ${peerTimeout / 1000} s each; VS Code’s looks for words in changed lines too; what takes less than ${leastSample} ms is repeated for as long`,
    columns: [
      { name: 'CPU ms', digits: 2 },
      { name: 'at most' },
      { name: 'x of npm diff', digits: 2, isRatio: true },
      { name: 'npm diff, ms', digits: 2 },
      { name: 'x of VS Code', digits: 2, isRatio: true },
      { name: 'VS Code, ms', digits: 2 },
      { name: 'lines changed' },
      { name: 'git' },
      { name: 'VS Code' },
    ],
    rows,
  };
}

/** Returns a function that measures the CPU time of one run, in milliseconds. */
function repeated(work: () => unknown): () => number {
  let times = 1;
  return () => {
    for (;;) {
      const start = process.cpuUsage();
      for (let time = 0; time < times; time += 1) work();
      const { user, system } = process.cpuUsage(start);
      const taken = (user + system) / 1000;
      if (taken >= leastSample) return taken / times;
      times = Math.ceil((times * leastSample * 1.2) / Math.max(taken, 1));
    }
  };
}

function ownDiff(a: readonly string[], b: readonly string[]): number {
  return diffLines(a, b).reduce((sum, h) => sum + h.aEnd - h.aStart + h.bEnd - h.bStart, 0);
}

function cases(): readonly Case[] {
  const random = mulberry(7);
  const line = (): string =>
    `  const v${Math.floor(random() * 3000)} = ${Math.floor(random() * 50)};\n`;
  const code = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => (i % 3 === 0 ? '}\n' : i % 7 === 0 ? '\n' : line()));
  const [short, long] = [code(2_000), code(20_000)];
  const small = (lines: readonly string[]): string[] => {
    const edited = lines.slice();
    edited.splice(100, 1, 'changed();\n');
    edited.splice(Math.floor(lines.length * 0.7), 2);
    edited.splice(lines.length - 90, 0, 'added();\n', 'added();\n');
    return edited;
  };
  const large = (lines: readonly string[]): string[] =>
    lines.map((old) => (random() < 0.4 ? line() : old));
  const unique = Array.from({ length: 40_000 }, (_, i) => `unique ${i}\n`);
  return [
    { name: '2,000 lines, small edit', a: short, b: small(short), limit: 50 },
    { name: '2,000 lines, large edit', a: short, b: large(short), limit: 1_000 },
    { name: '20,000 lines, small edit', a: long, b: small(long), limit: 50 },
    { name: '20,000 lines, large edit', a: long, b: large(long), limit: 1_000 },
    { name: '20,000 lines, shuffled', a: long, b: shuffled(long, random), limit: 1_000 },
    { name: '40,000 unique lines, shuffled', a: unique, b: shuffled(unique, random), limit: 1_000 },
  ];
}

function shuffled(lines: readonly string[], random: () => number): string[] {
  const result = lines.slice();
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] ?? '', result[i] ?? ''];
  }
  return result;
}

/** Returns the number of added and deleted lines, or undefined after a timeout. */
type Way = (a: readonly string[], b: readonly string[]) => number | undefined;

function npmDiff(): Way {
  interface Change {
    readonly added: boolean;
    readonly removed: boolean;
    readonly count: number;
  }
  const { diffArrays } = loadPeer<{
    diffArrays: (
      a: readonly string[],
      b: readonly string[],
      options: { timeout: number },
    ) => readonly Change[] | undefined;
  }>('diff');
  return (a, b) =>
    diffArrays(a, b, { timeout: peerTimeout })
      ?.filter(({ added, removed }) => added || removed)
      .reduce((sum, { count }) => sum + count, 0);
}

/** The algorithm of VS Code's diff editor, extracted from VS Code by the package `vscode-diff`. */
function vscodeDiff(): Way {
  interface Lines {
    readonly startLineNumber: number;
    readonly endLineNumberExclusive: number;
  }
  const { DefaultLinesDiffComputer } = loadPeer<{
    DefaultLinesDiffComputer: new () => {
      computeDiff(
        a: readonly string[],
        b: readonly string[],
        options: {
          ignoreTrimWhitespace: boolean;
          maxComputationTimeMs: number;
          computeMoves: boolean;
        },
      ): {
        readonly hitTimeout: boolean;
        readonly changes: readonly { readonly original: Lines; readonly modified: Lines }[];
      };
    };
  }>('vscode-diff');
  const length = (lines: Lines): number => lines.endLineNumberExclusive - lines.startLineNumber;
  return (a, b) => {
    const { hitTimeout, changes } = new DefaultLinesDiffComputer().computeDiff(a, b, {
      ignoreTrimWhitespace: false,
      maxComputationTimeMs: peerTimeout,
      computeMoves: false,
    });
    if (hitTimeout) return undefined;
    return changes.reduce(
      (sum, { original, modified }) => sum + length(original) + length(modified),
      0,
    );
  };
}

/** Added and deleted lines as counted by `git diff` with its default algorithm. */
function gitLines(a: readonly string[], b: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-bench-'));
  try {
    writeFileSync(join(folder, 'a'), a.join(''));
    writeFileSync(join(folder, 'b'), b.join(''));
    const counted = numstat(folder);
    return counted
      .split('\t')
      .slice(0, 2)
      .map(Number)
      .reduce((sum, count) => sum + count, 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function numstat(folder: string): string {
  try {
    return execFileSync('git', ['diff', '--no-index', '--numstat', 'a', 'b'], {
      cwd: folder,
      encoding: 'utf8',
    });
  } catch (error) {
    // git exits with 1 when the files differ.
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
