/** VS Code's light bulb, and its menu by keyboard. */
import type { Locator, Page } from 'playwright-core';
import { entryLimits } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';

/**
 * Opens the menu and returns the entry with the given text. VS Code requests fixes again, without a
 * menu, 250 ms after the cursor moves or the problems change (its `CodeActionOracle`), and discards
 * earlier requests. So the menu is opened again until the entry is there.
 */
export async function inLightBulb(page: Page, text: string): Promise<Locator> {
  const entry = rows(page).filter({ hasText: text });
  const limits = entryLimits();
  await until(async () => {
    await page.keyboard.press('Control+.');
    const opened = entry.waitFor({ timeout: limits.next().value });
    if (await opened.then(() => true).catch(() => false)) return true;
    // In an open menu the key would select an entry.
    if (await rows(page).first().isVisible()) await rows(page).first().press('Escape');
    return undefined;
  }, `${text} in the light bulb`);
  return entry;
}

export function lightBulb(page: Page): Locator {
  return page.locator('.codicon-light-bulb:visible, .codicon-lightbulb:visible').first();
}

/** Moves down the open menu until the entry has the focus, and selects it. */
export async function takeByKeys(page: Page, entry: Locator): Promise<void> {
  const focused = entry.and(page.locator('.focused'));
  const count = await rows(page).count();
  for (let step = 0; step < count && !(await focused.isVisible()); step += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await focused.waitFor();
  await page.keyboard.press('Enter');
}

function rows(page: Page): Locator {
  return page.locator('.action-widget .monaco-list-row');
}
