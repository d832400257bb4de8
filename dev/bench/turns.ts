/** Measures several ways to do the same work, in alternation. */
import { median, spread, type Spread } from './spread.ts';
import type { BenchOptions } from './table.ts';

export interface TurnOptions {
  /** Number of warm-up rounds; 1 by default. */
  readonly unmeasured?: number;
  /** The name of the measurement, reported with the round. */
  readonly what?: string;
}

/**
 * Returns the samples of each way, one per round. Each round starts with a different way. A way
 * that returns undefined has no sample for that round: it must return undefined in all later rounds
 * too.
 */
export async function takeTurns<Name extends string, Sample>(
  { rounds, say }: BenchOptions,
  ways: Readonly<Record<Name, () => Promise<Sample | undefined> | Sample | undefined>>,
  { unmeasured = 1, what = '' }: TurnOptions = {},
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(ways) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Sample[]
  >;
  for (let round = -unmeasured; round < rounds; round += 1) {
    for (const name of rotated(names, round + unmeasured)) {
      const at = round < 0 ? 'before the rounds' : `round ${round + 1} of ${rounds}`;
      say([what, at, names.length > 1 ? name : ''].filter((part) => part !== '').join(', '));
      const sample = await ways[name]();
      if (sample !== undefined && round >= 0) samples[name].push(sample);
    }
  }
  return samples;
}

/**
 * The same for one figure per way. A way's function returns its figure in any unit. If it returns
 * nothing, the figure is the CPU time of this process in milliseconds, which depends less on other
 * work on the machine.
 * @param turns How often the ways alternate within a round. The round's sample is their median.
 */
export async function measure<Name extends string>(
  options: BenchOptions,
  ways: Readonly<
    Record<Name, () => number | undefined | void | Promise<number | undefined | void>>
  >,
  { turns = 1, ...more }: TurnOptions & { readonly turns?: number } = {},
): Promise<Record<Name, Spread>> {
  const names = Object.keys(ways) as Name[];
  const sampled = async (name: Name): Promise<number> => {
    const start = process.cpuUsage();
    const own = await ways[name]();
    const { user, system } = process.cpuUsage(start);
    return own ?? (user + system) / 1000;
  };
  const record = <Each>(each: (name: Name) => Each) =>
    Object.fromEntries(names.map((name) => [name, each(name)])) as Record<Name, Each>;
  if (turns === 1) {
    const samples = await takeTurns(
      options,
      record((name) => () => sampled(name)),
      more,
    );
    return record((name) => spread(samples[name]));
  }
  const rounds = await takeTurns(
    options,
    {
      round: async () => {
        const inner = { rounds: turns, say: () => undefined };
        const samples = await takeTurns(
          inner,
          record((name) => () => sampled(name)),
          {
            unmeasured: 0,
          },
        );
        return record((name) => median(samples[name]));
      },
    },
    more,
  );
  return record((name) => spread(rounds.round.map((medians) => medians[name])));
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const from = by % items.length;
  return [...items.slice(from), ...items.slice(0, from)];
}
