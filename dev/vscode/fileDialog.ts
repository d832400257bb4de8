/** VS Code's own file dialog. */
import type { Page } from 'playwright-core';
import { quickInput } from './drive.ts';

/** Types a path into the dialog, once that is open, and accepts it. */
export async function inDialog(page: Page, path: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  const ok = widget.getByRole('button', { name: /^(?:OK|Export|Import)$/ });
  await ok.waitFor();
  // Before it has read the folder that it begins in, it puts its own proposal over what is typed, and takes that.
  await widget.locator('.monaco-list-row .label-name').getByText('..', { exact: true }).waitFor();
  await quickInput(page).fill(path);
  await ok.click();
  await ok.waitFor({ state: 'hidden' });
}
