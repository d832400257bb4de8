/** What a long chat costs: opening it, and a key's way to its glyph in the composer while an answer streams below 2,000 messages. */
import type { Page } from 'playwright-core';
import { panelOf, takeFunctions } from '../vscode/drive.ts';
import type { LaplasWindow } from '../vscode/window.ts';
import { answer } from './paintText.ts';
import { ask, composer, delta, importChats, inPanel, newChat, openChat } from './panel.ts';
import { ratioOf, showSpread, spread, type BenchOptions, type BenchResult } from './table.ts';

/** From performance.md of the design, as multiples of the first row of each pair. */
const goals = { open: 2, typing: 1.2 };
const keysPerRound = 40;
/** 500 tokens of 4 characters a second, for longer than the keys of a round take. */
const stream = { charactersPerPiece: 20, everyMs: 10, tokens: 20_000 };

export function run({ rounds }: BenchOptions): Promise<BenchResult> {
  return inPanel(async (window) => {
    const { page } = window;
    const [short = '', long = '', busy = ''] = await importChats(window, [20, 2_000, 2_000]);
    const pieces = split(answer(stream.tokens), stream.charactersPerPiece).map(delta);
    const opening: { short: number[]; long: number[] } = { short: [], long: [] };
    const typing: { empty: Key[]; alone: Key[]; full: Key[] } = { empty: [], alone: [], full: [] };
    for (let round = 0; round <= rounds; round += 1) {
      await newChat(page);
      const empty = await typeKeys(page);
      const alone = await typeDuringAnswer(window, pieces);
      const openedShort = await openChat(page, short);
      const openedLong = await openChat(page, long);
      await openChat(page, busy);
      const full = await typeDuringAnswer(window, pieces);
      if (round === 0) continue;
      opening.short.push(openedShort);
      opening.long.push(openedLong);
      typing.empty.push(...empty);
      typing.alone.push(...alone);
      typing.full.push(...full);
      console.error(`typing: ${round} of ${rounds}`);
    }
    const [few, many] = [spread(opening.short), spread(opening.long)];
    const timesFew = ratioOf(many, few);
    const base = spread(typing.empty.map(({ shown }) => shown)).median;
    const keyRow = (name: string, keys: readonly Key[]) => {
      const shown = spread(keys.map((key) => key.shown));
      const begun = spread(keys.map((key) => key.begun)).median;
      return {
        name: `key to glyph, ${name}`,
        values: [showSpread(shown), shown.median / base, begun, shown.median - begun],
      };
    };
    const full = keyRow('2,000 messages above, 500 tokens/s', typing.full);
    return {
      about: `the panel in a real window; ${keysPerRound} keys a round`,
      columns: ['ms', 'x of the first', 'ms until its frame begins', 'ms in its frame'],
      rows: [
        { name: 'open 20 messages', values: [showSpread(few), 1, '', ''] },
        {
          name: 'open 2,000 messages',
          values: [showSpread(many), timesFew, '', ''],
          met: timesFew <= goals.open,
        },
        keyRow('empty panel', typing.empty),
        // What is left when nothing stands above: the answer's own share.
        keyRow('nothing above, 500 tokens/s', typing.alone),
        { ...full, met: Number(full.values[1]) <= goals.typing },
      ],
      why: 'Opening: nearly all of what 2,000 messages take over 20 is spent before the page hears of them, by reading and checking the journal and by VS Code’s way for a message of 370 KB; the page takes as long for either. To send the end of a chat first would help. Typing: a page that changes shows a key in its next frame, and that frame has what came of the answer to lay out and to paint too, without a graphics card here; a long chat that was just opened fills in its older messages meanwhile. Painting the answer at most every 50 ms while somebody types was tried: it moved no figure beyond its spread.',
    };
  });
}

/** Milliseconds from a key's event. */
interface Key {
  /** To the beginning of the frame that shows its glyph. */
  readonly begun: number;
  /** To the end of that frame. */
  readonly shown: number;
}

/** How keys fare while an answer streams into the open chat, which is stopped afterwards. */
async function typeDuringAnswer(
  { page, api }: LaplasWindow,
  pieces: readonly string[],
): Promise<readonly Key[]> {
  api.reset();
  api.enqueue({ chunks: pieces.map((utf8) => ({ utf8, delayMs: stream.everyMs })) });
  await ask(page, 'Go on');
  await panelOf(page)
    .locator('[data-state="streaming"]')
    .last()
    .getByText('reducer')
    .first()
    .waitFor();
  const keys = await typeKeys(page);
  await panelOf(page).getByRole('button', { name: 'Stop', exact: true }).first().click();
  await panelOf(page).locator('[data-state="stopped"]').last().waitFor();
  return keys;
}

/**
 * Types. A key comes once the one before is shown,
 * and a moment after that, so that keys come at every point of a frame and never wait for each other.
 */
async function typeKeys(page: Page): Promise<readonly Key[]> {
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
        // A message is delivered after the frame has been painted.
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
  for (let key = 0; key < keysPerRound; key += 1) {
    await page.keyboard.press('a');
    keys.push(
      await box.evaluate(() => (Reflect.get(globalThis, 'benchKey') as () => Promise<Key>)()),
    );
    await new Promise((resolve) => setTimeout(resolve, 20 + ((key * 13) % 50)));
  }
  await box.fill('');
  return keys;
}

function split(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}
