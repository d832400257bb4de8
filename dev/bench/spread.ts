/** Samples of a figure, and what can be said of it by them. */

export interface Spread {
  /** In the order in which they were taken, one a round. */
  readonly samples: readonly number[];
  readonly median: number;
  /** The ends of where the median lies with 95 in 100, which are the least and the most of few samples. */
  readonly low: number;
  readonly high: number;
  /** It was given up on before its end: the figure is larger. */
  readonly isLeast?: true;
}

/**
 * The median and where it lies. The ends are samples too, so nothing is taken for granted about how a busy machine scatters
 * them: of `n` samples in their order, the `k`th from either end is on the wrong side of the true median as seldom as a coin
 * falls on heads fewer than `k` times of `n`. Quartiles would be narrower, and say less: of two runs of five rounds on a
 * machine that stands still, one in five would not agree.
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

/** One figure by two, round by round, so that what slowed a whole round down counts on both sides. */
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

/** Whether two runs can be of one figure. */
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

/** How many of `count` samples can be left out at either end: together they hold the median in fewer than 5 of 100 cases. */
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
