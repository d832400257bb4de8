/** What a long chat costs: opening it, and a key's way to its glyph in the composer while an answer streams below 2,000 messages. */
import type { Page } from 'playwright-core';
import { panelOf } from '../vscode/drive.ts';
import {
  ask,
  composer,
  delta,
  importChats,
  inPanel,
  newChat,
  openChat,
  takeFunctions,
} from './panel.ts';
import { showSpread, spread, type BenchOptions, type BenchResult, type Spread } from './table.ts';

/** From performance.md of the design, as multiples of the first row of each pair. */
const goals = { open: 2, typing: 1.2 };
const keysPerRound = 40;
/** 500 tokens of 4 characters a second. */
const stream = { text: 'word '.repeat(4), everyMs: 10 };

export function run({ rounds }: BenchOptions): Promise<BenchResult> {
  return inPanel(async (window) => {
    const { page, api } = window;
    const [short = '', long = ''] = await importChats(window, [20, 2_000]);
    const opening: { short: number[]; long: number[] } = { short: [], long: [] };
    const typing: { empty: number[]; full: number[] } = { empty: [], full: [] };
    for (let round = 0; round <= rounds; round += 1) {
      const counts = round > 0;
      await newChat(page);
      const empty = await typeKeys(page);
      const openedShort = await openChat(page, short);
      const openedLong = await openChat(page, long);
      api.reset();
      api.enqueue({
        chunks: [{ utf8: delta(stream.text), delayMs: stream.everyMs, repeat: 100_000 }],
      });
      await ask(page, 'Go on');
      await panelOf(page).locator('[data-state="streaming"]').last().getByText('word').waitFor();
      const full = await typeKeys(page);
      await panelOf(page).getByRole('button', { name: 'Stop', exact: true }).first().click();
      await panelOf(page).locator('[data-state="stopped"]').last().waitFor();
      if (!counts) continue;
      opening.short.push(openedShort);
      opening.long.push(openedLong);
      typing.empty.push(...empty);
      typing.full.push(...full);
      console.error(`typing: ${round} of ${rounds}`);
    }
    const pair = (names: [string, string], base: Spread, other: Spread, goal: number) => [
      { name: names[0], values: [showSpread(base), 1] },
      {
        name: names[1],
        values: [showSpread(other), other.median / base.median],
        met: other.median / base.median <= goal,
      },
    ];
    return {
      about: `the panel in a real window; ${keysPerRound} keys a round`,
      columns: ['ms', 'x of the first'],
      rows: [
        ...pair(
          ['open 20 messages', 'open 2,000 messages'],
          spread(opening.short),
          spread(opening.long),
          goals.open,
        ),
        ...pair(
          ['key to glyph, empty panel', 'key to glyph, 2,000 messages, 500 tokens/s'],
          spread(typing.empty),
          spread(typing.full),
          goals.typing,
        ),
      ],
    };
  });
}

/** Milliseconds from each key's event to the end of the frame that shows its glyph. */
async function typeKeys(page: Page): Promise<readonly number[]> {
  const box = composer(page);
  await box.fill('');
  await box.focus();
  await takeFunctions(box);
  const all = box.evaluate(
    (node, wanted) =>
      new Promise<readonly number[]>((resolve) => {
        const latencies: number[] = [];
        const press = (event: Event): void => {
          requestAnimationFrame(() => {
            // A message is delivered after the frame has been painted.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              latencies.push(performance.now() - event.timeStamp);
              if (latencies.length < wanted) return;
              node.removeEventListener('keydown', press);
              resolve(latencies);
            };
            port2.postMessage(0);
          });
        };
        node.addEventListener('keydown', press);
        node.dataset['bench'] = 'ready';
      }),
    keysPerRound,
  );
  await box.and(panelOf(page).locator('[data-bench="ready"]')).waitFor();
  for (let key = 0; key < keysPerRound; key += 1) await page.keyboard.press('a');
  const latencies = await all;
  await box.evaluate((node) => delete node.dataset['bench']);
  await box.fill('');
  return latencies;
}
