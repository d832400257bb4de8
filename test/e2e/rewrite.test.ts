import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { editorOf, pick, runCommand, visibleText } from '../../dev/vscode/drive.ts';
import { ask, button, delta, end, newChat } from './chatDriver.ts';
import { first, goTo, last, lens, notification, useRewriting, wholeText } from './rewriteDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('rewriting in the window', () => {
  const window = useWindow();
  const { half, inTwo, original, rest, rewritten, selected, start } = useRewriting(window);

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
      `const typed = 1;\nconst after = 2;\n${original().replace(selected().join('\n'), rewritten().join('\n'))}`,
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
    const question = notification(page, 'You edited the same lines in money.ts as the rewrite.');
    await question.waitFor();
    await screenshot(page, 'rewrite-conflict');
    await question.getByRole('button', { name: 'Keep My Edits' }).click();
    await lens(page, 'Keep My Edits').waitFor({ state: 'detached' });
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
    assert.equal(await wholeText(page), original());
  });

  it('applies nothing of a reply that was cut at the limit, and all of it after Continue', async () => {
    const { page, api } = window();
    api.enqueue({ chunks: [{ utf8: delta(half()) + end('length') }] });
    api.enqueue({ chunks: [{ utf8: delta(rest()) + end() }] });
    await start();
    const question = notification(page, 'The response reached the token limit.');
    await question.waitFor();
    assert.equal(await wholeText(page), original());
    await screenshot(page, 'rewrite-cut');
    await question.getByRole('button', { name: 'Continue' }).click();
    await lens(page, 'Accept').waitFor();
    assert.equal(
      await wholeText(page),
      original().replace(selected().join('\n'), rewritten().join('\n')),
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
    const lines = original().split('\n');
    lines[first - 2] = 'const a = 1;\nconst b = 2;\nconst c = 3;';
    assert.equal(await wholeText(page), lines.join('\n'));
    await page.keyboard.press('Control+Z');
    await inserted('const a = 1;').waitFor({ state: 'detached' });
    assert.equal(await wholeText(page), original());
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
    await page.getByPlaceholder('Describe the change').fill('Add types');
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
});
