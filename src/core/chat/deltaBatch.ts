/** Batches the text of a response, so that the panel gets at most one update per frame. */
import type { Clock } from '../base/ports.ts';

/** Milliseconds: one frame at 60 Hz. */
const frame = 16;

export interface DeltaBatch {
  /** An empty text has no effect. */
  add(text: string): void;
  /** Emits pending text immediately. */
  flush(): void;
}

/**
 * The first text after a pause is emitted immediately. Text that follows within a frame is emitted
 * together at the end of the frame.
 */
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
