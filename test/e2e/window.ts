/**
 * Provides a window for end-to-end tests: `const window = useWindow()` in a `describe`, `window()`
 * in its tests.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/vscode/browser.ts';
import { runCommand } from '../../dev/vscode/drive.ts';
import { ensureVsCode } from '../../dev/vscode/install/install.ts';
import { root, sampleProject } from '../../dev/vscode/paths.ts';
import { until } from '../../dev/vscode/until.ts';
import { openWindow, type LaplasWindow, type WindowOptions } from '../../dev/vscode/window.ts';

const screenshots = join(root, 'out/screenshots');

let browser: Promise<Browser> | undefined;
let shared: Promise<LaplasWindow> | undefined;

/**
 * Without options, suites share one window. When a suite begins, its editors are closed, its
 * project is restored and its server's script is empty, but chats of earlier suites are in its
 * history. With options the suite gets its own window; a function returns the options after the
 * preceding hooks have run. A failed test saves a screenshot and the logs in `out/screenshots`.
 */
export function useWindow(options?: WindowOptions | (() => WindowOptions)): () => LaplasWindow {
  let current: LaplasWindow | undefined;
  before(async () => {
    if (options === undefined) current = await sharedWindow();
    else
      current = await openWindow(await ours(), typeof options === 'function' ? options() : options);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed' && current !== undefined) await keepEvidence(test, current);
  });
  after(async () => {
    if (options !== undefined) await current?.close();
  });
  return () => {
    if (current === undefined)
      throw new Error('the window is there only inside of tests and hooks');
    return current;
  };
}

/** Saves a screenshot of the window as `out/screenshots/NAME.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

/** One browser for all windows. Each window has its own profile. */
function ours(): Promise<Browser> {
  browser ??= ensureVsCode().then(launchBrowser);
  return browser;
}

async function sharedWindow(): Promise<LaplasWindow> {
  if (shared === undefined) {
    shared = openWindow(await ours());
    shared.catch(() => {
      // The next suite tries again, and the rejection isn't reported as unhandled.
      shared = undefined;
    });
    return shared;
  }
  const window = await shared;
  window.api.reset();
  await runCommand(window.page, 'File: Revert File');
  await runCommand(window.page, 'View: Close All Editors');
  await noTabs(window.page);
  await restoreProject(window.folder);
  return window;
}

/**
 * Waits until all tabs are closed, and discards unsaved changes of earlier suites when VS Code
 * asks.
 */
async function noTabs(page: Page): Promise<void> {
  const tabs = page.locator('.editor-group-container .tab');
  const letGo = page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
  await until(async () => {
    if (await letGo.isVisible()) await letGo.click();
    return (await tabs.count()) === 0 ? true : undefined;
  }, 'all editors are closed');
}

/** Restores the project. Its own files are never removed, because the window has them open. */
async function restoreProject(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!existsSync(join(sampleProject, name)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
  await cp(sampleProject, folder, { recursive: true });
}

async function keepEvidence(test: Mocha.Test, { page, workbench }: LaplasWindow): Promise<void> {
  const name = `failed ${test.fullTitle()}`.replaceAll(/[^\w -]/g, '').slice(0, 100);
  await mkdir(screenshots, { recursive: true });
  await screenshot(page, name).catch(() => undefined);
  await writeFile(join(screenshots, `${name}.log`), await workbench.tail());
}

after(async () => {
  await (await shared)?.close();
  await (await browser)?.close();
});
