/** The four kinds of VS Code themes, and how a user selects them. */
import type { Page } from 'playwright-core';
import { entryLimits, panelOf, quickInput, runCommand } from './drive.ts';
import { until } from './until.ts';

export interface Theme {
  /** The name in the theme picker. */
  readonly label: string;
  /** The workbench's class with this theme. */
  readonly workbench: string;
  /** The class of a webview's body with this theme. */
  readonly webview: string;
}

export const darkTheme: Theme = {
  label: 'Dark Modern',
  workbench: 'vs-dark',
  webview: 'vscode-dark',
};

export const lightTheme: Theme = {
  label: 'Light Modern',
  workbench: 'vs',
  webview: 'vscode-light',
};

export const darkHighContrastTheme: Theme = {
  label: 'Dark High Contrast',
  workbench: 'hc-black',
  webview: 'vscode-high-contrast:not(.vscode-high-contrast-light)',
};

/** The dark theme is last, because windows open with it. */
export const themes: readonly Theme[] = [
  lightTheme,
  {
    label: 'Light High Contrast',
    workbench: 'hc-light',
    webview: 'vscode-high-contrast-light',
  },
  darkHighContrastTheme,
  darkTheme,
];

/** Selects a theme in VS Code's theme picker. Resolves when the window shows it. */
export async function chooseTheme(page: Page, { label, workbench }: Theme): Promise<void> {
  const filter = page.getByPlaceholder(/^Select Color Theme/);
  const rows = page.locator('.quick-input-list .monaco-list-row', { hasText: /Dark|Light/ });
  // An open list isn't updated with themes that are registered later, so it is reopened until they
  // are there.
  const limits = entryLimits();
  await until(async () => {
    await runCommand(page, 'Preferences: Color Theme');
    await filter.waitFor();
    const listed = rows.first().waitFor({ timeout: limits.next().value });
    if (await listed.then(() => true).catch(() => false)) return true;
    await page.keyboard.press('Escape');
    await filter.waitFor({ state: 'hidden' });
    return undefined;
  }, 'themes are listed');
  await filter.fill(label);
  await rows.and(page.locator('.focused')).filter({ hasText: label }).waitFor();
  await page.keyboard.press('Enter');
  await quickInput(page).waitFor({ state: 'hidden' });
  await page.locator(`.monaco-workbench.${workbench}`).waitFor();
}

/** Selects a theme. Resolves when the open panel shows it too, including its syntax colors. */
export async function chooseThemeOfPanel(page: Page, theme: Theme): Promise<void> {
  const root = panelOf(page).locator('html');
  const before = await root.evaluate((element) =>
    element.style.getPropertyValue('--laplas-token-comment'),
  );
  const another = (await page.locator(`.monaco-workbench.${theme.workbench}`).count()) === 0;
  await chooseTheme(page, theme);
  await panelOf(page).locator(`body.${theme.webview}`).waitFor();
  if (!another) return;
  // The host reads the theme's file and sends the new colors shortly after the page's class has
  // changed.
  await panelOf(page).locator(`html:not([style*="--laplas-token-comment: ${before};"])`).waitFor();
}
