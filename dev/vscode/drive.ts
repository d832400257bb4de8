/** Drives the workbench's page like a user: by keys, roles and names. */
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Time limit in milliseconds until a step shows its effect on a busy machine. */
const stepLimit = 60_000;

/**
 * Time limits in milliseconds until an open list shows an entry; after each one the list is
 * reopened. The limits grow, because on a busy machine every list may need longer than the first
 * limit.
 */
export function* entryLimits(): Generator<number, never> {
  for (let limit = 1500; ; limit *= 1.5) yield limit;
}

/** Resolves when the window shows its activity bar. */
export async function untilReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: stepLimit });
}

/** Runs a command by its full title in the Command Palette, such as `Laplas: Open Chat`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await pick(page, 'F1', `>${title}`, title);
}

/** Opens a workspace file by the end of its path. */
export async function openFile(page: Page, path: string): Promise<Locator> {
  const name = path.split('/').at(-1) ?? path;
  await pick(page, 'Control+P', path, name);
  await page.getByRole('tab', { name, selected: true }).first().waitFor();
  const editor = editorOf(page);
  await editor.locator('.view-line').first().waitFor();
  return editor;
}

/**
 * Selects whole lines of the active editor, 1-based and inclusive. Resolves when the status bar
 * shows the selection.
 */
export async function selectLines(page: Page, first: number, last: number): Promise<void> {
  await editorOf(page).locator('.view-lines').click();
  await page.keyboard.press('Control+G');
  const input = quickInput(page);
  await input.fill(`:${first}:1`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
  await cursorIs(page, `Ln ${first}, Col 1`);
  for (let line = first; line < last; line += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+End');
  // A single line can be blank. Then nothing is selected.
  const selected = `( \\(\\d+ selected\\))${first === last ? '?' : ''}`;
  await cursorIs(page, new RegExp(`^Ln ${last}, Col \\d+${selected}$`));
}

async function cursorIs(page: Page, where: string | RegExp): Promise<void> {
  await page.locator('.statusbar-item').getByText(where, { exact: true }).waitFor();
}

/** The text editor that was used last. */
export function editorOf(page: Page): Locator {
  return page.locator('.editor-instance .monaco-editor').first();
}

/** The text that the editor shows, without lines scrolled out of view. */
export async function visibleText(page: Page): Promise<string> {
  const lines = await editorOf(page)
    .locator('.view-line')
    .evaluateAll((nodes) =>
      nodes
        .map((node) => ({ top: (node as HTMLElement).offsetTop, text: node.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/**
 * All text of an element, including text scrolled out of view. `innerText` omits text that the
 * browser hasn't laid out.
 */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? '';
}

/** The page inside the chat view. */
export function panelOf(page: Page): FrameLocator {
  return page
    .frameLocator('iframe.webview.ready[src*="extensionId=laplas.laplas"]')
    .frameLocator('iframe#active-frame');
}

/**
 * Defines `__name` in the page: tsx, which runs TypeScript without a build, adds calls to it to
 * functions.
 */
export async function takeFunctions(page: Locator): Promise<void> {
  await page.evaluate('globalThis.__name ??= (named) => named');
}

/** Runs a line in a new terminal, and selects all of its text once the command has succeeded. */
export async function selectAllInTerminal(page: Page, line: string): Promise<Locator> {
  await runCommand(page, 'Terminal: Create New Terminal');
  const terminal = page.locator('.terminal-wrapper.active .xterm');
  await terminal.click();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  // The terminal paints its text, so the page contains no text to wait for. It does contain the
  // mark of a command that succeeded.
  await page.locator('.terminal-command-decoration.codicon-terminal-decoration-success').waitFor();
  await runCommand(page, 'Terminal: Select All');
  return terminal;
}

/**
 * VS Code's menus ignore clicks for this many milliseconds after they open, because such a click
 * would belong to the one that opened them.
 */
const menuDelay = 100;

/** Clicks an item of an open menu as soon as the menu accepts clicks. */
export async function clickMenuItem(item: Locator): Promise<void> {
  await item.waitFor();
  // This timer starts later than the menu's timer of the same length, so it fires later.
  await item.evaluate(
    (_, delay) => new Promise((resolve) => setTimeout(resolve, delay)),
    menuDelay,
  );
  await item.click();
}

/**
 * Types into VS Code's quick input and selects the entry with the given text. An open list isn't
 * updated when an extension registers commands, so it is reopened until the entry is there.
 */
export async function pick(page: Page, keys: string, typed: string, entry: string): Promise<void> {
  const label = new RegExp(`^${entry.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name', { hasText: label }) })
    .first();
  const end = Date.now() + stepLimit;
  const input = quickInput(page);
  for (const timeout of entryLimits()) {
    await page.keyboard.press(keys);
    try {
      await input.fill(typed, { timeout });
      await row.click({ timeout });
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      // Press Escape only for the list: in an editor it would clear the selection.
      if (await input.isVisible()) await input.press('Escape');
      // While the list is open, pressing the keys again would move its selection.
      await input.waitFor({ state: 'hidden' });
    }
  }
}

/** Resolves when VS Code's quick input has the focus. It becomes visible shortly before that. */
export async function quickInputHasKeys(page: Page): Promise<void> {
  await page.locator('.quick-input-widget input:focus').waitFor();
}

/** The text field of VS Code's quick input. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget input[type="text"]').first();
}
