/**
 * Measures a long chat: opening it, the time from a key press to its glyph in the composer while a
 * response streams, and the frames of that stream.
 */
import type { Page } from 'playwright-core';
import { panelOf } from '../vscode/drive.ts';
import type { LaplasWindow } from '../vscode/window.ts';
import { typeKeys, type Key } from './keys.ts';
import { watchFrames, type LiveFrames } from './liveFrames.ts';
import { answer, charactersPerToken } from './paintText.ts';
import { ask, composer, delta, importChats, inPanel, newChat, openChat } from './panel.ts';
import { median, pair, spread, type Spread } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { takeTurns } from './turns.ts';

/**
 * Goals of performance.md of the design: multiples of the first row of each pair, and milliseconds.
 */
const goals = { open: 2, typing: 1.2, p99: 8, longest: 50 };
const keysPerRound = 40;
/**
 * About 500 tokens of 4 characters per second, since a timer is late by one or two milliseconds.
 * The stream lasts longer than the keys of a round.
 */
const stream = { charactersPerPiece: 20, everyMs: 8, tokens: 20_000 };
/** Milliseconds per round during which the frames of a stream are measured. */
const watched = 4_000;

export function run(options: BenchOptions): Promise<BenchResult> {
  options.say('opens a window');
  return inPanel(async (window) => {
    const { page } = window;
    options.say('imports long chats');
    const [short = '', long = '', busy = ''] = await importChats(window, [20, 2_000, 2_000]);
    const pieces = split(answer(stream.tokens), stream.charactersPerPiece).map(delta);
    const body = panelOf(page).locator('body');
    const inEmpty = async <T>(work: () => Promise<T>) => {
      await newChat(page);
      await untilQuiet(page);
      return work();
    };
    const opened = (name: string) => inEmpty(() => openChat(page, name));
    const opening = await takeTurns(
      options,
      { few: () => opened(short), many: () => opened(long) },
      { what: 'opening' },
    );
    const keys = () => typeKeys(page, keysPerRound);
    const typing = await takeTurns(
      options,
      {
        empty: () => inEmpty(keys),
        alone: () => inEmpty(() => duringAnswer(window, pieces, keys)),
        full: async () => {
          await opened(busy);
          await untilQuiet(page);
          return duringAnswer(window, pieces, keys);
        },
      },
      { what: 'typing' },
    );
    const { frames } = await takeTurns(
      options,
      {
        frames: () => inEmpty(() => duringAnswer(window, pieces, () => watchFrames(body, watched))),
      },
      { what: 'frames of a stream' },
    );
    return {
      about: `the panel in a real window; ${keysPerRound} keys a round, of which the median counts; ${(await isOneThread(page)) ? 'here the panel’s page and VS Code’s window share a main thread, so a key waits for both' : 'the panel’s page has a main thread of its own'}; no graphics card`,
      columns: [
        { name: 'ms', digits: 1 },
        { name: 'x of the first', digits: 2, isRatio: true },
        { name: 'x of nothing above, streaming', digits: 2, isRatio: true },
        { name: 'ms until its frame begins', digits: 1 },
        { name: 'ms in its frame', digits: 1 },
        { name: 'at most' },
      ],
      rows: [
        ...openingRows(spread(opening.few), spread(opening.many)),
        ...typingRows(typing),
        ...frameRows(frames),
      ],
      why: 'Opening: the end of a long chat is shown before the whole is sent; 2,000 messages take longer than 20 by the reading and checking of their journal. Typing: a page that changes shows a key in its next frame, and that frame also lays out and paints the streamed text, without a graphics card here; a long chat that was just opened fills in its older messages meanwhile. Painting the answer at most every 50 ms while somebody types was tried: it moved no figure beyond its spread. Frames and tasks are timed by the clock, so what else the machine does counts too.',
    };
  });
}

function openingRows(few: Spread, many: Spread): readonly BenchRow[] {
  const timesFew = pair(many, few);
  return [
    { name: 'open 20 messages', values: [few, 1] },
    {
      name: 'open 2,000 messages',
      values: [many, timesFew, null, null, null, goals.open],
      met: timesFew.median <= goals.open,
    },
  ];
}

type Keys = readonly (readonly Key[])[];

function typingRows({ empty, alone, full }: Readonly<Record<'empty' | 'alone' | 'full', Keys>>) {
  const each = (rounds: Keys, figure: (key: Key) => number) =>
    spread(rounds.map((keys) => median(keys.map(figure))));
  const shown = (rounds: Keys) => each(rounds, (key) => key.shown);
  const row = (name: string, rounds: Keys, x: Spread | 1, ofAlone: Spread | 1): BenchRow => ({
    name: `key to glyph, ${name}`,
    values: [
      shown(rounds),
      x,
      ofAlone,
      each(rounds, ({ begun }) => begun),
      each(rounds, (key) => key.shown - key.begun),
    ],
  });
  const times = pair(shown(full), shown(empty));
  const last = row('2,000 messages above, streaming', full, times, pair(shown(full), shown(alone)));
  return [
    row('empty panel', empty, 1, pair(shown(empty), shown(alone))),
    // The cost of the response alone, without messages above it.
    row('nothing above, streaming', alone, pair(shown(alone), shown(empty)), 1),
    { ...last, values: [...last.values, goals.typing], met: times.median <= goals.typing },
  ];
}

function frameRows(rounds: readonly LiveFrames[]): readonly BenchRow[] {
  const p99 = spread(rounds.map((each) => each.p99));
  const longest = Math.max(...rounds.map((each) => each.longest));
  const reached = spread(
    rounds.map(({ charactersPerSecond }) => charactersPerSecond / charactersPerToken),
  );
  const judged = (value: Spread | number, most: number) => [value, null, null, null, null, most];
  return [
    {
      name: 'frame while streaming, 99th percentile',
      values: judged(p99, goals.p99),
      met: p99.median <= goals.p99,
    },
    {
      name: 'longest task of all rounds while streaming',
      values: judged(longest, goals.longest),
      met: longest <= goals.longest,
    },
    { name: 'tokens a second that came (500 are meant to)', values: [reached] },
  ];
}

/** Runs `work` while a response streams into the open chat, then stops the response. */
async function duringAnswer<T>(
  { page, api }: LaplasWindow,
  pieces: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  api.reset();
  api.enqueue({ chunks: pieces.map((utf8) => ({ utf8, delayMs: stream.everyMs })) });
  await ask(page, 'Go on');
  await panelOf(page)
    .locator('[data-state="streaming"]')
    .last()
    .getByText('reducer')
    .first()
    .waitFor();
  const result = await work();
  await panelOf(page).getByRole('button', { name: 'Stop', exact: true }).first().click();
  await panelOf(page).locator('[data-state="stopped"]').last().waitFor();
  return result;
}

/**
 * The page is idle when its main thread works less than `most` milliseconds in `within`
 * milliseconds. Waits at most `patience` milliseconds.
 */
const quiet = { most: 20, within: 300, patience: 20_000 };

/**
 * Waits until the page is idle. A chat that was just opened adds its older messages, and VS Code
 * has work of its own after a command.
 */
async function untilQuiet(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1_000;
  };
  const end = Date.now() + quiet.patience;
  for (let before = await busy(); Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, quiet.within));
    const after = await busy();
    if (after - before < quiet.most) break;
    before = after;
  }
  await session.detach();
}

/**
 * Whether the panel's page runs in the window's process. If it does, no debugger can attach to the
 * page alone.
 */
async function isOneThread(page: Page): Promise<boolean> {
  const frame = await (await composer(page).elementHandle())?.ownerFrame();
  if (frame === null || frame === undefined) throw new Error('the panel has no frame');
  try {
    await (await page.context().newCDPSession(frame)).detach();
    return false;
  } catch {
    return true;
  }
}

function split(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}
