/** VS Code's own file dialog. */
import type { Page } from 'playwright-core';
import { quickInput } from './drive.ts';
import { until } from './until.ts';

/** Types a path into the dialog, once that is open, and accepts it. */
export async function inDialog(page: Page, path: string): Promise<void> {
  const input = quickInput(page);
  const ok = page
    .locator('.quick-input-widget')
    .getByRole('button', { name: /^(?:OK|Export|Import)$/ });
  await ok.waitFor();
  // While it reads the folder that it begins in, it puts that folder's path in place of what is typed.
  await until(async () => {
    if (!(await ok.isVisible())) return true;
    const shown = await input.inputValue();
    if (shown.startsWith('/') && shown !== path) await input.fill(path);
    else if (shown === path) await ok.click({ timeout: 1_000 }).catch(() => undefined);
    return undefined;
  }, 'the dialog takes the path');
}
