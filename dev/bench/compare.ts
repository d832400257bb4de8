/**
 * Compares two runs: `npm run bench -- --compare A.json B.json`. They agree if the intervals of
 * each ratio overlap.
 */
import { readFileSync } from 'node:fs';
import { agree, isSpread, type Spread } from './spread.ts';
import { printCells, show, type BenchResult } from './table.ts';

/** The format that `--json` writes. */
export interface BenchRun {
  readonly machine: string;
  /** In ISO 8601, UTC. */
  readonly date: string;
  readonly rounds: number;
  readonly results: Readonly<Record<string, BenchResult>>;
}

interface Ratio {
  readonly name: string;
  readonly spread: Spread;
  readonly digits: number;
}

/** Prints each ratio that both runs have. Returns whether all of them agree. */
export function compareRuns(fileA: string, fileB: string): boolean {
  const [a, b] = [readRun(fileA), readRun(fileB)];
  if (a.machine !== b.machine) console.error(`Two machines: ${a.machine}; ${b.machine}.`);
  const others = new Map(ratiosOf(b).map((ratio) => [ratio.name, ratio]));
  const both = ratiosOf(a).flatMap((ratio) => {
    const other = others.get(ratio.name);
    return other === undefined ? [] : [{ ...ratio, other: other.spread }];
  });
  const apart = both.filter(({ spread, other }) => !agree(spread, other));
  printCells([
    ['', fileA, fileB, ''],
    ...both.map(({ name, spread, other, digits }) => [
      name,
      show(spread, { digits }),
      show(other, { digits }),
      agree(spread, other) ? '' : 'APART',
    ]),
  ]);
  console.log(`\n${both.length} ratios, ${both.length - apart.length} agree.`);
  return both.length > 0 && apart.length === 0;
}

function readRun(file: string): BenchRun {
  // Written by this program. Any other file makes the comparison fail.
  return JSON.parse(readFileSync(file, 'utf8')) as BenchRun;
}

/** Ratios with more than one sample. The others have no spread. */
function ratiosOf({ results }: BenchRun): readonly Ratio[] {
  return Object.entries(results).flatMap(([section, { columns, rows }]) =>
    rows.flatMap((row) =>
      columns.flatMap(({ name, digits = 2, isRatio }, index) => {
        const value = row.values[index];
        if (isRatio !== true || !isSpread(value) || value.samples.length < 2) return [];
        return [{ name: `${section}: ${row.name}: ${name}`, spread: value, digits }];
      }),
    ),
  );
}
