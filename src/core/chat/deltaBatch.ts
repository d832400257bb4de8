/** Gathers the pieces of a reply, so that however fast they come the panel hears of them once a frame. */
import type { Clock } from '../base/ports.ts';

/** Milliseconds: one frame at 60 Hz. */
const frame = 16;

export interface DeltaBatch {
  /** Nothing is added by ''. */
  add(text: string): void;
  /** Emits what is waiting, now. */
  flush(): void;
}

/** The first piece after a pause goes out at once; those that follow within a frame go out together at its end. */
export function createDeltaBatch(clock: Clock, emit: (text: string) => void): DeltaBatch {
  let waiting = '';
  let cancel: (() => void) | undefined;
  let last = -Infinity;

  function flush(): void {
    cancel?.();
    cancel = undefined;
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    last = clock.monotonic();
    emit(text);
  }

  return {
    add(text) {
      if (text === '') return;
      waiting += text;
      if (cancel !== undefined) return;
      const due = last + frame - clock.monotonic();
      if (due <= 0) flush();
      else cancel = clock.after(due, flush);
    },
    flush,
  };
}
