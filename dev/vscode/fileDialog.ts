/** Drives VS Code's simple file dialog. */
import type { Page } from 'playwright-core';
import { entryLimits, quickInput } from './drive.ts';

/**
 * Waits until the dialog is open, types a path, and accepts it. On a busy machine VS Code may not
 * have looked up the path yet: it then silently does nothing and leaves the dialog open. So accept
 * again, as a user would.
 */
export async function inDialog(page: Page, path: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  const ok = widget.getByRole('button', { name: /^(?:OK|Export|Import)$/ });
  await ok.waitFor();
  // Until the dialog has read its start folder, it replaces the typed text with its own suggestion
  // and accepts that.
  await widget.locator('.monaco-list-row .label-name').getByText('..', { exact: true }).waitFor();
  for (const timeout of entryLimits()) {
    await quickInput(page).fill(path);
    await ok.click();
    const hidden = ok.waitFor({ state: 'hidden', timeout });
    if (await hidden.then(() => true).catch(() => false)) return;
  }
}
