/**
 * The three main jobs as a user does them, on a file of over 200 lines, for each way to run the
 * extension.
 */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  editorOf,
  openFile,
  panelOf,
  runCommand,
  selectLines,
  visibleText,
} from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import type { LaplasWindow } from '../../dev/vscode/window.ts';
import { answerIn, ask, newChat } from './chatDriver.ts';
import { nextChange, wholeText } from './rewriteDriver.ts';
import { screenshot } from './window.ts';

/**
 * Registers the tests for the window of the calling suite. The names of its screenshots start with
 * `pictures`.
 */
export function doesTheThreeJobs(window: () => LaplasWindow, pictures: string): void {
  const path = (): string => join(window().folder, 'src/orders.ts');
  let bytes: Buffer;
  let changed: number;

  before(async () => {
    bytes = readFileSync(path());
    changed = statSync(path()).mtimeMs;
    assert.ok(bytes.toString().split('\n').length > 200);
    await newChat(window().page);
    await openFile(window().page, 'src/orders.ts');
  });

  it('asks in the chat', async () => {
    const { page } = window();
    await ask(page, 'What is a coupon?');
    await answerIn(page, 'complete');
  });

  it('explains a selected function, and the code keeps the keyboard', async () => {
    const { page, api } = window();
    await selectLines(page, 36, 74);
    await runCommand(page, 'Laplas: Explain Selection');
    // Once the question is there, the complete response after it is its response.
    await panelOf(page).getByRole('article').getByText('orders.ts:36-74').waitFor();
    const answer = await answerIn(page, 'complete');
    // Text scrolled out of view isn't laid out, so `innerText` doesn't contain it.
    assert.match((await answer.textContent()) ?? '', /parseOrder/);
    const sent = JSON.parse(api.requests().at(-1)?.body ?? '{}') as {
      messages: { content: string }[];
    };
    assert.match(sent.messages.at(-1)?.content ?? '', /orders\.ts, lines 36 to 74/);
    assert.match(sent.messages.at(-1)?.content ?? '', /export function parseOrder/);
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null),
      true,
    );
    await screenshot(page, `${pictures}explain`);
  });

  it('rewrites it for review: one change accepted, one rejected, and Ctrl+Z gives the text back', async () => {
    const { page } = window();
    await selectLines(page, 36, 74);
    await runCommand(page, 'Laplas: Rewrite Selection');
    const input = page.getByPlaceholder('Describe the change');
    await input.fill('Replace var by const or let');
    await page.keyboard.press('Enter');
    const lenses = editorOf(page).locator('.codelens-decoration a');
    await lenses.filter({ hasText: 'Accept' }).first().waitFor();
    await screenshot(page, `${pictures}review`);
    assert.match(await visibleText(page), /const header = /);

    const decided = async (command: string): Promise<void> => {
      const left = page.locator('.statusbar-item', { hasText: /change.* to review/ });
      const before = await left.textContent();
      await nextChange(page);
      await runCommand(page, command);
      await until(
        async () => ((await left.textContent()) === before ? undefined : true),
        'the change is decided',
      );
    };
    await decided('Laplas: Accept Change');
    await screenshot(page, `${pictures}review-accepted`);
    await decided('Laplas: Reject Change');
    await screenshot(page, `${pictures}review-rejected`);

    // One undo step for the rejected change, one for the whole rewrite.
    await editorOf(page).locator('.view-lines').click();
    await page.keyboard.press('Control+Z');
    assert.notEqual(await wholeText(page), bytes.toString());
    await page.keyboard.press('Control+Z');
    assert.equal(await wholeText(page), bytes.toString());
    await page.locator('.codelens-decoration a').first().waitFor({ state: 'detached' });
  });

  it('has written nothing to disk', () => {
    assert.deepEqual(readFileSync(path()), bytes);
    assert.equal(statSync(path()).mtimeMs, changed);
  });
}
