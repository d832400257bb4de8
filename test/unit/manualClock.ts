/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/core/ports.ts';

export interface ManualClock extends Clock {
  /** Moves time on, and calls what falls due, in order. */
  advance(ms: number): void;
}

export function manualClock(): ManualClock {
  let time = 0;
  let waiting: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => 1_700_000_000_000 + time,
    monotonic: () => time,
    after(ms, callback) {
      const timer = { at: time + ms, callback };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const end = time + ms;
      for (;;) {
        const next = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        waiting = waiting.filter((other) => other !== next);
        time = next.at;
        next.callback();
      }
      time = end;
    },
  };
}
