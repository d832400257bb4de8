/**
 * The result of a benchmark section and its output as a table. Figures stay numbers until they are
 * printed.
 */
import { isSpread, type Spread } from './spread.ts';

export interface BenchOptions {
  /**
   * Number of measurements of each way. The ways alternate, so that a busy moment affects all of
   * them.
   */
  readonly rounds: number;
  /** Reports the current step in a few words. */
  readonly say: (what: string) => void;
}

export interface Column {
  readonly name: string;
  /** Digits after the decimal point. Without it a number is printed as it is. */
  readonly digits?: number;
  /**
   * `--compare` compares the column between two runs, because its figures don't depend on the
   * machine.
   */
  readonly isRatio?: true;
}

/** Null where a column doesn't apply to a row. */
export type Value = string | number | Spread | null;

export interface BenchRow {
  readonly name: string;
  /** One value per column, in the same order. */
  readonly values: readonly Value[];
  /** Whether the goal was met; absent without a goal. */
  readonly met?: boolean;
}

export interface BenchResult {
  /** The work and the data. */
  readonly about: string;
  readonly columns: readonly Column[];
  readonly rows: readonly BenchRow[];
  /** Why a goal can be missed, and what would help. Printed only if a goal is missed. */
  readonly why?: string;
}

/** Explains the brackets, for the top of a page. */
export const aboutSpread =
  'In brackets stands where the median lies, with 95 in 100: all samples where there are eight or fewer. A ratio is taken within each round, between ways that took turns in it, and its brackets are its own.';

/** The cells of a table. The first row is the header. */
export function cellsOf({ columns, rows }: BenchResult, missed = 'missed'): readonly string[][] {
  return [
    ['', ...columns.map(({ name }) => name), 'goal'],
    ...rows.map(({ name, values, met }) => [
      name,
      ...columns.map((column, index) => show(values[index] ?? null, column)),
      met === undefined ? '' : met ? 'met' : missed,
    ]),
  ];
}

/** The explanation, if a goal was missed. */
export function whyMissed({ rows, why }: BenchResult): string | undefined {
  return rows.some(({ met }) => met === false) ? why : undefined;
}

export function printTable(title: string, result: BenchResult): void {
  console.log(`\n${title}: ${result.about}\n`);
  printCells(cellsOf(result, 'MISSED'));
  const why = whyMissed(result);
  if (why !== undefined) console.log(`\n${why}`);
}

/** @param cells The first row is the header. */
export function printCells([header = [], ...lines]: readonly (readonly string[])[]): void {
  const widths = header.map((cell, column) =>
    Math.max(cell.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  for (const line of [header, widths.map((width) => '-'.repeat(width)), ...lines]) {
    const cells = line.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    console.log(cells.join('  ').trimEnd());
  }
}

/** Formats as `80.1 (76.0 to 95.3)`, without brackets for a single sample. */
export function show(value: Value, { digits }: Pick<Column, 'digits'>): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  const number = (each: number) => (digits === undefined ? String(each) : each.toFixed(digits));
  if (!isSpread(value)) return number(value);
  const { samples, median, low, high, isLeast } = value;
  const range = samples.length > 1 ? ` (${number(low)} to ${number(high)})` : '';
  return `${isLeast === true ? '> ' : ''}${number(median)}${range}`;
}
