/** Drives the workbench's page as a person does: by keys, roles and names. */
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** How long a step may take to show, in milliseconds, on a busy machine. */
const stepLimit = 60_000;

/**
 * How long a list may take to have an entry, in milliseconds, before it is opened again: longer each time, since a busy machine
 * may need longer than the first for every list.
 */
export function* entryLimits(): Generator<number, never> {
  for (let limit = 1500; ; limit *= 1.5) yield limit;
}

/** Kept when the window shows its activity bar. */
export async function untilReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: stepLimit });
}

/** Runs a command by its full title in the palette, such as `Laplas: Open Chat`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await pick(page, 'F1', `>${title}`, title);
}

/** Opens a file of the workspace by the end of its path. */
export async function openFile(page: Page, path: string): Promise<Locator> {
  const name = path.split('/').at(-1) ?? path;
  await pick(page, 'Control+P', path, name);
  await page.getByRole('tab', { name, selected: true }).first().waitFor();
  const editor = editorOf(page);
  await editor.locator('.view-line').first().waitFor();
  return editor;
}

/** Selects whole lines of the active editor, counted from 1, both included; kept when the status bar says so. */
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
  // One line may be blank.
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

/** What the editor shows, without the lines that are scrolled away. */
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

/** All text of an element, scrolled into sight or not: `innerText` leaves out what the browser has not laid out. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? '';
}

/** The page inside the chat's view. */
export function panelOf(page: Page): FrameLocator {
  return page
    .frameLocator('iframe.webview.ready[src*="extensionId=laplas.laplas"]')
    .frameLocator('iframe#active-frame');
}

/** The loader that runs TypeScript without a build wraps functions in a call that pages do not know. */
export async function takeFunctions(page: Locator): Promise<void> {
  await page.evaluate('globalThis.__name ??= (named) => named');
}

/** Runs a line in a new terminal, and selects all that stands there once the command has gone well. */
export async function selectAllInTerminal(page: Page, line: string): Promise<Locator> {
  await runCommand(page, 'Terminal: Create New Terminal');
  const terminal = page.locator('.terminal-wrapper.active .xterm');
  await terminal.click();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  // The text is painted, not written into the page; the mark of a command that went well is in it.
  await page.locator('.terminal-command-decoration.codicon-terminal-decoration-success').waitFor();
  await runCommand(page, 'Terminal: Select All');
  return terminal;
}

/** VS Code's menus take no click in the first moments, in milliseconds: that would be the end of the click that opened them. */
const menuDelay = 100;

/** Clicks an entry of an open menu, once the menu takes clicks. */
export async function clickMenuItem(item: Locator): Promise<void> {
  await item.waitFor();
  // This timer is younger than the menu's own of the same length, and fires after it.
  await item.evaluate(
    (_, delay) => new Promise((resolve) => setTimeout(resolve, delay)),
    menuDelay,
  );
  await item.click();
}

/**
 * Types into VS Code's quick input and takes the entry with that text. An open list does not learn of what an extension
 * registers later, so it is opened anew until the entry is there.
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
      // Escape is for the list alone: an editor would let go of its selection.
      if (await input.isVisible()) await input.press('Escape');
      // In an open list the next press of the keys would be another step of it.
      await input.waitFor({ state: 'hidden' });
    }
  }
}

/** Kept when keys go to VS Code's quick input: it shows a moment before. */
export async function quickInputHasKeys(page: Page): Promise<void> {
  await page.locator('.quick-input-widget input:focus').waitFor();
}

/** Where VS Code asks for a line of text, or a choice. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget input[type="text"]').first();
}
