import assert from 'node:assert/strict';
import { join } from 'node:path';
import { editorOf, panelOf, runCommand, textOf, visibleText } from '../../dev/vscode/drive.ts';
import { inDialog } from '../../dev/vscode/fileDialog.ts';
import { until } from '../../dev/vscode/until.ts';
import { canary, canaryForms, canaryIn, filesWith } from '../canary.ts';
import { answerIn, ask, button, delta, end, newChat } from './chatDriver.ts';
import { press } from './keyboard.ts';
import { untilWritten } from './storage.ts';
import { screenshot, useWindow } from './window.ts';

describe('when something is wrong', () => {
  const window = useWindow({ key: null });

  it('promise 22: without a key the panel says so with a button, and the question stays', async () => {
    const { page } = window();
    await newChat(page);
    await ask(page, 'Is anybody there?');
    await answerIn(page, 'failed');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText('No API key.').waitFor();
    await screenshot(page, 'no-key');
    await panelOf(page)
      .getByRole('article', { name: 'You' })
      .getByText('Is anybody there?')
      .waitFor();
    await press(page, 'Set API Key', 'Shift+Tab');
    await page.locator('.quick-input-widget input[type="password"]:focus').waitFor();
    await page.keyboard.type(canary);
    await page.keyboard.press('Enter');
    await page.locator('.statusbar').getByLabel('Laplas: Ready').first().waitFor();
  });

  it('promise 22: a wrong key is named as the cause, and the question stays', async () => {
    const { page } = window();
    await button(page, 'Retry').click();
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/rejected the API key \(401\)/).waitFor();
    await alert.getByText(/enabled in your Apilaplas dashboard/).waitFor();
    await alert.getByRole('button', { name: 'Set API Key' }).waitFor();
    await screenshot(page, 'wrong-key');
  });

  it('promise 18: a server that repeats the key is shown without it', async () => {
    const { page, api } = window();
    const message = `Not with these: ${canaryForms.join(' ')}`;
    api.enqueue({
      status: 400,
      headers: { 'content-type': 'application/json' },
      chunks: [{ utf8: JSON.stringify({ error: { message } }) }],
    });
    await button(page, 'Retry').click();
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/Not with these: \[key\]/).waitFor();
    const said = await textOf(alert);
    assert.equal(canaryIn(said), undefined, said);
  });

  it('promise 3: the server goes away in mid-answer: the text stays, Continue goes on from it, and both are one message', async () => {
    const { page, api } = window();
    api.enqueue({ chunks: [{ utf8: delta('The first half, ') }], end: 'reset' });
    await button(page, 'Retry').click();
    const cut = await answerIn(page, 'interrupted');
    await cut.getByText('The first half,').waitFor();
    await panelOf(page)
      .getByRole('alert')
      .getByText(/was interrupted/)
      .waitFor();
    await screenshot(page, 'interrupted');
    const id = await cut.getAttribute('data-message-id');

    api.enqueue({ chunks: [{ utf8: delta('and the second.') + end() }] });
    await button(page, 'Continue').first().click();
    const whole = await answerIn(page, 'complete');
    await whole.getByText('The first half, and the second.', { exact: true }).waitFor();
    assert.equal(await whole.getAttribute('data-message-id'), id);
    assert.equal(await panelOf(page).getByRole('article', { name: 'Laplas' }).count(), 1);
    assert.equal(await panelOf(page).getByRole('alert').count(), 0);
    await screenshot(page, 'continued');
    const { messages } = JSON.parse(api.requests().at(-1)?.body ?? '') as {
      messages: readonly { role: string; content: string }[];
    };
    assert.deepEqual(messages.at(-2), { role: 'assistant', content: 'The first half, ' });
  });

  it('promise 6: a retry is shown with its cause and the seconds left, and Cancel ends it', async () => {
    const { page, api } = window();
    await newChat(page);
    // The longest delay after which a request is retried automatically.
    api.enqueue({ status: 503, headers: { 'retry-after': '10' } });
    await ask(page, 'Are you busy?');
    const waiting = await answerIn(page, 'streaming');
    await waiting
      .getByText(/The server returned an error \(503\).*Retrying in [1-9]\d? s…/)
      .waitFor();
    await screenshot(page, 'retrying');
    const sent = api.requests().length;
    await button(page, 'Cancel').click();
    await answerIn(page, 'stopped');
    assert.equal(api.requests().length, sent);
  });

  it('promise 18: the key is in no log, no history, no export, no setting and no request that is shown', async () => {
    const { page, workbench, folder } = window();
    await newChat(page);
    await ask(page, 'Is the key in here?');
    await answerIn(page, 'failed');
    for (const name of ['chat.md', 'chat.json']) {
      await runCommand(page, 'Laplas: Export Chat');
      await inDialog(page, join(folder, name));
      assert.match(await untilWritten(join(folder, name)), /Is the key in here\?/);
    }
    await runCommand(page, 'Laplas: Show Request');
    await page.getByRole('tab', { name: 'Sent request.json' }).waitFor();
    await editorOf(page).getByText('max_tokens').waitFor();
    assert.equal(canaryIn(await visibleText(page)), undefined);

    // Texts of the chats, the settings and the log, which show that all of them are in VS Code's
    // data folder.
    for (const text of ['Is the key in here?', '"laplas.baseUrl"', 'turn 1: failed']) {
      await until(() => {
        const found = filesWith(workbench.dataFolder, (content) => content.includes(text));
        return Promise.resolve(found.length > 0 || undefined);
      }, `${text} in a file`);
    }
    assert.deepEqual(filesWith(workbench.dataFolder, canaryIn), []);
    assert.deepEqual(filesWith(folder, canaryIn), []);
    await screenshot(page, 'request');
  });

  it('promise 22: a dead server is named as the cause, and the question stays', async () => {
    const { page, api } = window();
    await api.close();
    await newChat(page);
    await ask(page, 'Still there?');
    await answerIn(page, 'failed');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/couldn’t be reached \(ECONNREFUSED\)/).waitFor();
    await alert.getByRole('button', { name: 'Test Connection' }).waitFor();
    await panelOf(page).getByRole('article', { name: 'You' }).getByText('Still there?').waitFor();
    await screenshot(page, 'dead-server');
  });
});
