import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { panelOf, runCommand, untilReady } from '../../dev/vscode/drive.ts';
import { answerIn, ask, composer, newChat, said } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('two windows on one workspace', () => {
  const window = useWindow();
  let second: Page | undefined;

  after(() => second?.close());

  it('promise 11: both write, nothing is lost, and each shows the other’s chats after a moment', async function () {
    // The test starts a second window, and each window waits until the other one releases a chat.
    this.timeout(120_000);
    const { page: one, workbench } = window();
    const two = (second = await one.context().newPage());
    await two.goto(workbench.url);
    await untilReady(two);
    await newChat(one);
    await newChat(two);
    await Promise.all([ask(one, 'Asked in the first'), ask(two, 'Asked in the second')]);
    await Promise.all([answerIn(one, 'complete'), answerIn(two, 'complete')]);

    await openFromHistory(one, 'Asked in the second');
    await openFromHistory(two, 'Asked in the first');
    await questions(one).getByText('Asked in the second').waitFor();
    await questions(two).getByText('Asked in the first').waitFor();
    await answerIn(one, 'complete');
    await answerIn(two, 'complete');

    // Each window can continue the other's chat once that window has released it, and the other
    // window shows the new messages.
    const held = panelOf(one).getByRole('note').filter({ hasText: 'Another window' });
    await held.waitFor({ state: 'detached' });
    await openFromHistory(two, 'Asked in the second');
    await ask(one, 'Gone on with in the first');
    await secondAnswer(one).waitFor();
    await questions(two).getByText('Gone on with in the first').waitFor();
    await secondAnswer(two).waitFor();
    assert.deepEqual(await said(two), await said(one));
    assert.equal(await questions(two).count(), 2);
    await screenshot(two, 'two-windows');
  });
});

async function openFromHistory(page: Page, title: string): Promise<void> {
  await runCommand(page, 'Laplas: Chat History');
  // Click the row itself, not its position: rows move when the other window writes.
  await panelOf(page)
    .locator('.history [data-chat]')
    .filter({ hasText: title })
    .first()
    .dispatchEvent('click');
  await composer(page).waitFor();
}

function questions(page: Page) {
  return panelOf(page).getByRole('article', { name: 'You' });
}

/** The second response, once it is complete. */
function secondAnswer(page: Page) {
  const panel = panelOf(page);
  return panel
    .getByRole('article', { name: 'Laplas' })
    .nth(1)
    .and(panel.locator('[data-state="complete"]'));
}
