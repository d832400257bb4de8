/** The panel's page as a frame, for tests that inspect more than a user sees. */
import type { Frame, Page } from 'playwright-core';
import { panelOf } from '../../dev/vscode/drive.ts';

export async function panelFrame(page: Page): Promise<Frame> {
  const body = await panelOf(page).locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  if (frame === null || frame === undefined) throw new Error('the panel’s page is not there');
  return frame;
}
