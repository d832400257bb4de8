/** How work grows with the text that it is done on. */

/**
 * How many times as long the work takes on four times the text: about 4 where each character costs the same, 16 where
 * it costs as much as there are. The best of several rounds in turns: a busy machine can only add to a time.
 */
export function growth(work: (text: string) => unknown, text: string): number {
  const long = text.repeat(4);
  const best = { text: Infinity, long: Infinity };
  for (let round = 0; round < 7; round++) {
    best.text = Math.min(
      best.text,
      timeOf(() => work(text)),
    );
    best.long = Math.min(
      best.long,
      timeOf(() => work(long)),
    );
  }
  return best.long / best.text;
}

/** The most that is still no square. */
export const linear = 9;

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
