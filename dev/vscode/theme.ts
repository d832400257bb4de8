/** The four kinds of theme that VS Code has, and the way to them that a person takes. */
import type { Page } from 'playwright-core';
import { panelOf, quickInput, runCommand } from './drive.ts';

export interface Theme {
  /** As the picker lists it. */
  readonly label: string;
  /** The class of the workbench that shows it. */
  readonly workbench: string;
  /** The class of a webview's page. */
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

/** The dark one, which a window opens with, comes last. */
export const themes: readonly Theme[] = [
  lightTheme,
  {
    label: 'Light High Contrast',
    workbench: 'hc-light',
    webview: 'vscode-high-contrast-light',
  },
  {
    label: 'Dark High Contrast',
    workbench: 'hc-black',
    webview: 'vscode-high-contrast:not(.vscode-high-contrast-light)',
  },
  darkTheme,
];

/** Chooses a theme from VS Code's own list; kept when the open panel shows it, the colours of code too. */
export async function chooseTheme(page: Page, { label, workbench, webview }: Theme): Promise<void> {
  const root = panelOf(page).locator('html');
  const before = await commentColor();
  const another = (await page.locator(`.monaco-workbench.${workbench}`).count()) === 0;
  await runCommand(page, 'Preferences: Color Theme');
  await page.getByPlaceholder(/^Select Color Theme/).fill(label);
  await page.locator(`.monaco-workbench.${workbench}`).waitFor();
  await page.keyboard.press('Enter');
  await quickInput(page).waitFor({ state: 'hidden' });
  await panelOf(page).locator(`body.${webview}`).waitFor();
  if (!another) return;
  // The host reads the theme's file, and tells the page a moment after it has become another.
  await panelOf(page).locator(`html:not([style*="--laplas-token-comment: ${before};"])`).waitFor();

  function commentColor(): Promise<string> {
    return root.evaluate((element) => element.style.getPropertyValue('--laplas-token-comment'));
  }
}
