/** The panel by the keyboard alone: where the focus is, and how it gets there. */
import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { runCommand } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import { panelFrame } from './panelFrame.ts';

/** By the command, as from anywhere in VS Code. */
export async function intoPanel(page: Page): Promise<void> {
  await runCommand(page, 'Laplas: Open Chat');
  await focusIs(page, 'Message');
}

export async function focusIs(page: Page, name: string | RegExp): Promise<void> {
  const frame = await panelFrame(page);
  await until(
    async () => (fits(await focused(frame), name) ? true : undefined),
    `focus on ${String(name)}`,
  );
}

/** Where the version that is shown is the last of its kind, the button beside it is all there is. */
export async function focusStays(page: Page, name: string, other: string): Promise<void> {
  const frame = await panelFrame(page);
  await until(async () => {
    const at = await focused(frame);
    return at === name || at === other ? true : undefined;
  }, `focus on ${name} or ${other}`);
}

/** Goes on by `key` until what has that name has the focus; it must be seen there. */
export async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const frame = await panelFrame(page);
  const seen: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(key);
    const stop = await focused(frame);
    seen.push(stop);
    if (!fits(stop, name)) continue;
    // Buttons of earlier messages fade in with it.
    await until(
      async () => ((await isRinged(frame)) ? true : undefined),
      `a mark of focus on ${stop}`,
    );
    return;
  }
  assert.fail(`${String(name)} was not among ${seen.join(', ')}`);
}

/** Goes there as `tabTo` does, and presses Enter. */
export async function press(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  await tabTo(page, name, key);
  await page.keyboard.press('Enter');
}

/** What has the focus in the panel, by its name; '' while the keyboard is elsewhere. */
function focused(frame: Frame): Promise<string> {
  return frame.evaluate(() => {
    const element = document.hasFocus() ? document.activeElement : null;
    if (element === null) return '';
    const label = element.closest('label')?.querySelector('.field-label')?.textContent;
    return element.getAttribute('aria-label') ?? label ?? element.textContent.trim();
  });
}

function isRinged(frame: Frame): Promise<boolean> {
  return frame.evaluate(() => {
    const element = document.activeElement;
    if (element === null) return false;
    const { outlineStyle, opacity } = getComputedStyle(element);
    return (
      (outlineStyle !== 'none' && opacity !== '0') || element.closest('.composer-frame') !== null
    );
  });
}

function fits(text: string, name: string | RegExp): boolean {
  return typeof name === 'string' ? text === name : name.test(text);
}
