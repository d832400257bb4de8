/** Seeded choices, so that a failure can be seen again. */

export interface Choices {
  /** A whole number from 0 up to, but not with, `below`. */
  below(below: number): number;
  chance(share: number): boolean;
  of<T>(items: readonly T[]): T;
}

/** Mulberry32. */
export function choices(seed: number): Choices {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share) => next() < share,
    of<T>(items: readonly T[]): T {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to choose from');
      return item;
    },
  };
}

/** How many rounds a random test runs. */
export function rounds(ci: number, soak: number): number {
  return process.env['LAPLAS_SOAK'] === '1' ? soak : ci;
}

/** Runs a test for many seeds, and names the seed of the one that fails. LAPLAS_SEED runs that one alone. */
export function forSeeds(count: number, run: (seed: number) => void): void {
  const only = process.env['LAPLAS_SEED'];
  const seeds =
    only === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(only)];
  for (const seed of seeds) {
    try {
      run(seed);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? (error.stack ?? '') : ''}`, {
        cause: error,
      });
    }
  }
}
