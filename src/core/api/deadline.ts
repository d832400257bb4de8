/** A limit of time that activity puts off, without a timer of its own for each piece that comes. */
import type { Clock } from '../base/ports.ts';

export interface Deadline {
  /** Starts anew with this limit, in milliseconds; 0 or less means none. */
  set(ms: number): void;
  /** Something came: the time counts from now. */
  touch(): void;
  clear(): void;
}

/** `expired` is called once per `set`, no earlier than its limit after the last `touch`. */
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
