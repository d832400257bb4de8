/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/core/base/ports.ts';

export interface ManualClock extends Clock {
  /** Moves time on, and calls what falls due, in order. */
  advance(ms: number): void;
  /** The same, and after each call, and at both ends, lets everything run that waits for promises alone. */
  pass(ms: number): Promise<void>;
  /** Moves time on as in a process that is stopped: what has fallen due is called with the next `advance` or `pass`. */
  jump(ms: number): void;
  /** Moves the time of the wall alone, as while a laptop sleeps: on Linux the monotonic clock and its timers stand still then. */
  sleep(ms: number): void;
}

/** `start`, in milliseconds since the epoch. */
export function manualClock(start = 1_700_000_000_000): ManualClock {
  let now = start;
  let asleep = 0;
  let waiting: { readonly at: number; readonly callback: () => void }[] = [];

  /** Calls the next of what falls due until then; false where there is none. */
  function callNext(end: number): boolean {
    const next = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) return false;
    waiting = waiting.filter((other) => other !== next);
    now = Math.max(now, next.at);
    next.callback();
    return true;
  }

  return {
    now: () => now + asleep,
    monotonic: () => now - start,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const end = now + ms;
      while (callNext(end));
      now = end;
    },
    async pass(ms) {
      const end = now + ms;
      await settled();
      while (callNext(end)) await settled();
      now = end;
      await settled();
    },
    jump(ms) {
      now += ms;
    },
    sleep(ms) {
      asleep += ms;
    },
  };
}

/** Lets everything run that waits for promises alone: files in memory need no more. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
