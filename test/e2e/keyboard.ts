/** Keyboard-only use of the panel: moves the focus and checks where it is. */
import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { runCommand } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import { panelFrame } from './panelFrame.ts';

/** Focuses the panel with the command, which works anywhere in VS Code. */
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

/**
 * Waits for the focus on one of two buttons: at the last version, only the button for the other
 * direction is left.
 */
export async function focusStays(page: Page, name: string, other: string): Promise<void> {
  const frame = await panelFrame(page);
  await until(async () => {
    const at = await focused(frame);
    return at === name || at === other ? true : undefined;
  }, `focus on ${name} or ${other}`);
}

/**
 * Presses `key` until the element with that name has the focus, and checks that its focus ring is
 * visible.
 */
export async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const frame = await panelFrame(page);
  const seen: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(key);
    const stop = await focused(frame);
    seen.push(stop);
    if (!fits(stop, name)) continue;
    // Buttons of earlier messages fade in when they get the focus.
    await until(
      async () => ((await isRinged(frame)) ? true : undefined),
      `a mark of focus on ${stop}`,
    );
    return;
  }
  assert.fail(`${String(name)} was not among ${seen.join(', ')}`);
}

/** Moves the focus like `tabTo`, and presses Enter. */
export async function press(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  await tabTo(page, name, key);
  await page.keyboard.press('Enter');
}

/** The name of the panel's focused element, or '' if the focus is elsewhere. */
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
