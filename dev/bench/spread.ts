/** Samples of a figure, and their statistics. */

export interface Spread {
  /** One per round, in the order of measurement. */
  readonly samples: readonly number[];
  readonly median: number;
  /**
   * The ends of the 95 % confidence interval of the median. With few samples they are the minimum
   * and the maximum.
   */
  readonly low: number;
  readonly high: number;
  /** The measurement was stopped early: the real figure is larger. */
  readonly isLeast?: true;
}

/**
 * Computes the median and its confidence interval. The ends are samples too, so nothing is assumed
 * about the distribution on a busy machine: of `n` sorted samples, the `k`th from either end is on
 * the wrong side of the true median as rarely as `n` coin tosses show fewer than `k` heads.
 * Quartiles would be narrower but less reliable: on an idle machine, one in five pairs of runs with
 * five rounds would not agree.
 */
export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const from = outside(sorted.length);
  return {
    samples,
    median: middleOf(sorted),
    low: sorted[from] ?? NaN,
    high: sorted[sorted.length - 1 - from] ?? NaN,
  };
}

export function median(samples: readonly number[]): number {
  return middleOf([...samples].sort((a, b) => a - b));
}

/**
 * Combines two figures round by round, so that whatever slowed down a whole round affects both
 * sides. The default is their ratio.
 */
export function pair(
  a: Spread,
  b: Spread,
  figure: (a: number, b: number) => number = (way, base) => way / base,
): Spread {
  const rounds = Math.min(a.samples.length, b.samples.length);
  const paired = spread(
    a.samples.slice(0, rounds).map((sample, round) => figure(sample, b.samples[round] ?? NaN)),
  );
  return a.isLeast === true ? { ...paired, isLeast: true } : paired;
}

/** Whether two runs can be of the same figure: their intervals overlap. */
export function agree(a: Spread, b: Spread): boolean {
  return a.low <= b.high && b.low <= a.high;
}

export function isSpread(value: unknown): value is Spread {
  return typeof value === 'object' && value !== null && 'samples' in value;
}

function middleOf(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * How many of `count` samples can be left out at either end, so that the interval of the rest
 * misses the median in fewer than 5 of 100 cases.
 */
function outside(count: number): number {
  let left = 0;
  let chance = 0.5 ** count;
  let sum = chance;
  while (sum <= 0.025) {
    left += 1;
    chance *= (count - left + 1) / left;
    sum += chance;
  }
  return Math.max(0, left - 1);
}
