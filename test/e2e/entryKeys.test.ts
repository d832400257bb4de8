import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openFile, panelOf, quickInput, selectLines } from '../../dev/vscode/drive.ts';
import { answerIn, delta, end } from './chatDriver.ts';
import { inLightBulb, lightBulb, takeByKeys } from './lightBulb.ts';
import { lens } from './rewriteDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('prompts by keys alone, in the user’s own words and language', () => {
  const window = useWindow({
    settings: {
      'laplas.language': 'Deutsch',
      'laplas.prompts': [{ name: 'Stern Review', text: 'Review ${selection} sternly.' }],
    },
  });
  const sent = (): string => window().api.requests().at(-1)?.body ?? '';
  const reply = (code: string): void => {
    window().api.enqueue({ chunks: [{ utf8: delta(`\`\`\`ts\n${code}\n\`\`\``) + end() }] });
  };

  beforeEach(async () => {
    await openFile(window().page, 'src/money.ts');
    await selectLines(window().page, 4, 6);
  });

  it('runs a prompt of the user’s own', async () => {
    const { page } = window();
    await byKeys(page, '>Laplas: Run Prompt', /^Laplas: Run Prompt/);
    await choose(page, 'stern', /Stern Review/);
    await answerIn(page, 'complete');
    await panelOf(page)
      .getByText(/^Review/)
      .first()
      .waitFor();
    assert.match(sent(), /sternly\./);
    assert.match(sent(), /export function euros/);
    assert.match(sent(), /Deutsch/);
    await screenshot(page, 'entry-own-prompt');
  });

  it('documents code in the language that is set, for review', async () => {
    const { page } = window();
    reply('/** Cent. */\nexport function euros(amount: number): Cents {\n  return amount;\n}');
    await byKeys(page, '>Laplas: Document', /^Laplas: Document$/);
    await lens(page, 'Accept').waitFor();
    assert.match(sent(), /Add documentation comments/);
    assert.match(sent(), /Deutsch/);
    await screenshot(page, 'entry-document');
    await byKeys(page, '>Laplas: Reject All Changes', /^Laplas: Reject All Changes$/);
    await lens(page, 'Accept').waitFor({ state: 'detached' });
  });

  it('rewrites from the light bulb', async () => {
    const { page } = window();
    reply('export function euros(amount: number): Cents {\n  return amount * 100;\n}');
    await lightBulb(page).waitFor();
    await takeByKeys(page, await inLightBulb(page, 'Rewrite with Laplas'));
    await page.getByPlaceholder('Describe the change').waitFor();
    await page.keyboard.type('No rounding');
    await page.keyboard.press('Enter');
    await lens(page, 'Accept').waitFor();
    assert.match(sent(), /Instruction: No rounding/);
    await byKeys(page, '>Laplas: Reject All Changes', /^Laplas: Reject All Changes$/);
    await lens(page, 'Accept').waitFor({ state: 'detached' });
  });
});

/** Runs a command from the Command Palette with the keyboard only. */
async function byKeys(page: Page, typed: string, entry: RegExp): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  await choose(page, typed, entry);
}

/** Types into the open quick input, and selects the first entry once it matches. */
async function choose(page: Page, typed: string, entry: RegExp): Promise<void> {
  await quickInput(page).fill(typed);
  const first = page.locator('.quick-input-list .monaco-list-row.focused .label-name');
  await first.filter({ hasText: entry }).waitFor();
  await page.keyboard.press('Enter');
}
