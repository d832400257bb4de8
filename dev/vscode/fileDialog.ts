/** VS Code's own file dialog. */
import type { Page } from 'playwright-core';
import { entryLimits, quickInput } from './drive.ts';

/**
 * Types a path into the dialog, once that is open, and accepts it. On a busy machine VS Code may take the path for one that it
 * has yet to look up, and ends that without a word or an end of the dialog: then a person accepts it again.
 */
export async function inDialog(page: Page, path: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  const ok = widget.getByRole('button', { name: /^(?:OK|Export|Import)$/ });
  await ok.waitFor();
  // Before it has read the folder that it begins in, it puts its own proposal over what is typed, and takes that.
  await widget.locator('.monaco-list-row .label-name').getByText('..', { exact: true }).waitFor();
  for (const timeout of entryLimits()) {
    await quickInput(page).fill(path);
    await ok.click();
    const hidden = ok.waitFor({ state: 'hidden', timeout });
    if (await hidden.then(() => true).catch(() => false)) return;
  }
}
