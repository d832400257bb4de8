/** What a long chat costs: opening it, and a key's way to its glyph in the composer while an answer streams below 2,000 messages. */
import type { Page } from 'playwright-core';
import { panelOf } from '../vscode/drive.ts';
import type { LaplasWindow } from '../vscode/window.ts';
import { answer } from './paintText.ts';
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
/** 500 tokens of 4 characters a second, for longer than the keys of a round take. */
const stream = { charactersPerPiece: 20, everyMs: 10, tokens: 20_000 };

export function run({ rounds }: BenchOptions): Promise<BenchResult> {
  return inPanel(async (window) => {
    const { page } = window;
    const [short = '', long = ''] = await importChats(window, [20, 2_000]);
    const pieces = split(answer(stream.tokens), stream.charactersPerPiece).map(delta);
    const opening: { short: number[]; long: number[] } = { short: [], long: [] };
    const typing: { empty: number[]; first: number[]; full: number[] } = {
      empty: [],
      first: [],
      full: [],
    };
    for (let round = 0; round <= rounds; round += 1) {
      const counts = round > 0;
      await newChat(page);
      const empty = await typeKeys(page);
      const first = await typeDuringAnswer(window, pieces);
      const openedShort = await openChat(page, short);
      const openedLong = await openChat(page, long);
      const full = await typeDuringAnswer(window, pieces);
      if (!counts) continue;
      opening.short.push(openedShort);
      opening.long.push(openedLong);
      typing.empty.push(...empty);
      typing.first.push(...first);
      typing.full.push(...full);
      console.error(`typing: ${round} of ${rounds}`);
    }
    const [empty, alone] = [spread(typing.empty), spread(typing.first)];
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
          empty,
          spread(typing.full),
          goals.typing,
        ),
        // What is left when nothing stands above: the answer's own share.
        {
          name: 'key to glyph, an only answer, 500 tokens/s',
          values: [showSpread(alone), alone.median / empty.median],
        },
      ],
    };
  });
}

/** The latencies of keys while an answer streams into the open chat, which is stopped afterwards. */
async function typeDuringAnswer(
  { page, api }: LaplasWindow,
  pieces: readonly string[],
): Promise<readonly number[]> {
  api.reset();
  api.enqueue({ chunks: pieces.map((utf8) => ({ utf8, delayMs: stream.everyMs })) });
  await ask(page, 'Go on');
  await panelOf(page)
    .locator('[data-state="streaming"]')
    .last()
    .getByText('reducer')
    .first()
    .waitFor();
  const latencies = await typeKeys(page);
  await panelOf(page).getByRole('button', { name: 'Stop', exact: true }).first().click();
  await panelOf(page).locator('[data-state="stopped"]').last().waitFor();
  return latencies;
}

/**
 * Milliseconds from each key's event to the end of the frame that shows its glyph. A key comes once the one before is shown,
 * and a moment after that, so that keys come at every point of a frame and never wait for each other.
 */
async function typeKeys(page: Page): Promise<readonly number[]> {
  const box = composer(page);
  await box.fill('');
  await box.focus();
  await takeFunctions(box);
  await box.evaluate((node) => {
    if (Reflect.has(globalThis, 'benchLatency')) return;
    const shown: number[] = [];
    const waiting: ((latency: number) => void)[] = [];
    node.addEventListener('keydown', (event) => {
      requestAnimationFrame(() => {
        // A message is delivered after the frame has been painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const latency = performance.now() - event.timeStamp;
          const next = waiting.shift();
          if (next === undefined) shown.push(latency);
          else next(latency);
        };
        port2.postMessage(0);
      });
    });
    Reflect.set(
      globalThis,
      'benchLatency',
      () => shown.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    );
  });
  const latencies: number[] = [];
  for (let key = 0; key < keysPerRound; key += 1) {
    await page.keyboard.press('a');
    latencies.push(
      await box.evaluate(() =>
        (Reflect.get(globalThis, 'benchLatency') as () => Promise<number>)(),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 20 + ((key * 13) % 50)));
  }
  await box.fill('');
  return latencies;
}

function split(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}
