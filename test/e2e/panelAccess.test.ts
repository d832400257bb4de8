import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { panelOf } from '../../dev/vscode/drive.ts';
import { chooseThemeOfPanel, darkTheme, themes } from '../../dev/vscode/theme.ts';
import { axeViolations } from '../browser/axe.ts';
import { richAnswer } from '../browser/chats.ts';
import { everyElement } from '../browser/everyElement.ts';
import { assertLooks } from '../browser/markdownLooks.ts';
import { answerIn, ask, button, delta, end, newChat } from './chatDriver.ts';
import { panelFrame } from './panelFrame.ts';
import { screenshot, useWindow } from './window.ts';

describe('the panel in every theme', () => {
  const window = useWindow();

  before(async () => {
    // Elements must not be checked while they fade in.
    await window().page.emulateMedia({ reducedMotion: 'reduce' });
    await newChat(window().page);
  });
  after(async () => {
    const { page } = window();
    await chooseThemeOfPanel(page, darkTheme);
    await page.emulateMedia({ reducedMotion: null });
  });

  for (const theme of themes) {
    it(`has nothing that axe-core would complain about in ${theme.label}`, async () => {
      const { page, api } = window();
      api.reset();
      await chooseThemeOfPanel(page, theme);
      await newChat(page);
      assert.deepEqual(await violations(page), [], 'empty');

      api.enqueue({ chunks: [{ utf8: delta(richAnswer) }], end: 'hold' });
      await ask(page, 'Why is the total wrong?');
      await panelOf(page).getByRole('article').getByText('the pricing notes').waitFor();
      assert.deepEqual(await violations(page), [], 'streaming');
      await button(page, 'Stop').click();
      await answerIn(page, 'stopped');

      api.enqueue({ status: 401, chunks: [{ utf8: '{"error":{"message":"no such key"}}' }] });
      await ask(page, 'And now?');
      await answerIn(page, 'failed');
      assert.deepEqual(await violations(page), [], 'error');

      api.enqueue({ chunks: [{ utf8: delta(richAnswer.repeat(10)) + end() }] });
      await ask(page, 'At length, please');
      await answerIn(page, 'complete');
      assert.deepEqual(await violations(page), [], 'long');
    });

    it(`shows every element of Markdown as what it is in ${theme.label}`, async () => {
      const { page, api } = window();
      await chooseThemeOfPanel(page, theme);
      await newChat(page);
      api.enqueue({ chunks: [{ utf8: delta(everyElement) + end() }] });
      await ask(page, 'Show all');
      await answerIn(page, 'complete');
      const size = page.viewportSize();
      assert.ok(size);
      // Tall enough for the screenshot to show the whole response.
      await page.setViewportSize({ ...size, height: 2_400 });
      try {
        await assertLooks(panelOf(page));
        await screenshot(page, `markdown-${theme.workbench}`);
      } finally {
        await page.setViewportSize(size);
      }
    });
  }
});

async function violations(page: Page): Promise<readonly string[]> {
  const frame = await panelFrame(page);
  // The page itself is transparent, and its background is in another frame, which axe doesn't
  // inspect.
  await frame.evaluate(() => {
    document.documentElement.style.background = 'var(--vscode-sideBar-background)';
  });
  return axeViolations(frame);
}
