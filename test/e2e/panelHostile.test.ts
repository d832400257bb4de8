import assert from 'node:assert/strict';
import type { Frame, Page, Request } from 'playwright-core';
import { panelOf } from '../../dev/vscode/drive.ts';
import { hostile } from '../unit/markdown/hostile.ts';
import { answerIn, ask, delta, end, newChat } from './chatDriver.ts';
import { panelFrame } from './panelFrame.ts';
import { useWindow } from './window.ts';

declare global {
  /** Requests that the page's policy blocked. There should be none. */
  var stopped: string[];
}

/** Characters per delta: most texts are split by it. */
const pieceLength = 37;

describe('an answer that means harm', () => {
  const window = useWindow();

  it('promise 15: can only be read: in the real window no script runs, nothing is asked for, nothing leads away', async () => {
    const { page, api, workbench } = window();
    await newChat(page);
    const frame = await panelFrame(page);
    await frame.evaluate(() => {
      globalThis.stopped = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        globalThis.stopped.push(`${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    const seen = listen(page);
    const before = { page: page.url(), frame: frame.url(), frames: page.frames().length };

    const text = `${hostile.join('\n\n')}\n\nThat was all.`;
    const pieces = text.match(new RegExp(`[^]{1,${pieceLength}}`, 'gu')) ?? [];
    api.enqueue({ chunks: [...pieces.map((piece) => ({ utf8: delta(piece) })), { utf8: end() }] });
    // The message becomes the chat's title.
    await ask(page, '<img src=x onerror="globalThis.hacked=1">');
    await answerIn(page, 'complete');
    await panelOf(page).getByRole('article').getByText('That was all.').waitFor();
    api.enqueue({
      status: 400,
      chunks: [
        {
          utf8: JSON.stringify({ error: { message: '<img src=x onerror="globalThis.hacked=1">' } }),
        },
      ],
    });
    await ask(page, 'And an error?');
    await answerIn(page, 'failed');
    await touchAll(frame);

    seen.stop();
    for (const each of page.frames()) {
      assert.equal(await each.evaluate(() => 'hacked' in globalThis), false, each.url());
    }
    assert.deepEqual(await frame.evaluate(() => globalThis.stopped), []);
    const hosts = new Set(seen.requests.filter((url) => !/^(?:data|blob):/.test(url)).map(hostOf));
    hosts.delete(hostOf(workbench.url));
    assert.deepEqual([...hosts], []);
    assert.deepEqual(seen.moves, []);
    assert.deepEqual(
      { page: page.url(), frame: frame.url(), frames: page.frames().length },
      before,
    );
  });
});

/**
 * Hovers and clicks everything in the responses except links, which ask first, and the buttons of
 * code blocks.
 */
async function touchAll(frame: Frame): Promise<void> {
  await frame.evaluate(async () => {
    for (const element of document.querySelectorAll<HTMLElement>('article .message-body *')) {
      if (element.closest('[data-href], .code-bar') !== null) continue;
      element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

interface Seen {
  readonly requests: string[];
  /** Navigations, new pages and dialogs. */
  readonly moves: string[];
  stop(): void;
}

function listen(page: Page): Seen {
  const requests: string[] = [];
  const moves: string[] = [];
  const onRequest = (request: Request): void => void requests.push(request.url());
  const onMove = (frame: Frame): void => void moves.push(frame.url());
  const onPage = (other: Page): void => void moves.push(other.url());
  const context = page.context();
  context.on('request', onRequest);
  context.on('page', onPage);
  page.on('framenavigated', onMove);
  return {
    requests,
    moves,
    stop() {
      context.off('request', onRequest);
      context.off('page', onPage);
      page.off('framenavigated', onMove);
    },
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
