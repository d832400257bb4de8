/**
 * Measures the time of a response's first delta from the server to the screen, against a bare page
 * that appends the bytes.
 */
import type { Browser, Page } from 'playwright-core';
import { DEMO_KEY } from '../server/server.ts';
import { panelOf, takeFunctions } from '../vscode/drive.ts';
import type { LaplasWindow } from '../vscode/window.ts';
import { ask, delta, end, inPanel, newChat, watchFor } from './panel.ts';
import { pair, spread, type Spread } from './spread.ts';
import type { BenchOptions, BenchResult } from './table.ts';
import { takeTurns } from './turns.ts';

/**
 * Samples per round of the other sections: one takes only a moment, and a frame is long compared to
 * the difference to measure.
 */
const roundsEach = 3;

export function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  say('opens a window');
  return inPanel(async (window, browser) => {
    const bare = await barePage(browser, window.api.url);
    const frame = await frameOf(window.page);
    let count = 0;
    const samples = await takeTurns(
      { rounds: rounds * roundsEach, say },
      {
        ours: () => inOurs(window, `first${(count += 1)}glyph`),
        bare: () => inBare(window, bare, `bare${(count += 1)}glyph`),
      },
    );
    const own = spread(samples.ours.map(({ all }) => all));
    const inPage = spread(samples.ours.map((each) => each.inPage));
    const other = spread(samples.bare.map(({ all }) => all));
    const more = pair(own, other, (a, b) => (a - b) / frame);
    return {
      about: `the first delta of an answer, from the server's write to the frame that shows it; a frame takes ${frame.toFixed(1)} ms here; ${rounds * roundsEach} rounds`,
      why: 'The bare page reads the server itself. To the panel the bytes go by the extension host, VS Code’s server and its window, each a process or a page of its own, before our page sees them.',
      columns: [
        { name: 'ms', digits: 1 },
        { name: 'in frames', digits: 2 },
        { name: 'frames more than the bare page', digits: 2, isRatio: true },
      ],
      rows: [
        { name: 'a bare page that appends text', values: [other, inFrames(other, frame), 0] },
        {
          name: 'the panel',
          values: [own, inFrames(own, frame), more],
          met: more.median <= 1,
        },
        {
          name: 'of that, in our page; the rest is the way through VS Code to it',
          values: [inPage, inFrames(inPage, frame), null],
        },
      ],
    };
  });
}

function inFrames({ samples }: Spread, frame: number): Spread {
  return spread(samples.map((sample) => sample / frame));
}

const now = (): number => performance.timeOrigin + performance.now();

/** In milliseconds. */
interface FirstPaint {
  /** From the server's write to the frame that shows it. */
  readonly all: number;
  /** The part spent in the page that shows it. */
  readonly inPage: number;
}

async function inOurs({ page, api }: LaplasWindow, marker: string): Promise<FirstPaint> {
  await newChat(page);
  api.reset();
  api.enqueue({
    chunks: [
      { gate: 'first', utf8: delta(marker) },
      { gate: 'rest', utf8: end },
    ],
  });
  await ask(page, 'Say it');
  await api.until((requests) => requests.length === 1);
  const body = panelOf(page).locator('body');
  await takeFunctions(body);
  await body.evaluate((_, wanted) => {
    addEventListener('message', function hear(event: MessageEvent) {
      if (!JSON.stringify(event.data).includes(wanted)) return;
      removeEventListener('message', hear);
      Reflect.set(globalThis, 'benchArrived', performance.timeOrigin + performance.now());
    });
  }, marker);
  const shown = await watchFor(body, marker);
  const start = now();
  api.open('first');
  const { at } = await shown();
  const arrived = await body.evaluate(() => Number(Reflect.get(globalThis, 'benchArrived')));
  api.open('rest');
  await panelOf(page).locator('.answer[data-state="complete"]').last().waitFor();
  return { all: at - start, inPage: at - arrived };
}

/** A page of the API's own origin that shows the same bytes. */
async function barePage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

/** The page reads from the server itself, so all of the time is spent in the page. */
async function inBare({ api }: LaplasWindow, page: Page, marker: string): Promise<FirstPaint> {
  api.reset();
  api.enqueue({
    chunks: [
      { gate: 'first', utf8: delta(marker) },
      { gate: 'rest', utf8: end },
    ],
  });
  await takeFunctions(page.locator('body'));
  await page.evaluate((key) => {
    document.body.textContent = '';
    void (async () => {
      const response = await fetch('/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: '{}',
      });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
        document.body.append(part.value);
    })();
  }, DEMO_KEY);
  await api.until((requests) => requests.length === 1);
  const shown = await watchFor(page.locator('body'), marker);
  const start = now();
  api.open('first');
  const { at } = await shown();
  api.open('rest');
  return { all: at - start, inPage: at - start };
}

/** Milliseconds between two frames of the page. */
async function frameOf(page: Page): Promise<number> {
  await takeFunctions(page.locator('body'));
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const times: number[] = [];
        const next = (time: number): void => {
          times.push(time);
          if (times.length <= 60) requestAnimationFrame(next);
          else resolve(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 60);
        };
        requestAnimationFrame(next);
      }),
  );
}
