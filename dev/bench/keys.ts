/** Measures the time from a key press to its glyph in the composer. */
import type { Page } from 'playwright-core';
import { takeFunctions } from '../vscode/drive.ts';
import { composer } from './panel.ts';

/** Milliseconds since the key's event. */
export interface Key {
  /** To the start of the frame that shows its glyph. */
  readonly begun: number;
  /** To the end of that frame. */
  readonly shown: number;
}

/** Warm-up keys: the first keys of a case also pay for work that a page does once. */
const uncounted = 8;

/**
 * Types keys one by one: each waits until the previous one is shown, and then for a varying pause,
 * so that the keys are spread over the whole frame and never wait for each other.
 */
export async function typeKeys(page: Page, count: number): Promise<readonly Key[]> {
  const box = composer(page);
  await box.fill('');
  await box.focus();
  await takeFunctions(box);
  await box.evaluate((node) => {
    if (Reflect.has(globalThis, 'benchKey')) return;
    const shown: Key[] = [];
    const waiting: ((key: Key) => void)[] = [];
    node.addEventListener('keydown', (event) => {
      requestAnimationFrame(() => {
        const begun = performance.now() - event.timeStamp;
        // The message is delivered after the frame has been painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const key = { begun, shown: performance.now() - event.timeStamp };
          const next = waiting.shift();
          if (next === undefined) shown.push(key);
          else next(key);
        };
        port2.postMessage(0);
      });
    });
    Reflect.set(
      globalThis,
      'benchKey',
      () => shown.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    );
  });
  const keys: Key[] = [];
  for (let key = 0; key < uncounted + count; key += 1) {
    await page.keyboard.press('a');
    keys.push(
      await box.evaluate(() => (Reflect.get(globalThis, 'benchKey') as () => Promise<Key>)()),
    );
    await new Promise((resolve) => setTimeout(resolve, 20 + ((key * 13) % 50)));
  }
  await box.fill('');
  return keys.slice(uncounted);
}
