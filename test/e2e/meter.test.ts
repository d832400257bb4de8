import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { panelOf } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import { answerIn, ask, button, composer, newChat } from './chatDriver.ts';
import { useWindow } from './window.ts';

describe('the size of the next request', () => {
  const window = useWindow();

  beforeEach(async () => {
    await newChat(window().page);
  });

  it('counts the workspace’s instructions, which go out with it', async () => {
    const { page, folder } = window();
    const before = await settledTokens(page);
    await mkdir(join(folder, '.laplas'), { recursive: true });
    try {
      await writeFile(join(folder, '.laplas/instructions.md'), 'Use tabs. '.repeat(1_000));
      await button(page, 'Remove .laplas/instructions.md').waitFor();
      await untilTokens(page, (now) => now > before + 1_500);
      await button(page, 'Remove .laplas/instructions.md').click();
      await untilTokens(page, (now) => now === before);
    } finally {
      await rm(join(folder, '.laplas'), { recursive: true });
    }
  });

  it('follows the branch that is shown', async () => {
    const { page } = window();
    await ask(page, 'A short question');
    await answerIn(page, 'complete');
    const short = await settledTokens(page);
    await button(page, 'Edit').click();
    const box = panelOf(page).getByRole('textbox', { name: 'Edited text' });
    await box.fill('A long question '.repeat(1_000));
    await box.press('Enter');
    await button(page, 'Previous version').waitFor();
    await answerIn(page, 'complete');
    await untilTokens(page, (now) => now > short + 1_500);
    await button(page, 'Previous version').click();
    await untilTokens(page, (now) => now === short);
  });
});

/** The meter's full token count, from its tooltip. */
async function tokens(page: Page): Promise<number> {
  const title = await panelOf(page)
    .getByRole('button', { name: /^Show request/ })
    .getAttribute('title');
  return Number(/about ([\d,]+) of/.exec(title ?? '')?.[1]?.replaceAll(',', ''));
}

/**
 * The token count with an empty message. First types and clears a long text, because the meter may
 * still show the previous chat, or an incomplete response.
 */
async function settledTokens(page: Page): Promise<number> {
  const now = await tokens(page);
  await composer(page).fill('word '.repeat(2 * now + 1_000));
  await untilTokens(page, (full) => full > now + 500);
  const full = await tokens(page);
  await composer(page).fill('');
  await untilTokens(page, (empty) => empty < full - 500);
  return tokens(page);
}

async function untilTokens(page: Page, fits: (now: number) => boolean): Promise<void> {
  await until(async () => fits(await tokens(page)) || undefined, 'the size');
}
