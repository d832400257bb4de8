/** A time limit that activity extends, without setting a timer for every chunk. */
import type { Clock } from '../base/ports.ts';

export interface Deadline {
  /** Restarts with this limit, in milliseconds. Zero or less means no limit. */
  set(ms: number): void;
  /** Restarts the time from now, with the same limit. */
  touch(): void;
  clear(): void;
}

/** Calls `expired` at most once per `set`, no earlier than the limit after the last `touch`. */
export function createDeadline(clock: Clock, expired: () => void): Deadline {
  let limit = 0;
  let last = 0;
  let cancel: (() => void) | undefined;

  function arm(ms: number): void {
    cancel = clock.after(ms, () => {
      const rest = last + limit - clock.monotonic();
      if (rest > 0) {
        arm(rest);
      } else {
        cancel = undefined;
        expired();
      }
    });
  }

  function clear(): void {
    cancel?.();
    cancel = undefined;
  }

  return {
    set(ms) {
      clear();
      limit = ms;
      last = clock.monotonic();
      if (ms > 0) arm(ms);
    },
    touch() {
      last = clock.monotonic();
    },
    clear,
  };
}
