import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import {
  editorOf,
  openFile,
  runCommand,
  selectLines,
  visibleText,
} from '../../dev/vscode/drive.ts';
import { delta, end } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

/** Lines 12 to 17 of src/money.ts, and what the model makes of them. */
const first = 12;
const last = 17;

describe('rewriting in the window', () => {
  const window = useWindow({ settings: { 'editor.minimap.enabled': false } });
  const onDisk = (name = 'src/money.ts'): string =>
    readFileSync(join(window().folder, name), 'utf8');
  let original: string;
  let selected: string[];

  before(async () => {
    original = onDisk();
    selected = original.split('\n').slice(first - 1, last);
    await openFile(window().page, 'src/money.ts');
  });

  beforeEach(() => {
    window().api.reset();
  });

  afterEach(async () => {
    const { page } = window();
    await page.keyboard.press('Escape');
    await runCommand(page, 'File: Revert File');
    assert.equal(onDisk(), original, 'nobody saved');
  });

  /** The new lines: the selected ones, with a comment above. */
  const rewritten = (): string[] => ['// rewritten', ...selected];
  const half = (): string => `Here:\n\n\`\`\`ts\n${rewritten().slice(0, 3).join('\n')}\n`;
  const rest = (): string => `${rewritten().slice(3).join('\n')}\n\`\`\`\n`;

  const start = async (instruction = 'Add a comment'): Promise<void> => {
    const { page } = window();
    await selectLines(page, first, last);
    await runCommand(page, 'Laplas: Rewrite Selection');
    await page.getByPlaceholder('What should be done?').fill(instruction);
    await page.keyboard.press('Enter');
  };
  const inTwo = (): void => {
    window().api.enqueue({
      chunks: [{ utf8: delta(half()) }, { gate: 'more', utf8: delta(rest()) + end() }],
    });
  };

  it('streams beside the document, while typing goes on elsewhere', async () => {
    const { page, api } = window();
    inTwo();
    await start();
    await lens(page, 'Stop').waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('const typed = 1;\n');
    await lens(page, 'Rewriting').waitFor();
    assert.doesNotMatch(await visibleText(page), /\/\/ rewritten/);
    await screenshot(page, 'rewrite-streaming');
    api.open('more');
    await lens(page, 'Accept').waitFor();
    await page.keyboard.type('const after = 2;\n');
    const text = await wholeText(page);
    assert.equal(
      text,
      `const typed = 1;\nconst after = 2;\n${original.replace(selected.join('\n'), rewritten().join('\n'))}`,
    );
    await screenshot(page, 'rewrite-review');
  });

  it('merges what is typed inside the lines while they are rewritten', async () => {
    const { page, api } = window();
    inTwo();
    await start();
    await lens(page, 'Stop').waitFor();
    await goTo(page, last);
    await page.keyboard.press('End');
    await page.keyboard.type(' // mine');
    api.open('more');
    await lens(page, 'Accept').waitFor();
    await screenshot(page, 'rewrite-merged');
    const text = await wholeText(page);
    assert.match(text, /\/\/ rewritten/);
    assert.match(text, /\/\/ mine/);
  });

  it('asks when the same lines were changed, and keeps what was typed', async () => {
    const { page, api } = window();
    inTwo();
    await start();
    await lens(page, 'Stop').waitFor();
    await goTo(page, first);
    await page.keyboard.press('Home');
    await page.keyboard.type('/* mine */ ');
    api.open('more');
    const toast = page.getByText('You changed lines of money.ts that the rewrite changes too.', {
      exact: false,
    });
    await toast.first().waitFor();
    await screenshot(page, 'rewrite-conflict');
    await page.getByRole('button', { name: 'Keep Mine' }).click();
    await lens(page, 'Keep Mine').waitFor({ state: 'detached' });
    const text = await wholeText(page);
    assert.match(text, /\/\* mine \*\//);
    assert.doesNotMatch(text, /\/\/ rewritten/);
  });

  it('leaves the document as it is after Stop', async () => {
    const { page, api } = window();
    inTwo();
    await start();
    await lens(page, 'Stop').waitFor();
    await runCommand(page, 'Laplas: Stop');
    await lens(page, 'Stop').waitFor({ state: 'detached' });
    await api.until((requests) => requests[0]?.closedAt !== undefined);
    api.open('more');
    await screenshot(page, 'rewrite-stopped');
    assert.equal(await wholeText(page), original);
  });
});

describe('reviewing without CodeLens, in high contrast, with the keyboard alone', () => {
  const window = useWindow({
    settings: {
      'editor.codeLens': false,
      'workbench.colorTheme': 'Default High Contrast',
      'editor.minimap.enabled': false,
    },
  });

  it('has progress, Stop, and every decision within reach', async () => {
    const { page, api, folder } = window();
    const original = readFileSync(join(folder, 'src/money.ts'), 'utf8');
    const selected = original.split('\n').slice(first - 1, last);
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
    // Keys go to the box once it has the focus.
    await page.locator('.quick-input-widget input:focus').waitFor();
    await page.keyboard.type('Mark both ends');
    await page.keyboard.press('Enter');
    await page.locator('.statusbar-item', { hasText: 'Rewriting' }).waitFor();
    await screenshot(page, 'rewrite-no-codelens-streaming');
    api.open('more');
    await page.locator('.statusbar-item', { hasText: '2 changes to review' }).waitFor();
    await screenshot(page, 'rewrite-high-contrast');
    await page.keyboard.press('Control+Home');
    await runCommand(page, 'Laplas: Next Change');
    await runCommand(page, 'Laplas: Reject Change');
    await page.locator('.statusbar-item', { hasText: '1 change to review' }).waitFor();
    await runCommand(page, 'Laplas: Next Change');
    await runCommand(page, 'Laplas: Accept Change');
    await page.locator('.statusbar-item', { hasText: 'to review' }).waitFor({ state: 'detached' });
    const text = await wholeText(page);
    assert.equal(text, original.replace(selected.join('\n'), `${selected.join('\n')}\n// two`));
    assert.equal(readFileSync(join(folder, 'src/money.ts'), 'utf8'), original);
  });
});

function lens(page: Page, text: string): Locator {
  return editorOf(page)
    .locator('.codelens-decoration a, .codelens-decoration span', { hasText: text })
    .first();
}

/** Puts the cursor at the start of a line, counted from 1. */
async function goTo(page: Page, line: number): Promise<void> {
  await selectLines(page, line, line);
  await page.keyboard.press('Home');
}

/** All of the active editor's text, taken as a person takes it. The cursor ends where it was. */
async function wholeText(page: Page): Promise<string> {
  await editorOf(page).locator('.view-lines').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('ArrowLeft');
  return text;
}
