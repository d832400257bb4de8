/**
 * Shared by the tests of rewrites and reviews: the lines to rewrite, the model's responses, and
 * what a user sees.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { editorOf, openFile, runCommand, selectLines } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import type { LaplasWindow } from '../../dev/vscode/window.ts';
import { delta, end } from './chatDriver.ts';

/** Lines 12 to 17 of src/money.ts. */
export const first = 12;
export const last = 17;

export interface Rewriting {
  /** The content of a sample project file on disk. */
  readonly onDisk: (name?: string) => string;
  /** The original content of money.ts. */
  readonly original: () => string;
  /** The lines to rewrite. */
  readonly selected: () => readonly string[];
  /** The new lines: the selected ones with a comment above. */
  readonly rewritten: () => readonly string[];
  /** The two halves of a response that contains the new lines. */
  readonly half: () => string;
  readonly rest: () => string;
  /** Selects the lines and starts the rewrite. */
  readonly start: (instruction?: string) => Promise<void>;
  /** The last instruction in the request to the model. */
  readonly instructionSent: () => string | undefined;
  /** Makes the server respond in two parts, the second one behind the gate `more`. */
  readonly inTwo: () => void;
  /** Makes the server respond with two changes. */
  readonly twoChanges: () => void;
}

/** Opens money.ts before the tests of a `describe`, and restores it after each test. */
export function useRewriting(window: () => LaplasWindow): Rewriting {
  const onDisk = (name = 'src/money.ts'): string =>
    readFileSync(join(window().folder, name), 'utf8');
  let original = '';
  let selected: readonly string[] = [];

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
    // Changes left by a failed test would break all later tests.
    const running = lens(page, /^(Stop|Discard)$/);
    if (this.currentTest?.state === 'failed' && (await running.isVisible())) await running.click();
    await runCommand(page, 'File: Revert File');
    // The next test must not find this test's lenses.
    await lens(page, 'Accept').waitFor({ state: 'detached' });
    assert.equal(onDisk(), original, 'nobody saved');
  });

  const rewritten = (): string[] => ['// rewritten', ...selected];
  const half = (): string => `Here:\n\n\`\`\`ts\n${rewritten().slice(0, 3).join('\n')}\n`;
  const rest = (): string => `${rewritten().slice(3).join('\n')}\n\`\`\`\n`;

  const start = async (instruction = 'Add a comment'): Promise<void> => {
    const { page } = window();
    await selectLines(page, first, last);
    await runCommand(page, 'Laplas: Rewrite Selection');
    await page.getByPlaceholder('Describe the change').fill(instruction);
    await page.keyboard.press('Enter');
    await window().api.until((requests) => requests.length > 0);
    assert.equal(instructionSent(), instruction);
  };
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

  return {
    onDisk,
    original: () => original,
    selected: () => selected,
    rewritten,
    half,
    rest,
    start,
    instructionSent,
    inTwo,
    twoChanges,
  };
}

/** A CodeLens by its text. */
export function lens(page: Page, text: string | RegExp): Locator {
  return editorOf(page)
    .locator('.codelens-decoration a, .codelens-decoration span', { hasText: text })
    .first();
}

/** A notification by its first sentence. CodeLenses above the lines have the same actions. */
export function notification(page: Page, sentence: string): Locator {
  return page.getByRole('dialog', { name: sentence });
}

/** Moves the cursor to the start of a line, 1-based. */
export async function goTo(page: Page, line: number): Promise<void> {
  await selectLines(page, line, line);
  await page.keyboard.press('Home');
}

/** Moves to the next change under review. Resolves when the cursor is there. */
export async function nextChange(page: Page): Promise<void> {
  const position = page.locator('.statusbar-item').getByText(/^Ln \d+, Col \d+/);
  const before = (await position.textContent()) ?? '';
  await runCommand(page, 'Laplas: Next Change');
  await until(
    async () => ((await position.textContent()) === before ? undefined : true),
    'the next change',
  );
}

/** All text of the active editor, copied like a user would. */
export async function wholeText(page: Page): Promise<string> {
  await editorOf(page).locator('.view-lines').click();
  // Clear the clipboard, so that an earlier copy isn't read.
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const text = await until(async () => (await copied()) || undefined, 'the text is copied');
  await page.keyboard.press('ArrowLeft');
  return text;
}
