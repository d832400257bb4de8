/** What a long chat costs: opening it, and a key's way to its glyph in the composer while an answer streams below 2,000 messages. */
import type { Page } from 'playwright-core';
import { panelOf, takeFunctions } from '../vscode/drive.ts';
import type { LaplasWindow } from '../vscode/window.ts';
import { answer } from './paintText.ts';
import { ask, composer, delta, importChats, inPanel, newChat, openChat } from './panel.ts';
import { median, pair, spread, type Spread } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { takeTurns } from './turns.ts';

/** From performance.md of the design, as multiples of the first row of each pair. */
const goals = { open: 2, typing: 1.2 };
const keysPerRound = 40;
/** 500 tokens of 4 characters a second, for longer than the keys of a round take. */
const stream = { charactersPerPiece: 20, everyMs: 10, tokens: 20_000 };

export function run(options: BenchOptions): Promise<BenchResult> {
  options.say('opens a window');
  return inPanel(async (window) => {
    const { page } = window;
    options.say('imports long chats');
    const [short = '', long = '', busy = ''] = await importChats(window, [20, 2_000, 2_000]);
    const pieces = split(answer(stream.tokens), stream.charactersPerPiece).map(delta);
    const opening = await takeTurns(
      options,
      { few: () => openChat(page, short), many: () => openChat(page, long) },
      { what: 'opening' },
    );
    const typing = await takeTurns(
      options,
      {
        empty: async () => {
          await newChat(page);
          return typeKeys(page);
        },
        alone: async () => {
          await newChat(page);
          return typeDuringAnswer(window, pieces);
        },
        full: async () => {
          await newChat(page);
          await openChat(page, busy);
          return typeDuringAnswer(window, pieces);
        },
      },
      { what: 'typing' },
    );
    const [few, many] = [spread(opening.few), spread(opening.many)];
    const timesFew = pair(many, few);
    const each = (rounds: readonly (readonly Key[])[], figure: (key: Key) => number) =>
      spread(rounds.map((keys) => median(keys.map(figure))));
    const shown = (rounds: readonly (readonly Key[])[]) => each(rounds, (key) => key.shown);
    const ratios = {
      alone: pair(shown(typing.alone), shown(typing.empty)),
      full: pair(shown(typing.full), shown(typing.empty)),
    };
    const keyRow = (
      name: string,
      rounds: readonly (readonly Key[])[],
      ratio: Spread | 1,
      more: Pick<BenchRow, 'met'> = {},
    ): BenchRow => ({
      name: `key to glyph, ${name}`,
      values: [
        shown(rounds),
        ratio,
        each(rounds, ({ begun }) => begun),
        each(rounds, (key) => key.shown - key.begun),
      ],
      ...more,
    });
    return {
      about: `the panel in a real window; ${keysPerRound} keys a round, of which the median counts`,
      columns: [
        { name: 'ms', digits: 1 },
        { name: 'x of the first', digits: 2, isRatio: true },
        { name: 'ms until its frame begins', digits: 1 },
        { name: 'ms in its frame', digits: 1 },
      ],
      rows: [
        { name: 'open 20 messages', values: [few, 1, null, null] },
        {
          name: 'open 2,000 messages',
          values: [many, timesFew, null, null],
          met: timesFew.median <= goals.open,
        },
        keyRow('empty panel', typing.empty, 1),
        // What is left when nothing stands above: the answer's own share.
        keyRow('nothing above, 500 tokens/s', typing.alone, ratios.alone),
        keyRow('2,000 messages above, 500 tokens/s', typing.full, ratios.full, {
          met: ratios.full.median <= goals.typing,
        }),
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
