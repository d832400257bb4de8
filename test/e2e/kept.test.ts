import assert from 'node:assert/strict';
import { rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { editorOf, panelOf, runCommand } from '../../dev/vscode/drive.ts';
import { inDialog } from '../../dev/vscode/fileDialog.ts';
import { until } from '../../dev/vscode/until.ts';
import { answerIn, ask, button, composer, delta, end, newChat, said } from './chatDriver.ts';
import { chatFiles, stored, untilWritten } from './storage.ts';
import { screenshot, useWindow } from './window.ts';

describe('kept chats', () => {
  const window = useWindow();

  beforeEach(async () => {
    await newChat(window().page);
  });

  it('are deleted and brought back; all of them exported, deleted and imported, they say the same', async () => {
    const { page, folder } = window();
    const question = 'Word for word: äöü, 🐢 and `code`';
    await ask(page, question);
    await answerIn(page, 'complete');
    const before = await said(page);

    await runCommand(page, 'Laplas: Chat History');
    await chatRow(page, question).focus();
    await page.keyboard.press('Delete');
    await chatRow(page, question).waitFor({ state: 'detached' });
    await screenshot(page, 'history-deleted');
    await button(page, 'Undo').click();
    await chatRow(page, question).click();
    await answerIn(page, 'complete');
    assert.deepEqual(await said(page), before);

    await runCommand(page, 'Laplas: Export All Chats');
    await inDialog(page, join(folder, 'all.json'));
    assert.ok((await untilWritten(join(folder, 'all.json'))).includes(question));

    await runCommand(page, 'Laplas: Chat History');
    await chatRow(page, question).waitFor();
    const ids = await chatRows(page).evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('data-chat') ?? ''),
    );
    assert.ok(ids.length > 0);
    // Without waiting in between. The panel requests the deletions one after the other.
    for (const id of ids) await panelOf(page).locator(`[data-chat="${id}"]`).press('Delete');
    await panelOf(page).getByText('No chats yet.').waitFor();
    await until(
      async () => ((await chatFiles(window())).length === 0 ? true : undefined),
      'the files of the chats to be gone',
    );

    await runCommand(page, 'Laplas: Import Chat');
    await inDialog(page, join(folder, 'all.json'));
    await page
      .getByText(/chats? (?:was|were) imported\./)
      .first()
      .waitFor();
    await runCommand(page, 'Laplas: Chat History');
    await chatRow(page, question).first().click();
    await answerIn(page, 'complete');
    assert.deepEqual(await said(page), before);
  });

  it('are found by any word in them, renamed, pinned, and opened in an editor', async () => {
    const { page, api } = window();
    api.enqueue({ chunks: [{ utf8: delta('The albatross sleeps in flight.') + end() }] });
    await ask(page, 'Which bird never lands?');
    await answerIn(page, 'complete');
    await runCommand(page, 'Laplas: Open Chat in Editor');
    await page.getByRole('tab', { name: /^Which bird never lands/ }).waitFor();
    await editorOf(page).getByText('The albatross sleeps in flight.').waitFor();

    await runCommand(page, 'Laplas: Chat History');
    const row = chatRow(page, 'Which bird never lands?');
    await row.press('F2');
    const title = panelOf(page).getByRole('textbox', { name: 'New title' });
    await title.fill('A bird');
    await title.press('Enter');
    const item = panelOf(page).getByRole('listitem').filter({ hasText: 'A bird' });
    await item.hover();
    await item.getByRole('button', { name: 'Pin', exact: true }).click();
    await panelOf(page).getByRole('list', { name: 'Pinned' }).getByText('A bird').waitFor();
    await screenshot(page, 'history-pinned');

    await panelOf(page).getByRole('searchbox', { name: 'Search chats' }).fill('ALBATROSS flight');
    const hit = panelOf(page).getByRole('list', { name: 'Found' }).getByRole('listitem');
    await hit.getByText('The albatross sleeps in flight.').waitFor();
    await hit.getByText('A bird').click();
    await answerIn(page, 'complete');
    assert.match((await said(page)).join(), /albatross/);
  });

  it('promise 12: that cannot be written are warned about for as long as that is so, and nothing is lost', async () => {
    const { page, api } = window();
    const known = await chatFiles(window());
    await ask(page, 'Kept while there is room');
    await answerIn(page, 'complete');
    const [name = ''] = (await chatFiles(window())).filter((file) => !known.includes(file));
    const path = stored(window(), 'chats', name);
    await rename(path, `${path}.aside`);
    // Every write to /dev/full fails with the error for a full disk.
    await symlink('/dev/full', path);
    const sent = api.requests().length;
    await ask(page, 'There is no room for this');
    const note = panelOf(page).getByRole('note').filter({ hasText: 'the disk is full' });
    await note.waitFor();
    await panelOf(page).getByRole('alert').filter({ hasText: 'the disk is full' }).waitFor();
    assert.equal(await composer(page).inputValue(), 'There is no room for this');
    assert.equal(api.requests().length, sent, 'nothing is sent that is not kept');
    await screenshot(page, 'disk-full');
    await rm(path);
    await rename(`${path}.aside`, path);
    await composer(page).press('Enter');
    await panelOf(page)
      .getByRole('article', { name: 'You' })
      .getByText('There is no room for this')
      .waitFor();
    await answerIn(page, 'complete');
    await note.waitFor({ state: 'detached' });
  });
});

function chatRows(page: Page): Locator {
  return panelOf(page).locator('.history [data-chat]');
}

function chatRow(page: Page, title: string): Locator {
  return chatRows(page).filter({ hasText: title });
}
