import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import {
  editorOf,
  openFile,
  pick,
  runCommand,
  selectLines,
  untilReady,
  visibleText,
} from '../../dev/vscode/drive.ts';
import { ask, button, delta, end, newChat } from './chatDriver.ts';
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

  afterEach(async function () {
    const { page } = window();
    await page.keyboard.press('Escape');
    // What a failed test left behind would be in the way of all that follow.
    const running = lens(page, /^(Stop|Discard)$/);
    if (this.currentTest?.state === 'failed' && (await running.isVisible())) await running.click();
    await runCommand(page, 'File: Revert File');
    // The next test must not take this one's lenses for its own.
    await lens(page, 'Accept').waitFor({ state: 'detached' });
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
    await window().api.until((requests) => requests.length > 0);
    assert.equal(instructionSent(), instruction);
  };
  /** What was asked for last, as the model was told. */
  const instructionSent = (): string | undefined =>
    /Instruction: (.*?)\\n/.exec(window().api.requests().at(-1)?.body ?? '')?.[1];
  const inTwo = (): void => {
    window().api.enqueue({
      chunks: [{ utf8: delta(half()) }, { gate: 'more', utf8: delta(rest()) + end() }],
    });
  };

  const twoChanges = (): void => {
    const lines = ['// one', ...selected.slice(0, 3), '// two', ...selected.slice(3)];
    const reply = `\`\`\`ts\n${lines.join('\n')}\n\`\`\``;
    window().api.enqueue({ chunks: [{ utf8: delta(reply) + end() }] });
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
    const question = notification(
      page,
      'You changed lines of money.ts that the rewrite changes too.',
    );
    await question.waitFor();
    await screenshot(page, 'rewrite-conflict');
    await question.getByRole('button', { name: 'Keep Mine' }).click();
    await lens(page, 'Keep Mine').waitFor({ state: 'detached' });
    const text = await wholeText(page);
    assert.match(text, /\/\* mine \*\//);
    assert.doesNotMatch(text, /\/\/ rewritten/);
  });

  it('leaves the document as it is after Stop', async () => {
    const { page, api } = window();
    inTwo();
    await start();
    await runCommand(page, 'Laplas: Stop');
    await lens(page, 'Stop').waitFor({ state: 'detached' });
    await api.until((requests) => requests[0]?.closedAt !== undefined);
    api.open('more');
    await screenshot(page, 'rewrite-stopped');
    assert.equal(await wholeText(page), original);
  });

  it('applies nothing of a reply that was cut at the limit, and all of it after Continue', async () => {
    const { page, api } = window();
    api.enqueue({ chunks: [{ utf8: delta(half()) + end('length') }] });
    api.enqueue({ chunks: [{ utf8: delta(rest()) + end() }] });
    await start();
    const question = notification(page, 'The answer was cut at the limit of tokens.');
    await question.waitFor();
    assert.equal(await wholeText(page), original);
    await screenshot(page, 'rewrite-cut');
    await question.getByRole('button', { name: 'Continue' }).click();
    await lens(page, 'Accept').waitFor();
    assert.equal(
      await wholeText(page),
      original.replace(selected.join('\n'), rewritten().join('\n')),
    );
  });

  it('shows the rewrite live in the diff editor', async () => {
    const { page, api } = window();
    inTwo();
    await start();
    await lens(page, 'Preview').click();
    await page.locator('.monaco-diff-editor').first().waitFor();
    await page
      .locator('.monaco-diff-editor .view-line', { hasText: '// rewritten' })
      .first()
      .waitFor();
    await screenshot(page, 'rewrite-preview');
    await runCommand(page, 'View: Close Editor');
    api.open('more');
    await lens(page, 'Accept').waitFor();
  });

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
    assert.equal(await wholeText(page), original);
    await page.keyboard.press('Control+Shift+Z');
    await lens(page, 'Accept').waitFor();
    await runCommand(page, 'Laplas: Reject All Changes');
    assert.match(await wholeText(page), /\/\/ one/, 'what was accepted stays');
    assert.doesNotMatch(await wholeText(page), /\/\/ two/);
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
    await page.getByPlaceholder('What should be done?').fill('Simp');
    // What is typed stands first; a preset that begins so is one key away.
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

  it('inserts code at the cursor while it still comes, as one undo step', async () => {
    const { page, api } = window();
    api.enqueue({
      chunks: [
        { utf8: delta('Here:\n\n```ts\nconst a = 1;\nconst b = 2;\nconst c') },
        { gate: 'more', utf8: delta(' = 3;\n```\nDone.') + end() },
      ],
    });
    await newChat(page);
    await ask(page, 'Three constants');
    await goTo(page, first - 1);
    await button(page, 'Insert at cursor').click();
    const inserted = (text: string): Locator =>
      editorOf(page).locator('.view-line', { hasText: text });
    await inserted('const a = 1;').waitFor();
    await screenshot(page, 'insert-streaming');
    api.open('more');
    await inserted('const c = 3;').waitFor();
    const lines = original.split('\n');
    lines[first - 2] = 'const a = 1;\nconst b = 2;\nconst c = 3;';
    assert.equal(await wholeText(page), lines.join('\n'));
    await page.keyboard.press('Control+Z');
    await inserted('const a = 1;').waitFor({ state: 'detached' });
    assert.equal(await wholeText(page), original);
  });

  it('rewrites a cell of a notebook for review', async () => {
    const { page, api, folder } = window();
    const lines = ['def total(prices):', '    return sum(prices)', ''];
    const cell = {
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: lines.slice(0, 2).join('\n'),
    };
    const python = { language_info: { name: 'python' } };
    const notebook = { cells: [cell], metadata: python, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(folder, 'prices.ipynb'), JSON.stringify(notebook));
    api.enqueue({
      chunks: [
        { utf8: delta('```python\ndef total(prices: list[int]) -> int:\n') },
        { gate: 'more', utf8: delta('    return sum(prices)\n```') + end() },
      ],
    });
    await pick(page, 'Control+P', 'prices.ipynb', 'prices.ipynb');
    await page.locator('.notebookOverlay .view-lines', { hasText: 'def total' }).click();
    await page.keyboard.press('Control+A');
    await runCommand(page, 'Laplas: Rewrite Selection');
    await page.getByPlaceholder('What should be done?').fill('Add types');
    await page.keyboard.press('Enter');
    await page.locator('.statusbar-item', { hasText: 'Rewriting' }).waitFor();
    await screenshot(page, 'rewrite-notebook-streaming');
    api.open('more');
    await page.locator('.statusbar-item', { hasText: '1 change to review' }).waitFor();
    await page.locator('.notebookOverlay .codelens-decoration a', { hasText: 'Accept' }).waitFor();
    await screenshot(page, 'rewrite-notebook');
    await runCommand(page, 'Laplas: Reject All Changes');
    await page.locator('.statusbar-item', { hasText: 'to review' }).waitFor({ state: 'detached' });
    await runCommand(page, 'File: Revert File');
    await runCommand(page, 'View: Close Editor');
    await page.getByRole('tab', { name: 'money.ts', selected: true }).first().waitFor();
  });

  it('takes the review up again after a reload, as it was in the last moment before', async function () {
    // A window that starts anew takes its time.
    this.timeout(120_000);
    const { page, workbench } = window();
    twoChanges();
    await start();
    await lens(page, 'Accept All 2').waitFor();
    // VS Code's own copy of what is not saved: without it, it asks before it reloads.
    const user = join(workbench.dataFolder, 'data/User');
    await untilWritten(join(user, 'Backups'), '// two');
    await untilWritten(join(user, 'globalStorage/laplas.laplas/reviews'), '// two');
    await goTo(page, first);
    await runCommand(page, 'Laplas: Accept Change');
    await lens(page, 'Accept All 2').waitFor({ state: 'detached' });
    await page.reload();
    await untilReady(page);
    // Which tab was in front is not always kept.
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

describe('reviewing without CodeLens, in high contrast, with the keyboard alone', () => {
  const window = useWindow({
    settings: {
      'editor.codeLens': false,
      'editor.minimap.enabled': false,
    },
  });

  it('has progress, Stop, and every decision within reach', async () => {
    const { page, api, folder } = window();
    const original = readFileSync(join(folder, 'src/money.ts'), 'utf8');
    const selected = original.split('\n').slice(first - 1, last);
    await runCommand(page, 'Preferences: Color Theme');
    await page.getByPlaceholder(/^Select Color Theme/).fill('Dark High Contrast');
    await page.locator('.monaco-workbench.hc-black').waitFor();
    await page.keyboard.press('Enter');
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

function lens(page: Page, text: string | RegExp): Locator {
  return editorOf(page)
    .locator('.codelens-decoration a, .codelens-decoration span', { hasText: text })
    .first();
}

/** A notification by the sentence that it begins with. The same answers stand above the lines, as CodeLenses. */
function notification(page: Page, sentence: string): Locator {
  return page.getByRole('dialog', { name: sentence });
}

/** Kept when a file below the folder holds the text. */
async function untilWritten(folder: string, text: string): Promise<void> {
  const end = Date.now() + 30_000;
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
