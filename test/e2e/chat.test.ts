import assert from 'node:assert/strict';
import { panelOf, runCommand } from '../../dev/vscode/drive.ts';
import { screenshot, useWindow } from './window.ts';

describe('the chat panel', () => {
  const window = useWindow();

  it('streams an answer to a question', async () => {
    const { page } = window();
    await runCommand(page, 'Laplas: Open Chat');
    const panel = panelOf(page);
    const message = panel.getByRole('textbox', { name: 'Message' });
    await message.fill('What is a monad?');
    await message.press('Enter');
    const answer = panel.getByRole('article', { name: 'Laplas' });
    await answer.and(panel.locator('[data-state="complete"]')).waitFor();
    assert.match(await answer.innerText(), /no language model/i);
    await screenshot(page, 'chat');
  });
});
