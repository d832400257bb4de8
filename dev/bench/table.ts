/** What a section of the benchmark gives, how it is measured, and how it is shown. */

export interface BenchOptions {
  /** How often each way is measured; the ways take turns, so that a busy moment hits all of them. */
  readonly rounds: number;
}

export interface BenchRow {
  readonly name: string;
  /** What the columns of the result name, in their order. */
  readonly values: readonly (string | number)[];
  /** Whether a goal was met; absent where there is none. */
  readonly met?: boolean;
}

export interface BenchResult {
  /** What was done, on what data. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly BenchRow[];
  /** Where time goes that a goal does not allow, and what would help. */
  readonly why?: string;
}

export interface Spread {
  /** In the order in which they were taken. */
  readonly samples: readonly number[];
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Measures several ways to do the same work: `rounds` times each, in turns, after one round that does not count. A way's function returns what it
 * measured, in whatever unit; where it returns nothing, the CPU time of this process is taken, in milliseconds: other work on the machine counts less.
 */
export async function measure<Name extends string>(
  rounds: number,
  ways: Readonly<
    Record<Name, () => number | undefined | void | Promise<number | undefined | void>>
  >,
): Promise<Record<Name, Spread>> {
  const names = Object.keys(ways) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const start = process.cpuUsage();
      const own = await ways[name]();
      const used = process.cpuUsage(start);
      const sample = own ?? (used.user + used.system) / 1000;
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(samples.get(name) ?? [])])) as Record<
    Name,
    Spread
  >;
}

/** Median and both ends. */
export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return {
    samples,
    median: sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2,
    low: sorted[0] ?? NaN,
    high: sorted.at(-1) ?? NaN,
  };
}

/** How many times as much one way took as another: the median over the rounds, so that what slowed a whole round down counts on both sides. */
export function ratioOf(way: Spread, base: Spread): number {
  return spread(way.samples.map((sample, round) => sample / (base.samples[round] ?? NaN))).median;
}

/** `80.1 (76.0 to 95.3)` */
export function showSpread({ median, low, high }: Spread, digits = 1): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

export function printTable(title: string, result: BenchResult): void {
  const header = ['', ...result.columns, 'goal'];
  const lines = result.rows.map((row) => [
    row.name,
    ...row.values.map((value) => (typeof value === 'number' ? value.toFixed(2) : value)),
    row.met === undefined ? '' : row.met ? 'met' : 'MISSED',
  ]);
  const widths = header.map((cell, column) =>
    Math.max(cell.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const show = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  console.log(`\n${title}: ${result.about}\n`);
  for (const line of [header, widths.map((width) => '-'.repeat(width)), ...lines])
    console.log(show(line));
  if (result.why !== undefined) console.log(`\n${result.why}`);
}
