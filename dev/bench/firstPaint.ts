/** How long the first piece of an answer takes from the server to the screen, beside a bare page that appends its bytes. */
import type { Browser, Page } from 'playwright-core';
import { DEMO_KEY } from '../server/server.ts';
import { panelOf, takeFunctions } from '../vscode/drive.ts';
import type { LaplasWindow } from '../vscode/window.ts';
import { ask, delta, end, inPanel, newChat, watchFor } from './panel.ts';
import { showSpread, spread, type BenchOptions, type BenchResult } from './table.ts';

export function run({ rounds }: BenchOptions): Promise<BenchResult> {
  return inPanel(async (window, browser) => {
    const bare = await barePage(browser, window.api.url);
    const frame = await frameOf(window.page);
    const samples: { ours: number[]; page: number[]; bare: number[] } = {
      ours: [],
      page: [],
      bare: [],
    };
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await inOurs(window, `first${round}glyph`);
      const other = await inBare(window, bare, `bare${round}glyph`);
      if (round === 0) continue;
      samples.ours.push(ours.all);
      samples.page.push(ours.inPage);
      samples.bare.push(other);
    }
    const [own, page, other] = [spread(samples.ours), spread(samples.page), spread(samples.bare)];
    const more = (own.median - other.median) / frame;
    return {
      about: `the first delta of an answer, from the server's write to the frame that shows it; a frame takes ${frame.toFixed(1)} ms here`,
      why: 'The bare page reads the server itself. To the panel the bytes go by the extension host, VS Code’s server and its window, each a process or a page of its own, before our page sees them.',
      columns: ['ms', 'frames more'],
      rows: [
        { name: 'a bare page that appends text', values: [showSpread(other), 0] },
        { name: 'the panel', values: [showSpread(own), more], met: more <= 1 },
        {
          name: 'of that, in our page; the rest is the way through VS Code to it',
          values: [showSpread(page), page.median / frame],
        },
      ],
    };
  });
}

const now = (): number => performance.timeOrigin + performance.now();

async function inOurs(
  { page, api }: LaplasWindow,
  marker: string,
): Promise<{ readonly all: number; readonly inPage: number }> {
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

/** The same bytes in a page of the API's own origin. */
async function barePage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

async function inBare({ api }: LaplasWindow, page: Page, marker: string): Promise<number> {
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
  return at - start;
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
