/** Measures the panel's frames in its window while a response streams into it. */
import type { Locator } from 'playwright-core';
import { takeFunctions } from '../vscode/drive.ts';

export interface LiveFrames {
  /**
   * The 99th percentile of main thread time per frame in milliseconds: script, style, layout and
   * paint.
   */
  readonly p99: number;
  /** Duration of the main thread's longest task, in a frame or between frames, in milliseconds. */
  readonly longest: number;
  /** Characters of the response that reached the page per second. */
  readonly charactersPerSecond: number;
}

/** Measures the page's frames for `ms` milliseconds. */
export async function watchFrames(body: Locator, ms: number): Promise<LiveFrames> {
  await takeFunctions(body);
  return body.evaluate(async (_, length) => {
    const frames: number[] = [];
    let characters = 0;
    let longest = 0;
    const { port1, port2 } = new MessageChannel();
    let begun = 0;
    // Requested in the previous frame, this callback is the first work of its frame. The message is
    // delivered after the frame has been painted.
    const frame = (): void => {
      begun = performance.now();
      port2.postMessage(0);
      request = requestAnimationFrame(frame);
    };
    port1.onmessage = () => frames.push(performance.now() - begun);
    const hear = ({ data }: MessageEvent<unknown>): void => {
      // A message of the panel's protocol, see `ToPanel`.
      const { type, events } = data as {
        readonly type?: string;
        readonly events?: readonly { readonly type: string; readonly text?: string }[];
      };
      if (type !== 'events') return;
      for (const event of events ?? []) {
        if (event.type === 'delta') characters += event.text?.length ?? 0;
      }
    };
    const take = (entries: PerformanceEntryList): void => {
      for (const { duration } of entries) longest = Math.max(longest, duration);
    };
    const tasks = new PerformanceObserver((list) => take(list.getEntries()));
    tasks.observe({ type: 'longtask' });
    addEventListener('message', hear);
    let request = requestAnimationFrame(frame);
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, length));
    const seconds = (performance.now() - start) / 1_000;
    cancelAnimationFrame(request);
    removeEventListener('message', hear);
    take(tasks.takeRecords());
    tasks.disconnect();
    port1.close();
    const sorted = frames.toSorted((a, b) => a - b);
    return {
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
      longest: Math.max(longest, sorted.at(-1) ?? NaN),
      charactersPerSecond: characters / seconds,
    };
  }, ms);
}
