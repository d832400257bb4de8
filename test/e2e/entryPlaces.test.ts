import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  clickMenuItem,
  editorOf,
  openFile,
  panelOf,
  pick,
  quickInput,
  runCommand,
  selectAllInTerminal,
  selectLines,
} from '../../dev/vscode/drive.ts';
import { answerIn, delta, end, newChat } from './chatDriver.ts';
import { inLightBulb, lightBulb, takeByKeys } from './lightBulb.ts';
import { lens } from './rewriteDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('explaining and fixing, in every kind of editor', () => {
  const window = useWindow();
  const made = ['prices.ipynb', 'picture.bin', 'wrong.ts'];
  const sent = (): string => window().api.requests().at(-1)?.body ?? '';

  beforeEach(() => newChat(window().page));
  after(async () => {
    for (const name of made) await rm(join(window().folder, name), { force: true });
  });

  it('fixes a problem from the light bulb by keys alone; the fix goes through the review', async () => {
    const { page, api, folder } = window();
    await writeFile(join(folder, 'wrong.ts'), 'export const a: number = "x";\n');
    await openFile(page, 'wrong.ts');
    await editorOf(page).locator('.squiggly-error').first().waitFor();
    await selectLines(page, 1, 1);
    api.enqueue({
      chunks: [{ utf8: delta('```ts\nexport const a: number = 1;\n```') + end() }],
    });
    await lightBulb(page).waitFor();
    await takeByKeys(page, await inLightBulb(page, 'Fix this problem with Laplas'));
    await lens(page, 'Accept').waitFor();
    assert.match(sent(), /ts 2322/);
    await screenshot(page, 'entry-fix');
    await lens(page, 'Accept').click();
    await lens(page, 'Accept').waitFor({ state: 'detached' });
    await editorOf(page).locator('.view-line', { hasText: 'number = 1;' }).waitFor();
    await runCommand(page, 'File: Revert File');
  });

  it('explains a selection from the light bulb by the mouse', async () => {
    const { page } = window();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 45, 48);
    await lightBulb(page).click();
    await page.locator('.action-widget').getByText('Explain with Laplas').click();
    await panelOf(page)
      .getByText(/src\/orders\.ts:45-48/)
      .first()
      .waitFor();
    await answerIn(page, 'complete');
  });

  it('explains what is selected in a file that was never saved', async () => {
    const { page } = window();
    await runCommand(page, 'File: New Untitled Text File');
    await page
      .getByRole('tab', { name: /^Untitled-1/, selected: true })
      .first()
      .waitFor();
    // The tab is there shortly before its editor has the focus.
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await page.keyboard.type('let unsaved = 1;');
    await editorOf(page).getByText('let unsaved = 1;').waitFor();
    await page.keyboard.press('Control+A');
    await runCommand(page, 'Laplas: Explain Selection');
    await answerIn(page, 'complete');
    assert.match(sent(), /Untitled-1[^]*let unsaved = 1;/);
    await screenshot(page, 'entry-untitled');
    await runCommand(page, 'View: Revert and Close Editor');
  });

  it('explains what is selected in a diff editor', async () => {
    const { page } = window();
    await openFile(page, 'src/money.ts');
    await runCommand(page, 'File: Compare Active File with Clipboard');
    const right = page.locator('.monaco-diff-editor .editor.modified');
    await right.locator('.view-line', { hasText: 'euros' }).click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('x');
    await answerIn(page, 'complete');
    assert.match(sent(), /money\.ts, line 4[^]*export function euros/);
    await screenshot(page, 'entry-diff');
    await runCommand(page, 'View: Close Editor');
  });

  it('explains what is selected in a cell of a notebook', async () => {
    const { page, folder } = window();
    const cell = {
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: 'total = sum(prices)',
    };
    const metadata = { language_info: { name: 'python' } };
    const notebook = { cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 };
    await writeFile(join(folder, 'prices.ipynb'), JSON.stringify(notebook));
    await pick(page, 'Control+P', 'prices.ipynb', 'prices.ipynb');
    await page.locator('.notebookOverlay .view-lines', { hasText: 'total' }).click();
    await page.keyboard.press('Control+A');
    await runCommand(page, 'Laplas: Explain Selection');
    await answerIn(page, 'complete');
    assert.match(sent(), /prices\.ipynb[^]*total = sum\(prices\)/);
    await screenshot(page, 'entry-notebook');
    await runCommand(page, 'View: Close Editor');
  });

  it('says what is missing where a binary file is open', async () => {
    const { page, api, folder } = window();
    await runCommand(page, 'View: Close All Editors');
    await writeFile(join(folder, 'picture.bin'), Buffer.from([0, 1, 2, 0, 255, 0]));
    await pick(page, 'Control+P', 'picture.bin', 'picture.bin');
    await page
      .getByText(/binary or uses an unsupported text encoding/)
      .first()
      .waitFor();
    const before = api.requests().length;
    await runCommand(page, 'Laplas: Explain Selection');
    await page.getByText('Select code or place the cursor in a function first.').first().waitFor();
    await screenshot(page, 'entry-binary');
    assert.equal(api.requests().length, before);
    await runCommand(page, 'View: Close Editor');
  });

  it('explains what is selected in the terminal, from its menu', async () => {
    const { page } = window();
    const terminal = await selectAllInTerminal(page, 'echo strange');
    await terminal.click({ button: 'right' });
    await clickMenuItem(page.getByRole('menuitem', { name: /^Explain Terminal Selection/ }));
    await panelOf(page).getByText('Explain this output of the terminal').first().waitFor();
    await answerIn(page, 'complete');
    await runCommand(page, 'Terminal: Kill All Terminals');
  });

  it('opens the chat from the status bar, and a preset from the editor’s menu', async () => {
    const { page } = window();
    await runCommand(page, 'View: Show Explorer');
    await page
      .locator('.statusbar')
      .getByRole('button', { name: /^Laplas: Ready/ })
      .click();
    await panelOf(page).getByRole('textbox', { name: 'Message', exact: true }).waitFor();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 45, 48);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: /^Laplas/ }).hover();
    await clickMenuItem(page.getByRole('menuitem', { name: /^Find Bugs/ }));
    await panelOf(page).getByText('Look for bugs in this code').first().waitFor();
    await answerIn(page, 'complete');
    await quickInput(page).waitFor({ state: 'hidden' });
  });
});
