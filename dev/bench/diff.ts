/** Comparing lines: ours against the npm package `diff`, VS Code's own algorithm and git, in time and in how many lines a change takes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffLines } from '../../src/core/edit/lineDiff.ts';
import { loadPeer } from './peers.ts';
import type { Spread } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { measure } from './turns.ts';

interface Case {
  readonly name: string;
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** CPU milliseconds that ours may take. */
  readonly limit: number;
}

/** Milliseconds after which another way is given up on. */
const peerTimeout = 3_000;

export async function run(options: BenchOptions): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  const peers = { npm: npmDiff(), vscode: vscodeDiff() };
  for (const { name, a, b, limit } of cases()) {
    const hunks = diffLines(a, b);
    const lines = hunks.reduce((sum, h) => sum + h.aEnd - h.aStart + h.bEnd - h.bStart, 0);
    const git = gitLines(a, b);
    const { ours } = await measure(options, { ours: () => void diffLines(a, b) });
    const npm = await timeOf(peers.npm, a, b);
    const vscode = await timeOf(peers.vscode, a, b);
    const met = ours.median <= limit && lines <= git;
    rows.push({
      name,
      values: [ours, limit, npm.time, vscode.time, lines, git, vscode.lines],
      met,
    });
  }
  return {
    about: `lines of code in JavaScript’s manner; the others are given ${peerTimeout / 1000} s each; VS Code’s looks for words in changed lines too`,
    columns: [
      { name: 'CPU ms', digits: 1 },
      { name: 'at most' },
      { name: 'npm diff, ms', digits: 1 },
      { name: 'VS Code, ms', digits: 1 },
      { name: 'lines changed' },
      { name: 'git' },
      { name: 'VS Code' },
    ],
    rows,
  };
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

/** The number of lines that a way adds and deletes; undefined where it gave up in time. */
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

/** The algorithm of VS Code's diff editor, as the package `vscode-diff` takes it out of VS Code. */
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

async function timeOf(
  way: Way,
  a: readonly string[],
  b: readonly string[],
): Promise<{ readonly time: Spread | string; readonly lines: number | null }> {
  const lines = way(a, b);
  if (lines === undefined) return { time: `> ${peerTimeout}`, lines: null };
  const { theirs } = await measure(
    { rounds: 1, say: () => undefined },
    { theirs: () => void way(a, b) },
  );
  return { time: theirs, lines };
}

/** Added and deleted lines, as `git diff` with its default algorithm counts them. */
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
    // It exits with 1 when the files differ.
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
