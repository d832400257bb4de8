/**
 * Drives the chat panel in a real window for benchmarks, and measures when the page shows the
 * result.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { fromJson, toJson } from '../../src/core/history/jsonTransfer.ts';
import { launchBrowser } from '../vscode/browser.ts';
import { panelOf, runCommand, takeFunctions } from '../vscode/drive.ts';
import { inDialog } from '../vscode/fileDialog.ts';
import { ensureVsCode } from '../vscode/install/install.ts';
import { root } from '../vscode/paths.ts';
import { openWindow, type LaplasWindow, type WindowOptions } from '../vscode/window.ts';

/**
 * Opens a window on the sample project with the production build and the panel, runs `work`, and
 * closes everything.
 */
export async function inPanel<T>(
  work: (window: LaplasWindow, browser: Browser) => Promise<T>,
  options: WindowOptions = {},
): Promise<T> {
  const installation = await ensureVsCode();
  execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: root, stdio: 'inherit' });
  const browser = await launchBrowser(installation);
  try {
    const window = await openWindow(browser, options);
    try {
      await runCommand(window.page, 'Laplas: Open Chat');
      await composer(window.page).waitFor();
      return await work(window, browser);
    } finally {
      await window.close();
    }
  } finally {
    await browser.close();
  }
}

export function composer(page: Page): Locator {
  return panelOf(page).getByRole('textbox', { name: 'Message', exact: true });
}

export async function newChat(page: Page): Promise<void> {
  await runCommand(page, 'Laplas: New Chat');
  await panelOf(page).getByRole('article').first().waitFor({ state: 'detached' });
}

export async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** A streamed chunk with one delta, as the API sends it. */
export function delta(content: string): string {
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
}

/** The last chunks of a streamed response. */
export const end =
  'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

export interface Seen {
  /** Milliseconds since the Unix epoch, with fractions. */
  readonly at: number;
  /** The time of the preceding click, from the page's own event; absent without a click. */
  readonly clicked?: number;
}

/**
 * Starts to watch the page for a text. Resolves with a function that waits for the frame that shows
 * the text. The time comes from the page's own clock, because a call through the debugger takes
 * longer than a frame.
 */
export async function watchFor(page: Locator, text: string): Promise<() => Promise<Seen>> {
  await takeFunctions(page);
  await page.evaluate((body, wanted) => {
    const now = (): number => performance.timeOrigin + performance.now();
    let clicked: number | undefined;
    const click = (event: Event): void => {
      clicked = performance.timeOrigin + event.timeStamp;
    };
    body.ownerDocument.addEventListener('click', click, { capture: true });
    const seen = new Promise<Seen>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      // A message sent in a frame's callbacks is delivered after the frame has been painted.
      const frame = (): void => {
        port2.postMessage(0);
      };
      port1.onmessage = () => {
        if (!body.textContent.includes(wanted)) {
          requestAnimationFrame(frame);
          return;
        }
        body.ownerDocument.removeEventListener('click', click, { capture: true });
        resolve({ at: now(), ...(clicked === undefined ? {} : { clicked }) });
      };
      requestAnimationFrame(frame);
    });
    Reflect.set(globalThis, 'benchSeen', seen);
  }, text);
  return () => page.evaluate(() => Reflect.get(globalThis, 'benchSeen') as Promise<Seen>);
}

/**
 * Imports one chat per item of `lengths`, with that many messages, through VS Code's file dialog.
 * Returns their names, `Chat I of N messages`.
 */
export async function importChats(
  { page, folder }: LaplasWindow,
  lengths: readonly number[],
): Promise<readonly string[]> {
  const names = lengths.map((length, index) => `Chat ${index + 1} of ${length} messages`);
  let id = 0;
  const conversations = lengths.flatMap(
    (length, index) =>
      fromJson(
        JSON.stringify(messages(names[index] ?? '', length)),
        () => `bench-${index}-${(id += 1)}`,
        Date.now(),
      ).conversations,
  );
  const file = join(folder, 'chats.json');
  await writeFile(file, toJson(conversations));
  await runCommand(page, 'Laplas: Import Chat');
  await inDialog(page, file);
  await page
    .getByText(lengths.length === 1 ? 'One chat was imported.' : 'chats were imported.')
    .first()
    .waitFor({ timeout: 120_000 });
  return names;
}

/**
 * Opens a chat from the list. Resolves with the milliseconds from the click to the frame that shows
 * its last message.
 */
export async function openChat(page: Page, name: string): Promise<number> {
  const panel = panelOf(page);
  await runCommand(page, 'Laplas: Chat History');
  const row = panel.locator('.history-title', { hasText: name }).first();
  await row.waitFor();
  const shown = await watchFor(panel.locator('body'), `the end of ${name}.`);
  await row.click();
  const { at, clicked } = await shown();
  if (clicked === undefined) throw new Error(`${name} was shown before it was asked for`);
  return at - clicked;
}

function messages(name: string, length: number): readonly object[] {
  return Array.from({ length }, (_, index) =>
    index % 2 === 0
      ? { role: 'user', content: index === 0 ? name : `Question ${index} about \`code\`` }
      : {
          role: 'assistant',
          content: `Answer ${index} with *words*, a list\n\n- one\n- two\n\nand code:\n\n\`\`\`ts\nconst at = ${index};\n\`\`\`\n${index === length - 1 ? `\nthe end of ${name}.` : ''}`,
        },
  );
}
