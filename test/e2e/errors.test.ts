import { panelOf } from '../../dev/vscode/drive.ts';
import { answerIn, ask, button, delta, newChat } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('when something is wrong', () => {
  const window = useWindow({ key: null });

  it('promise 22: without a key the panel says so with a button, and the question stays', async () => {
    const { page } = window();
    await newChat(page);
    await ask(page, 'Is anybody there?');
    await answerIn(page, 'failed');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText('No API key is set.').waitFor();
    await screenshot(page, 'no-key');
    await panelOf(page)
      .getByRole('article', { name: 'You' })
      .getByText('Is anybody there?')
      .waitFor();
    await alert.getByRole('button', { name: 'Set API Key' }).click();
    await page.locator('.quick-input-widget input[type="password"]').fill('wrong-key');
    await page.keyboard.press('Enter');
  });

  it('promise 22: a wrong key is named as the cause, and the question stays', async () => {
    const { page } = window();
    await button(page, 'Retry').click();
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/refused the API key \(401\)/).waitFor();
    await alert.getByText(/enabled in your Apilaplas dashboard/).waitFor();
    await alert.getByRole('button', { name: 'Set API Key' }).waitFor();
    await screenshot(page, 'wrong-key');
  });

  it('promise 22: a server that hangs up leaves what came, and says so', async () => {
    const { page, api } = window();
    api.enqueue({ chunks: [{ utf8: delta('Some words') }], end: 'reset' });
    await button(page, 'Retry').click();
    await answerIn(page, 'interrupted');
    await panelOf(page)
      .getByRole('alert')
      .getByText(/cut off/)
      .waitFor();
  });

  it('promise 22: a dead server is named as the cause, and the question stays', async () => {
    const { page, api } = window();
    await api.close();
    await newChat(page);
    await ask(page, 'Still there?');
    await answerIn(page, 'failed');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/could not be reached \(ECONNREFUSED\)/).waitFor();
    await alert.getByRole('button', { name: 'Test Connection' }).waitFor();
    await panelOf(page).getByRole('article', { name: 'You' }).getByText('Still there?').waitFor();
    await screenshot(page, 'dead-server');
  });
});
