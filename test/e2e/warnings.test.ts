/**
 * Presses Enter in each warning: the content that it warns about must not be sent, inserted or
 * opened.
 */
import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openFile, panelOf, runCommand, selectLines } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import { answerIn, ask, button, composer, delta, end, newChat } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

/** Assembled here, so that secret scanners don't report this file. */
const fakeKey = `AKIA${'IOSFODNN7EXAMPQ2'}`;

// sublimehq/sublime_merge#915, QubesOS/qubes-issues#4185, anthropics/claude-code#85607,
// juan294/summon#528, Sma1lboy/rove#655: an accidental Enter confirmed a dialog's warning.
describe('Enter in a warning', () => {
  const window = useWindow();
  const file = (name: string): string => join(window().folder, name);
  const attachments = (): Locator =>
    panelOf(window().page).getByRole('list', { name: 'Attachments' });

  beforeEach(async () => {
    await newChat(window().page);
    window().api.reset();
  });

  it('attaches no secret, and takes its name out of the message', async () => {
    const { page } = window();
    await writeFile(file('keys.env'), `AWS_ACCESS_KEY_ID=${fakeKey}\n`);
    await composer(page).click();
    await page.keyboard.type('Read @keys.env');
    const offered = panelOf(page).getByRole('listbox', { name: 'Attach' }).getByRole('option');
    await offered.getByText('keys.env').first().waitFor();
    await page.keyboard.press('Enter');
    await enterIn(page, 'may contain secrets', 'warning-secret');
    assert.equal(await attachments().count(), 0);
    const isGone = async (): Promise<true | undefined> =>
      (await composer(page).inputValue()) === 'Read ' ? true : undefined;
    await until(isGone, 'the name to leave the message');
    await screenshot(page, 'warning-secret-after');
    await composer(page).fill('');
  });

  it('sends no secret with a rewrite', async () => {
    const { page, api } = window();
    await writeFile(file('keys.ts'), `const apiToken: string = "${'k9Qx7Lm2Zp4R'}t8Wv3Nc6Bd1";\n`);
    await openFile(page, 'keys.ts');
    await selectLines(page, 1, 1);
    await runCommand(page, 'Laplas: Rewrite Selection');
    const box = page.locator('.quick-input-widget input').first();
    await box.fill('Rename it');
    await page.keyboard.press('Enter');
    await enterIn(page, 'may contain secrets', 'warning-rewrite-secret');
    assert.equal(api.requests().length, 0);
  });

  it('inserts no invisible characters', async () => {
    const { page, api } = window();
    await openFile(page, 'src/money.ts');
    api.enqueue({ chunks: [{ utf8: delta('```ts\nlet a; // \u202E\n```\n') + end() }] });
    await ask(page, 'Some code, please');
    await answerIn(page, 'complete');
    await panelOf(page).getByRole('button', { name: 'Insert at cursor' }).first().click();
    await enterIn(page, 'invisible characters', 'warning-hidden');
    assert.equal(await page.locator('.tab.dirty').count(), 0);
  });

  it('attaches no link to an excluded file', async () => {
    const { page } = window();
    await mkdir(file('linked'), { recursive: true });
    await writeFile(file('.laplasignore'), '*.hidden\n');
    await writeFile(file('a.hidden'), 'x');
    await writeFile(file('linked/turncoat.txt'), 'x');
    await composer(page).click();
    await page.keyboard.type('@turncoat');
    const offered = panelOf(page).getByRole('listbox', { name: 'Attach' }).getByRole('option');
    await offered.getByText('turncoat.txt').first().waitFor();
    await rm(file('linked/turncoat.txt'));
    await symlink(file('a.hidden'), file('linked/turncoat.txt'));
    await page.keyboard.press('Enter');
    await enterIn(page, 'links to', 'warning-link');
    assert.equal(await attachments().count(), 0);
    await composer(page).fill('');
  });

  it('opens no address that VS Code does not ask about', async () => {
    const { page, api } = window();
    const address = 'http://localhost:8080/never';
    await page.evaluate(() => {
      const { open } = globalThis;
      globalThis.openAgain = () => {
        globalThis.open = open;
      };
      globalThis.openedOutside = [];
      globalThis.open = (url) => {
        globalThis.openedOutside.push(String(url));
        return null;
      };
    });
    api.enqueue({ chunks: [{ utf8: delta(`<${address}>\n`) + end() }] });
    await ask(page, 'Where is it?');
    await answerIn(page, 'complete');
    await panelOf(page).getByRole('article').getByRole('link', { name: address }).click();
    await enterIn(page, address, 'warning-address');
    assert.deepEqual(await page.evaluate(() => globalThis.openedOutside), []);
    await page.evaluate(() => globalThis.openAgain());
  });

  it('uses no instructions that may contain secrets: they are opened by their button', async () => {
    const { page } = window();
    await mkdir(file('.laplas'), { recursive: true });
    await writeFile(file('.laplas/instructions.md'), `Log in with ${fakeKey}.\n`);
    await page.getByText('instructions.md was skipped because').first().waitFor();
    await runCommand(page, 'Notifications: Accept Notification Primary Action');
    await page.getByRole('tab', { name: 'instructions.md' }).waitFor();
    assert.equal(await button(page, 'Remove .laplas/instructions.md').count(), 0);
  });
});

/** Presses Enter in the dialog once it has the focus, and waits until the dialog is closed. */
async function enterIn(page: Page, text: string, picture: string): Promise<void> {
  const dialog = page.locator('.monaco-dialog-box').filter({ hasText: text });
  await dialog.waitFor();
  await dialog.locator('.monaco-button:focus').waitFor();
  await screenshot(page, picture);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}
