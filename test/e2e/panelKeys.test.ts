import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import {
  editorOf,
  openFile,
  panelOf,
  quickInput,
  quickInputHasKeys,
  runCommand,
} from '../../dev/vscode/drive.ts';
import { root } from '../../dev/vscode/paths.ts';
import { until } from '../../dev/vscode/until.ts';
import { answerIn, composer, delta, end, newChat } from './chatDriver.ts';
import { focusIs, focusStays, intoPanel, press, tabTo } from './keyboard.ts';
import { useWindow } from './window.ts';

describe('the panel by keyboard', () => {
  // A separate window: content of other suites would add tab stops, and here a command must create
  // the panel.
  const window = useWindow({});
  const code = '```ts\nconst rate = 2;\n```\n';

  const answer = (text: string): void => {
    window().api.enqueue({ chunks: [{ utf8: delta(text) + end() }] });
  };

  describe('once a command brings it up', () => {
    it('has the keyboard in its box when it is made, and in the history when it was hidden', async () => {
      const { page } = window();
      await runCommand(page, 'Laplas: Open Chat');
      await focusIs(page, 'Message');
      await runCommand(page, 'View: Show Explorer');
      await composer(page).waitFor({ state: 'hidden' });
      await runCommand(page, 'Laplas: Chat History');
      await focusIs(page, 'Search chats');
      await runCommand(page, 'View: Show Explorer');
      await composer(page).waitFor({ state: 'hidden' });
      await runCommand(page, 'Laplas: New Chat');
      await focusIs(page, 'Message');
    });
  });

  describe('alone', () => {
    beforeEach(async () => {
      const { page, api } = window();
      api.reset();
      await newChat(page);
      await intoPanel(page);
    });

    it('asks, stops, continues, regenerates, goes through versions, edits, copies and retries', async () => {
      const { page, api } = window();
      const { keyboard } = page;
      api.enqueue({ chunks: [{ utf8: delta('Half') }], end: 'hold' });
      await keyboard.type('Why?');
      await keyboard.press('Enter');
      await inAnswer(page, 'Half').waitFor();
      await press(page, 'Stop');
      await answerIn(page, 'stopped');

      answer(` and half.\n\n${code}`);
      await focusIs(page, 'Message');
      await press(page, 'Continue', 'Shift+Tab');
      await answerIn(page, 'complete');

      await focusIs(page, 'Message');
      await press(page, 'Copy', 'Shift+Tab');
      await copied(page, 'const rate = 2;');
      await press(page, 'Copy message');
      await copied(page, `Half and half.\n\n${code}`);

      answer('Another one.');
      await press(page, 'Regenerate');
      await inAnswer(page, 'Another one.').waitFor();
      await answerIn(page, 'complete');
      await press(page, 'Previous version', 'Shift+Tab');
      await inAnswer(page, 'Half and half.').waitFor();
      await focusStays(page, 'Previous version', 'Next version');
      await press(page, 'Next version');
      await inAnswer(page, 'Another one.').waitFor();

      api.enqueue({ status: 400, chunks: [{ utf8: '{"error":{"message":"not today"}}' }] });
      await press(page, 'Edit', 'Shift+Tab');
      await focusIs(page, 'Edited text');
      await keyboard.type(' Really?');
      await keyboard.press('Enter');
      await answerIn(page, 'failed');
      answer('Really.');
      await focusIs(page, 'Message');
      await press(page, 'Retry', 'Shift+Tab');
      await answerIn(page, 'complete');
      await inAnswer(page, 'Really.').waitFor();

      await focusIs(page, 'Message');
      await keyboard.press('ArrowUp');
      await isWritten(page, 'Why?');
      await keyboard.press('ArrowDown');
      await isWritten(page, '');
    });

    it('puts code into the editor and into new files, and changes of it are reviewed', async () => {
      const { page } = window();
      await openFile(page, 'src/orders.ts');
      const shown = (text: string) => editorOf(page).locator('.view-line', { hasText: text });
      await page.keyboard.press('Control+Home');
      await intoPanel(page);
      answer(
        'Here:\n\n```ts src/orders.ts\nexport interface OrderLine {\n  product: Product;\n  pieces: number;\n}\n```\n',
      );
      await page.keyboard.type('Code, please');
      await page.keyboard.press('Enter');
      await answerIn(page, 'complete');
      await press(page, 'Insert at cursor', 'Shift+Tab');
      await shown('pieces: number;').waitFor();
      await runCommand(page, 'File: Revert File');
      await shown('pieces: number;').waitFor({ state: 'detached' });

      await intoPanel(page);
      await press(page, 'New file', 'Shift+Tab');
      const made = page.getByRole('tab', {
        name: /^export interface OrderLine|^Untitled/,
        selected: true,
      });
      await made.waitFor();
      // A file that is closed before its text is shown is opened again, empty.
      await shown('pieces: number;').waitFor();
      await runCommand(page, 'View: Revert and Close Editor');
      await made.waitFor({ state: 'detached' });

      await intoPanel(page);
      await press(page, 'Apply', 'Shift+Tab');
      await editorOf(page)
        .locator('.codelens-decoration a', { hasText: 'Reject' })
        .first()
        .waitFor();
      await runCommand(page, 'Laplas: Reject All Changes');
      await editorOf(page).locator('.codelens-decoration').first().waitFor({ state: 'detached' });
    });

    it('attaches, takes away, completes @ and / words, sets parameters and shows the request', async () => {
      const { page, api } = window();
      const { keyboard } = page;
      const chips = panelOf(page).getByRole('list', { name: 'Attachments' });
      await press(page, 'Attach');
      await choose(page, 'money.ts');
      await chips.getByText('money.ts').waitFor();
      await intoPanel(page);
      await press(page, /^Remove .*money\.ts/, 'Shift+Tab');
      await chips.getByText('money.ts').waitFor({ state: 'detached' });

      await intoPanel(page);
      await keyboard.type('Explain @mone');
      await panelOf(page)
        .getByRole('option', { name: /money\.ts/ })
        .first()
        .waitFor();
      await keyboard.press('Enter');
      await chips.getByText('money.ts').waitFor();
      await keyboard.press('Control+A');
      await keyboard.press('Delete');

      await press(page, /^Model and parameters/);
      await panelOf(page).getByRole('dialog', { name: 'Model and parameters' }).waitFor();
      await tabTo(page, 'Temperature');
      await keyboard.type('0.5');
      await keyboard.press('Tab');
      await keyboard.press('Escape');
      await focusIs(page, /^Model and parameters/);
      await press(page, /^Show request/);
      await editorOf(page).getByText('"temperature": 0.5').waitFor();
      await runCommand(page, 'View: Close Editor');

      await intoPanel(page);
      answer('Yes.');
      await keyboard.type('Is it?');
      await keyboard.press('Enter');
      await answerIn(page, 'complete');
      assert.match(api.requests().at(-1)?.body ?? '', /"temperature":0\.5/);

      await keyboard.type('/cle');
      await panelOf(page).getByRole('option', { name: /clear/ }).waitFor();
      await keyboard.press('Enter');
      await isWritten(page, '/clear ');
      await keyboard.press('Enter');
      await panelOf(page).getByRole('article').first().waitFor({ state: 'detached' });
    });

    it('follows a link, comes back to the end, and takes what a retry, a notice, a parameter and a changed file offer', async () => {
      const { page, api, folder } = window();
      const { keyboard } = page;
      // On a domain of its own: in a browser, VS Code's dialog shows the first URL of a domain that
      // was ever opened.
      const endless = `[endless](https://example.com/${'x'.repeat(10_000)})`;
      answer(`${'One line.\n\n'.repeat(80)}See <https://example.org/near> or ${endless}.`);
      await keyboard.type('A long answer, please');
      await keyboard.press('Enter');
      await answerIn(page, 'complete');

      await press(page, 'https://example.org/near', 'Shift+Tab');
      const dialog = page.getByRole('dialog').filter({ hasText: 'https://example.org/near' });
      await dialog.locator('.monaco-button:focus').waitFor();
      await keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });

      await intoPanel(page);
      await press(page, 'endless', 'Shift+Tab');
      const notice = panelOf(page).getByRole('alert').filter({ hasText: 'That was not done' });
      await notice.waitFor();
      await focusIs(page, 'endless');
      await intoPanel(page);
      await press(page, 'Dismiss', 'Shift+Tab');
      await notice.waitFor({ state: 'detached' });

      await intoPanel(page);
      await tabTo(page, 'Chat transcript', 'Shift+Tab');
      await keyboard.press('Home');
      await panelOf(page).getByRole('button', { name: 'Jump to latest' }).waitFor();
      await intoPanel(page);
      await press(page, 'Jump to latest', 'Shift+Tab');
      await focusIs(page, 'Chat transcript');
      await panelOf(page)
        .getByRole('button', { name: 'Jump to latest' })
        .waitFor({ state: 'detached' });

      await intoPanel(page);
      api.enqueue({ status: 503, headers: { 'retry-after': '10' } });
      await keyboard.type('Are you busy?');
      await keyboard.press('Enter');
      await panelOf(page)
        .getByRole('log')
        .getByText(/Retrying in/)
        .waitFor();
      await press(page, 'Cancel', 'Shift+Tab');
      await answerIn(page, 'stopped');

      await intoPanel(page);
      await press(page, /^Model and parameters/);
      await tabTo(page, 'Top P');
      await keyboard.type('0.5');
      await keyboard.press('Tab');
      await panelOf(page).getByRole('button', { name: 'Use settings' }).waitFor();
      await press(page, 'Use settings');
      const field = panelOf(page).getByRole('textbox', { name: 'Top P' });
      await until(
        async () => ((await field.inputValue()) === '' ? true : undefined),
        'it is empty',
      );
      await focusIs(page, 'Model');
      await keyboard.press('Escape');
      await focusIs(page, /^Model and parameters/);

      const file = join(folder, 'notes.txt');
      await writeFile(file, 'first text');
      await press(page, 'Attach', 'Shift+Tab');
      await choose(page, 'notes.txt');
      const chips = panelOf(page).getByRole('list', { name: 'Attachments' });
      await chips.getByText('notes.txt').waitFor();
      await writeFile(file, 'second text');
      await chips.getByText('changed').waitFor();
      await intoPanel(page);
      await press(page, 'Refresh notes.txt', 'Shift+Tab');
      await chips.getByText('changed').waitFor({ state: 'detached' });

      await intoPanel(page);
      const choosing = page.waitForEvent('filechooser');
      await press(page, 'Add picture');
      await (await choosing).setFiles(join(root, 'media/icon.png'));
      await chips.getByText('icon.png').waitFor();
      for (const name of ['notes.txt', 'icon.png']) {
        await intoPanel(page);
        await press(page, `Remove ${name}`, 'Shift+Tab');
        await chips.getByText(name).waitFor({ state: 'detached' });
      }
    });

    it('begins with an example that is about the selected code', async () => {
      const { page, api } = window();
      await openFile(page, 'src/orders.ts');
      await page.keyboard.press('Control+A');
      await intoPanel(page);
      answer('It prices orders.');
      await press(page, /^Explain this code/, 'Shift+Tab');
      await answerIn(page, 'complete');
      assert.match(api.requests().at(-1)?.body ?? '', /orders\.ts/);
    });

    it('exports and imports chats, and goes back from the history', async () => {
      const { page } = window();
      const { keyboard } = page;
      answer('Kept.');
      await findInHistory(page, 'What is kept?');
      for (const name of ['Import', 'Export']) {
        await press(page, name);
        await quickInputHasKeys(page);
        await keyboard.press('Escape');
        await quickInput(page).waitFor({ state: 'hidden' });
        await runCommand(page, 'Laplas: Chat History');
        await focusIs(page, 'Search chats');
      }
      await press(page, 'Back to chat');
      await focusIs(page, 'Message');
    });

    it('finds, opens, renames, pins, deletes and brings back chats, and begins a new one', async () => {
      const { page } = window();
      const { keyboard } = page;
      const rows = panelOf(page).locator('.history [data-chat]');
      answer('The heron stands on one leg.');
      await findInHistory(page, 'Which bird stands?');
      await tabTo(page, /^Which bird stands/, 'ArrowDown');
      await keyboard.press('F2');
      await focusIs(page, 'New title');
      await keyboard.type('A heron');
      await keyboard.press('Enter');
      await rows.filter({ hasText: 'A heron' }).waitFor();
      await press(page, 'Pin');
      const pinned = panelOf(page).getByRole('list', { name: 'Pinned' });
      await pinned.getByText('A heron').waitFor();
      await focusIs(page, 'Unpin');
      await tabTo(page, /^A heron/, 'Shift+Tab');
      await keyboard.press('Delete');
      await rows.filter({ hasText: 'A heron' }).waitFor({ state: 'detached' });
      await press(page, 'Undo', 'Shift+Tab');
      await rows.filter({ hasText: 'A heron' }).waitFor();

      await tabTo(page, 'Search chats', 'Shift+Tab');
      await keyboard.type('heron');
      await panelOf(page).getByRole('list', { name: 'Found' }).getByText('one leg').waitFor();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await focusIs(page, 'Message');
      await inAnswer(page, 'The heron stands on one leg.').waitFor();
      await press(page, 'New chat', 'Shift+Tab');
      await focusIs(page, 'Message');
      await panelOf(page).getByRole('article').first().waitFor({ state: 'detached' });
    });
  });
});

/** Asks a question and opens the history, which then lists it. */
async function findInHistory(page: Page, question: string): Promise<void> {
  await page.keyboard.type(question);
  await page.keyboard.press('Enter');
  await answerIn(page, 'complete');
  await press(page, 'History', 'Shift+Tab');
  await focusIs(page, 'Search chats');
  await panelOf(page).locator('.history [data-chat]', { hasText: question }).waitFor();
}

/** Selects an entry of the list that Attach opens. */
async function choose(page: Page, name: string): Promise<void> {
  await quickInputHasKeys(page);
  await page.keyboard.type(name);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
}

function inAnswer(page: Page, text: string): Locator {
  return panelOf(page).getByRole('article', { name: 'Laplas' }).getByText(text, { exact: true });
}

async function isWritten(page: Page, text: string): Promise<void> {
  const now = (): Promise<string> => composer(page).inputValue();
  await until(async () => ((await now()) === text ? true : undefined), `“${text}” in the box`);
}

async function copied(page: Page, text: string): Promise<void> {
  await until(
    async () =>
      (await page.evaluate(() => navigator.clipboard.readText())) === text ? true : undefined,
    'the text is in the clipboard',
  );
}
