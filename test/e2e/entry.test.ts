import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import {
  clickMenuItem,
  editorOf,
  openFile,
  panelOf,
  quickInput,
  runCommand,
  selectAllInTerminal,
  selectLines,
} from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import { answerIn, ask, askAgain, button, composer, newChat } from './chatDriver.ts';
import { inLightBulb } from './lightBulb.ts';
import { screenshot, useWindow } from './window.ts';

describe('where a person would look', () => {
  const window = useWindow();
  const lastSent = (): string => {
    const { messages } = JSON.parse(window().api.requests().at(-1)?.body ?? '{}') as {
      messages: { content: string }[];
    };
    return messages
      .slice(1)
      .map(({ content }) => content)
      .join('\n---\n');
  };

  before(async () => {
    const { page } = window();
    await newChat(page);
    await openFile(page, 'src/orders.ts');
    // An open list isn't updated when the language's symbols become available, so it is reopened
    // until the symbol is there.
    await editorOf(page).locator('.view-lines').click();
    const symbol = page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'OrderLine' })
      .first();
    await until(async () => {
      await page.keyboard.press('Control+Shift+O');
      await page.keyboard.type('OrderLine');
      const named = symbol.waitFor({ timeout: 5_000 });
      const isNamed = await named.then(() => true).catch(() => undefined);
      await page.keyboard.press('Escape');
      return isNamed;
    }, 'symbols are named');
  });

  after(async () => {
    for (const name of ['broken.ts', 'huge.txt'])
      await rm(join(window().folder, name), { force: true });
  });

  it('explains a selection from the context menu: its file, lines and symbol are seen', async () => {
    const { page } = window();
    await selectLines(page, 45, 48);
    await contextMenu(page, 'Laplas', 'Explain Selection');
    await panelOf(page)
      .getByRole('article')
      .getByText('src/orders.ts:45-48 · parseOrder')
      .waitFor();
    await answerIn(page, 'complete');
    assert.match(lastSent(), /orders\.ts, lines 45 to 48, in parseOrder:\n```typescript\n/);
    await screenshot(page, 'entry-explain');
  });

  it('explains the symbol around the cursor by a key, over the history too; the code keeps the keyboard, a follow-up the context', async () => {
    const { page } = window();
    await runCommand(page, 'Laplas: Chat History');
    await button(page, 'Back to chat').waitFor();
    await selectLines(page, 46, 46);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('x');
    await panelOf(page)
      .getByRole('article')
      .getByText(/src\/orders\.ts:43-\d+ · parseOrder/)
      .waitFor();
    await answerIn(page, 'complete');
    await button(page, 'Back to chat').waitFor({ state: 'hidden' });
    assert.equal(await inEditor(page), true);
    await askAgain(page, 'And what does it throw?');
    assert.match(lastSent(), /lines 43 to \d+, in parseOrder[^]*---[^]*And what does it throw\?$/);
  });

  it('explains a problem, or all of a selection, from the light bulb', async () => {
    const { page, folder } = window();
    await writeFile(join(folder, 'broken.ts'), 'const a: number = "x";\nconst b: string = 1;\n');
    await openFile(page, 'broken.ts');
    await editorOf(page).locator('.squiggly-error').nth(1).waitFor();
    await selectLines(page, 1, 2);
    await inLightBulb(page, 'Fix all 2 problems with Laplas');
    const menu = page.locator('.action-widget');
    // Each problem by its own text: users couldn't tell two equal entries apart.
    const { length } = await menu.getByText(/^Fix “Type 'string' .* with Laplas$/).all();
    assert.equal(length, 1);
    await screenshot(page, 'entry-lightbulb');
    await menu.getByText('Explain all 2 problems with Laplas').click();
    await panelOf(page).getByText('Explain these 2 problems').first().waitFor();
    await answerIn(page, 'complete');
    assert.match(lastSent(), /- line 1: error: .* \(ts 2322\)\n- line 2: error: /);
  });

  it('offers / words in the composer, runs one on the selection, and clears the chat', async () => {
    const { page } = window();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 45, 48);
    await newChat(page);
    await composer(page).pressSequentially('/');
    const list = panelOf(page).getByRole('listbox', { name: 'Commands' });
    for (const word of ['/explain', '/fix', '/tests', '/doc', '/clear', '/export']) {
      await list.getByText(word, { exact: true }).waitFor();
    }
    await screenshot(page, 'entry-slash');
    await composer(page).pressSequentially('tes');
    await list.getByText('/explain').waitFor({ state: 'detached' });
    await composer(page).press('Enter');
    await composer(page).pressSequentially('for blanks');
    await composer(page).press('Enter');
    await panelOf(page).getByText('Write unit tests for this code').first().waitFor();
    await answerIn(page, 'complete');
    assert.match(lastSent(), /lines 45 to 48[^]*Write unit tests[^]*\n\nfor blanks$/);
    await ask(page, '/clear ');
    await panelOf(page).getByRole('article').first().waitFor({ state: 'detached' });
  });

  it('begins with an example of the empty chat: the selected code goes with it', async () => {
    const { page } = window();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 45, 48);
    await newChat(page);
    await screenshot(page, 'entry-examples');
    await button(page, 'Find bugs in it').click();
    await panelOf(page).getByText('Look for bugs in this code').first().waitFor();
    await answerIn(page, 'complete');
    assert.match(lastSent(), /lines 45 to 48[^]*Look for bugs in this code/);
    await newChat(page);
  });

  it('says which / words there are not, and keeps the text', async () => {
    const { page } = window();
    await ask(page, '/tset now');
    await panelOf(page).getByText('There is no command /tset').waitFor();
    assert.equal(await composer(page).inputValue(), '/tset now');
    await composer(page).fill('');
  });

  it('runs a preset from the picker', async () => {
    const { page } = window();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 45, 48);
    await runCommand(page, 'Laplas: Run Prompt…');
    await quickInput(page).fill('Find Bugs');
    await screenshot(page, 'entry-picker');
    await page.keyboard.press('Enter');
    await panelOf(page).getByText('Look for bugs in this code').first().waitFor();
    await answerIn(page, 'complete');
  });

  it('explains what is selected in the terminal', async () => {
    const { page } = window();
    await selectAllInTerminal(page, 'echo strange-"output"');
    await runCommand(page, 'Laplas: Explain Terminal Selection');
    await panelOf(page).getByText('Explain this output of the terminal').first().waitFor();
    await answerIn(page, 'complete');
    assert.match(lastSent(), /Text from the terminal:\n```console\n[^]*strange-output/);
    await screenshot(page, 'entry-terminal');
    await runCommand(page, 'Terminal: Kill All Terminals');
  });

  it('shows the workspace’s own instructions as a chip, sends them, and leaves them out once it is taken away', async () => {
    const { page, folder, api } = window();
    await newChat(page);
    await mkdir(join(folder, '.laplas'), { recursive: true });
    await writeFile(join(folder, '.laplas/instructions.md'), 'Call every total a sum.\n');
    const remove = button(page, 'Remove .laplas/instructions.md');
    await remove.waitFor();
    assert.equal(await button(page, 'Send').isDisabled(), true);
    await ask(page, 'What is this project?');
    await answerIn(page, 'complete');
    assert.match(api.requests().at(-1)?.body ?? '', /Call every total a sum\./);
    await screenshot(page, 'entry-instructions');
    await remove.click();
    await remove.waitFor({ state: 'detached' });
    await askAgain(page, 'And this?');
    assert.doesNotMatch(api.requests().at(-1)?.body ?? '', /Call every total a sum\./);
    await rm(join(folder, '.laplas'), { recursive: true });
  });

  it('says before sending that a selection is too large', async () => {
    const { page, api, folder } = window();
    await page
      .locator('.statusbar')
      .getByRole('button', { name: /^Laplas: Ready/ })
      .waitFor();
    // A digit is one token.
    await writeFile(join(folder, 'huge.txt'), `${'0123456789'.repeat(10)}\n`.repeat(10_600));
    await openFile(page, 'huge.txt');
    await editorOf(page).locator('.view-lines').click();
    await page.keyboard.press('Control+A');
    const before = api.requests().length;
    await runCommand(page, 'Laplas: Explain Selection');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/Nothing was sent\. This is about 1,[\d,]+ tokens/).waitFor();
    await screenshot(page, 'entry-too-large');
    assert.equal(api.requests().length, before);
  });

  it('says that there is no repository to write a commit message for', async () => {
    const { page } = window();
    await runCommand(page, 'Laplas: Generate Commit Message');
    await page.getByText('There is no Git repository in this window.').first().waitFor();
  });
});

/**
 * Opens the editor's context menu with the mouse, on the selection, and clicks an item of a
 * submenu.
 */
async function contextMenu(page: Page, submenu: string, item: string): Promise<void> {
  await editorOf(page).locator('.selected-text').first().click({ button: 'right', force: true });
  await entry(page, submenu).hover();
  await entry(page, item).waitFor();
  await screenshot(page, 'entry-menu');
  await clickMenuItem(entry(page, item));
}

function entry(page: Page, name: string): Locator {
  // The accessible name continues with the keybinding.
  return page.getByRole('menuitem', { name: new RegExp(`^${name}`) });
}

function inEditor(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
}
