/**
 * Writes VS Code's default keybindings for each platform to test/fixtures/defaultKeys.json: `node
 * --import tsx dev/defaultKeys.ts`. A unit test compares our keybindings with it. Run it after
 * changing the VS Code version used in tests.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './vscode/browser.ts';
import { runCommand, untilReady } from './vscode/drive.ts';
import { ensureVsCode } from './vscode/install/install.ts';
import { root } from './vscode/paths.ts';
import { startWorkbench } from './vscode/workbench.ts';

/** User agent platforms. VS Code chooses its keybindings by them. */
const systems = {
  linux: 'X11; Linux x86_64',
  win: 'Windows NT 10.0; Win64; x64',
  mac: 'Macintosh; Intel Mac OS X 10_15_7',
} as const;

/**
 * Keybindings that a VS Code in the browser leaves to the browser or doesn't support, from the
 * keybindings page of VS Code's documentation.
 */
const desktopOnly = {
  linux: ['ctrl+n', 'ctrl+w', 'ctrl+t', 'ctrl+q', 'ctrl+shift+n', 'ctrl+shift+w', 'ctrl+k r'],
  win: ['ctrl+n', 'ctrl+w', 'ctrl+t', 'alt+f4', 'ctrl+shift+n', 'ctrl+shift+w', 'ctrl+k r'],
  mac: [
    'cmd+n',
    'cmd+w',
    'cmd+t',
    'cmd+q',
    'cmd+m',
    'cmd+h',
    'shift+cmd+n',
    'shift+cmd+w',
    'cmd+k r',
  ],
} as const;

const workbench = await startWorkbench({ settings: { 'chat.disableAIFeatures': false } });
const browser = await launchBrowser(await ensureVsCode());
try {
  const keys: Record<string, readonly string[]> = {};
  for (const system of ['linux', 'win', 'mac'] as const) {
    const found = await keysOn(browser, systems[system], system === 'mac' ? 'Meta' : 'Control');
    keys[system] = [...new Set([...found, ...desktopOnly[system]])].sort();
    console.log(`${system}: ${keys[system].length} keys`);
  }
  const file = join(root, 'test/fixtures/defaultKeys.json');
  writeFileSync(file, `${JSON.stringify(keys, undefined, 2)}\n`);
} finally {
  await browser.close();
  await workbench.close();
}

async function keysOn(
  browser: Browser,
  system: string,
  modifier: 'Control' | 'Meta',
): Promise<readonly string[]> {
  const context = await browser.newContext({
    userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`,
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(workbench.url);
  await untilReady(page);
  await runCommand(page, 'Preferences: Open Default Keyboard Shortcuts (JSON)');
  const lines = page.locator('.editor-instance .view-lines').first();
  await lines.getByText('Override key bindings').first().waitFor();
  await lines.click();
  let text = '';
  await page.evaluate(() => navigator.clipboard.writeText(''));
  while (!text.includes('"command"')) {
    await page.keyboard.press(`${modifier}+A`);
    // The browser's own shortcut, regardless of the user agent.
    await page.keyboard.press('Control+C');
    await page.waitForTimeout(200);
    text = await page.evaluate(() => navigator.clipboard.readText());
  }
  await context.close();
  return [...text.matchAll(/"key": "((?:[^"\\]|\\.)+)"/g)].map(
    ([, key]) => JSON.parse(`"${key ?? ''}"`) as string,
  );
}
