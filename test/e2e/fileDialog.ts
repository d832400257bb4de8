/** VS Code's own file dialog, and the file that comes of it. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Types a path into the dialog, once that is open, and accepts it. */
export async function inDialog(page: Page, path: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  // Until it shows a path of its own, it takes none.
  for (let shown = ''; !shown.startsWith('/');) {
    shown = (await input.isVisible()) ? await input.inputValue() : '';
    await page.waitForTimeout(50);
  }
  await input.fill(path);
  await page
    .locator('.quick-input-widget')
    .getByRole('button', { name: /^(?:OK|Export|Import)$/ })
    .click();
}

/** What the file says, once it says something. */
export async function untilWritten(path: string): Promise<string> {
  for (const end = Date.now() + 10_000; ;) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text !== '') return text;
    if (Date.now() > end) throw new Error(`${path} was not written`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
