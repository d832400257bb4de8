/** VS Code's own file dialog, and the file that comes of it. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { quickInput } from '../../dev/vscode/drive.ts';
import { until } from './storage.ts';

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

/** What the file says, once it says something. */
export function untilWritten(path: string): Promise<string> {
  return until(async () => {
    const text = await readFile(path, 'utf8').catch(() => '');
    return text === '' ? undefined : text;
  }, `${path} is written`);
}
