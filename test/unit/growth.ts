/** How work grows with the text that it is done on. */

/** How much longer the long text is. */
export const factor = 8;

/** Rounds at most. Work that does not grow needs a few even on a busy machine, and no number helps work that does. */
const maxRounds = 40;

/**
 * How many times as much a character of a text costs in one that is eight times as long: about 1 where each costs the same, 8 where it costs as
 * much as there are. In each round the control, eight times the work on the short text, and the work on the long one take turns, in time of the
 * processor. Of both the best counts: other work on the machine can only add to a time.
 */
export function growth(work: (text: string) => unknown, text: string): number {
  const long = text.repeat(factor);
  const best = { control: Infinity, long: Infinity };
  for (let round = 0; round < maxRounds; round++) {
    const control = timeOf(() => {
      for (let i = 0; i < factor; i++) work(text);
    });
    best.control = Math.min(best.control, control);
    best.long = Math.min(
      best.long,
      timeOf(() => work(long)),
    );
    if (round >= 2 && best.long / Math.max(best.control, shortest) < linear / 2) break;
    // Chance is a small part of a time as long as that.
    if (best.long > longest && best.long / Math.max(best.control, shortest) > linear) break;
  }
  return best.long / Math.max(best.control, shortest);
}

/** What is shorter is told from nothing by chance, in microseconds. */
const shortest = 100;

/** What takes longer is not measured again to see that it grows, in microseconds. */
const longest = 2_000_000;

/** The most that is still no square. */
export const linear = 3;

function timeOf(work: () => unknown): number {
  const { user, system } = process.cpuUsage();
  work();
  const spent = process.cpuUsage({ user, system });
  return spent.user + spent.system;
}
