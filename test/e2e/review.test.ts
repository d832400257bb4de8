import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  openFile,
  quickInputHasKeys,
  runCommand,
  selectLines,
  untilReady,
} from '../../dev/vscode/drive.ts';
import { chooseTheme, darkHighContrastTheme } from '../../dev/vscode/theme.ts';
import { writeSettings } from '../../dev/vscode/settings.ts';
import { delta, end } from './chatDriver.ts';
import { first, goTo, last, lens, nextChange, useRewriting, wholeText } from './rewriteDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('reviewing a rewrite', () => {
  const window = useWindow({});

  describe('in the window', () => {
    const { half, instructionSent, onDisk, original, rest, start, twoChanges } =
      useRewriting(window);

    it('takes undo, redo, accept and reject in any order', async () => {
      const { page } = window();
      twoChanges();
      await start();
      await lens(page, 'Accept All 2').waitFor();
      const both = await wholeText(page);
      await goTo(page, first);
      await runCommand(page, 'Laplas: Reject Change');
      await lens(page, 'Accept All 2').waitFor({ state: 'detached' });
      assert.doesNotMatch(await wholeText(page), /\/\/ one/);
      await page.keyboard.press('Control+Z');
      await lens(page, 'Accept All 2').waitFor();
      assert.equal(await wholeText(page), both);
      await goTo(page, first);
      await runCommand(page, 'Laplas: Accept Change');
      await lens(page, 'Accept All 2').waitFor({ state: 'detached' });
      assert.equal(await wholeText(page), both);
      await page.keyboard.press('Control+Z');
      await lens(page, 'Accept').waitFor({ state: 'detached' });
      assert.equal(await wholeText(page), original());
      await page.keyboard.press('Control+Shift+Z');
      await lens(page, 'Accept').waitFor();
      await runCommand(page, 'Laplas: Reject All Changes');
      await lens(page, 'Accept').waitFor({ state: 'detached' });
      const left = await wholeText(page);
      assert.match(left, /\/\/ one/, 'what was accepted stays');
      assert.doesNotMatch(left, /\/\/ two/);
    });

    it('reviews two files at once', async () => {
      const { page, api } = window();
      api.enqueue({ chunks: [{ utf8: delta(half() + rest()) + end() }] });
      await start();
      await lens(page, 'Accept').waitFor();
      await openFile(page, 'src/catalog.ts');
      const catalog = onDisk('src/catalog.ts');
      const line = catalog.split('\n')[0] ?? '';
      api.enqueue({ chunks: [{ utf8: delta(`\`\`\`ts\n// second\n${line}\n\`\`\``) + end() }] });
      await selectLines(page, 1, 1);
      await runCommand(page, 'Laplas: Rewrite Selection');
      await page.locator('.quick-input-widget input').first().fill('Add a comment');
      await page.keyboard.press('Enter');
      await lens(page, 'Accept').waitFor();
      await runCommand(page, 'Laplas: Accept All Changes');
      await lens(page, 'Accept').waitFor({ state: 'detached' });
      const left = page.locator('.statusbar-item', { hasText: '1 file to review' });
      await left.waitFor();
      await screenshot(page, 'rewrite-two-files');
      await runCommand(page, 'File: Revert File');
      await page.locator('.tab.dirty', { hasText: 'catalog.ts' }).waitFor({ state: 'detached' });
      await left.click();
      await page.getByRole('tab', { name: 'money.ts', selected: true }).first().waitFor();
      await lens(page, 'Accept').waitFor();
      assert.equal(onDisk('src/catalog.ts'), catalog);
    });

    it('shows the changes in the native diff editor', async () => {
      const { page, api } = window();
      api.enqueue({ chunks: [{ utf8: delta(half() + rest()) + end() }] });
      await selectLines(page, first, last);
      await runCommand(page, 'Laplas: Rewrite Selection');
      await page.getByPlaceholder('Describe the change').fill('Simp');
      // The typed text is the first entry. A preset that starts with it is one key press away.
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Enter' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await lens(page, 'Show Changes').waitFor();
      assert.equal(instructionSent(), 'Simplify');
      await runCommand(page, 'Laplas: Show Changes');
      await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
      await screenshot(page, 'rewrite-show-changes');
      await runCommand(page, 'View: Close Editor');
    });

    it('takes the review up again after a reload, as it was in the last moment before', async function () {
      // A reloaded window takes longer to start.
      this.timeout(120_000);
      const { page, workbench } = window();
      twoChanges();
      await start();
      await lens(page, 'Accept All 2').waitFor();
      // VS Code's backups of unsaved files. Without them it asks before it reloads.
      const user = join(workbench.dataFolder, 'data/User');
      await untilWritten(join(user, 'Backups'), '// two');
      await untilWritten(join(user, 'workspaceStorage'), '// two');
      await goTo(page, first);
      await runCommand(page, 'Laplas: Accept Change');
      await lens(page, 'Accept All 2').waitFor({ state: 'detached' });
      await page.reload();
      await untilReady(page);
      // VS Code doesn't always restore the active tab.
      await page.locator('.statusbar-item', { hasText: 'to review' }).waitFor({ timeout: 90_000 });
      await openFile(page, 'src/money.ts');
      await lens(page, 'Accept').waitFor();
      await page.locator('.statusbar-item', { hasText: '1 change to review' }).waitFor();
      await screenshot(page, 'rewrite-reloaded');
      await runCommand(page, 'Laplas: Reject All Changes');
      await lens(page, 'Accept').waitFor({ state: 'detached' });
      assert.match(await wholeText(page), /\/\/ one/, 'what was accepted stays');
      assert.doesNotMatch(await wholeText(page), /\/\/ two/);
    });
  });

  describe('without CodeLens, in high contrast, with the keyboard alone', () => {
    before(async () => {
      const { page, workbench } = window();
      await runCommand(page, 'File: Revert File');
      await page
        .locator('.statusbar-item', { hasText: 'to review' })
        .waitFor({ state: 'detached' });
      await writeSettings(workbench.dataFolder, { 'editor.codeLens': false });
    });

    it('has progress, Stop, and every decision within reach', async () => {
      const { page, api, folder } = window();
      const original = readFileSync(join(folder, 'src/money.ts'), 'utf8');
      const selected = original.split('\n').slice(first - 1, last);
      await chooseTheme(page, darkHighContrastTheme);
      await openFile(page, 'src/money.ts');
      await selectLines(page, first, last);
      const code = ['// one', ...selected.slice(1), '// two'].join('\n');
      api.enqueue({
        chunks: [
          { utf8: delta('```ts\n// one\n') },
          { gate: 'more', utf8: delta(`${code.slice(7)}\n\`\`\``) + end() },
        ],
      });
      await runCommand(page, 'Laplas: Rewrite Selection');
      await quickInputHasKeys(page);
      await page.keyboard.type('Mark both ends');
      await page.keyboard.press('Enter');
      await page.locator('.statusbar-item', { hasText: 'Rewriting' }).waitFor();
      await screenshot(page, 'rewrite-no-codelens-streaming');
      api.open('more');
      await page.locator('.statusbar-item', { hasText: '2 changes to review' }).waitFor();
      assert.equal(await page.locator('.codelens-decoration').count(), 0);
      await screenshot(page, 'rewrite-high-contrast');
      await page.keyboard.press('Control+Home');
      await nextChange(page);
      await runCommand(page, 'Laplas: Reject Change');
      await page.locator('.statusbar-item', { hasText: '1 change to review' }).waitFor();
      await nextChange(page);
      await runCommand(page, 'Laplas: Accept Change');
      await page
        .locator('.statusbar-item', { hasText: 'to review' })
        .waitFor({ state: 'detached' });
      const text = await wholeText(page);
      assert.equal(text, original.replace(selected.join('\n'), `${selected.join('\n')}\n// two`));
      assert.equal(readFileSync(join(folder, 'src/money.ts'), 'utf8'), original);
    });
  });
});

/** Resolves when a file in the folder contains the text. */
async function untilWritten(folder: string, text: string): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries.filter((one) => one.isFile())) {
      const content = await readFile(join(entry.parentPath, entry.name), 'utf8').catch(() => '');
      if (content.includes(text)) return;
    }
    if (Date.now() > end) throw new Error(`${folder} never came to hold ${text}`);
    await setTimeout(50);
  }
}
