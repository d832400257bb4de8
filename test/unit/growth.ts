/** How work grows with the text that it is done on. */

/**
 * How many times as long the work takes on four times the text: about 4 where each character costs the same, 16 where
 * it costs as much as there are. The best of several rounds in turns, in time of the processor: a busy machine can only add to it.
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
  return best.long / Math.max(best.text, shortest);
}

/** What is shorter is told from nothing by chance, in microseconds. */
const shortest = 50;

/** The most that is still no square. */
export const linear = 9;

function timeOf(work: () => unknown): number {
  const { user, system } = process.cpuUsage();
  work();
  const spent = process.cpuUsage({ user, system });
  return spent.user + spent.system;
}
