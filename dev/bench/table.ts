/** What a section of the benchmark gives, and how it is shown: figures stay numbers until they are printed. */
import { isSpread, type Spread } from './spread.ts';

export interface BenchOptions {
  /** How often each way is measured; the ways take turns, so that a busy moment hits all of them. */
  readonly rounds: number;
  /** Says what is being done, in a few words, while it is done. */
  readonly say: (what: string) => void;
}

export interface Column {
  readonly name: string;
  /** After the point, of a number. Without it a number is written as it is. */
  readonly digits?: number;
  /** Compared between two runs: what it says does not belong to the machine. */
  readonly isRatio?: true;
}

/** Null where a column says nothing of a row. */
export type Value = string | number | Spread | null;

export interface BenchRow {
  readonly name: string;
  /** What the columns of the result name, in their order. */
  readonly values: readonly Value[];
  /** Whether a goal was met; absent where there is none. */
  readonly met?: boolean;
}

export interface BenchResult {
  /** What was done, on what data. */
  readonly about: string;
  readonly columns: readonly Column[];
  readonly rows: readonly BenchRow[];
  /** Where time goes that a goal does not allow, and what would help: read where a goal is missed. */
  readonly why?: string;
}

/** What the brackets hold, for the head of a page. */
export const aboutSpread =
  'In brackets stands where the median lies, with 95 in 100: all samples where there are eight or fewer. A ratio is taken within each round, between ways that took turns in it, and its brackets are its own.';

/** The cells of a table, its header first. */
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

/** Why a goal was missed, where one was. */
export function whyMissed({ rows, why }: BenchResult): string | undefined {
  return rows.some(({ met }) => met === false) ? why : undefined;
}

export function printTable(title: string, result: BenchResult): void {
  console.log(`\n${title}: ${result.about}\n`);
  printCells(cellsOf(result, 'MISSED'));
  const why = whyMissed(result);
  if (why !== undefined) console.log(`\n${why}`);
}

/** @param cells The header first. */
export function printCells([header = [], ...lines]: readonly (readonly string[])[]): void {
  const widths = header.map((cell, column) =>
    Math.max(cell.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  for (const line of [header, widths.map((width) => '-'.repeat(width)), ...lines]) {
    const cells = line.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    console.log(cells.join('  ').trimEnd());
  }
}

/** `80.1 (76.0 to 95.3)`; without brackets where it was taken once. */
export function show(value: Value, { digits }: Pick<Column, 'digits'>): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  const number = (each: number) => (digits === undefined ? String(each) : each.toFixed(digits));
  if (!isSpread(value)) return number(value);
  const { samples, median, low, high, isLeast } = value;
  const range = samples.length > 1 ? ` (${number(low)} to ${number(high)})` : '';
  return `${isLeast === true ? '> ' : ''}${number(median)}${range}`;
}
