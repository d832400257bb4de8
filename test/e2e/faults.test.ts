import assert from 'node:assert/strict';
import { faults } from '../../dev/server/faults.ts';
import { panelOf, runCommand, textOf } from '../../dev/vscode/drive.ts';
import { darkTheme, lightTheme } from '../../dev/vscode/theme.ts';
import { answerIn, ask, button, delta, end, newChat } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('what gateways and providers do', () => {
  const window = useWindow();

  it('promise 22: an empty response is an error with Retry, and Retry asks again', async () => {
    const { page, api } = window();
    await newChat(page);
    api.enqueue(faults.malformedCall);
    await ask(page, 'Are you there?');
    await answerIn(page, 'failed');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/The response was empty: the model tried to call a tool/).waitFor();
    await screenshot(page, 'empty-response');
    api.enqueue({ chunks: [{ utf8: delta('I am here.') + end() }] });
    await alert.getByRole('button', { name: 'Retry' }).click();
    await (await answerIn(page, 'complete')).getByText('I am here.').waitFor();
  });

  it('promise 3: a response that a filter cut keeps its text, says the filter’s words, and leaves the status bar alone', async () => {
    const { page, api } = window();
    await newChat(page);
    api.enqueue(faults.filterCut);
    await ask(page, 'Tell me.');
    const cut = await answerIn(page, 'interrupted');
    await cut.getByText('The first half,').waitFor();
    await panelOf(page)
      .getByRole('alert')
      .getByText(/blocked the response: PROHIBITED_CONTENT/)
      .waitFor();
    await page.locator('.statusbar').getByLabel('Laplas: Ready').first().waitFor();
    await screenshot(page, 'filter-cut');
  });

  it('promise 6: a rate limit says how long to wait, and nothing is sent by itself', async () => {
    const { page, api } = window();
    await newChat(page);
    const before = api.requests().length;
    api.enqueue(faults.minuteLimit);
    await ask(page, 'Quickly!');
    await answerIn(page, 'failed');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText('Retry in 36 seconds.').waitFor();
    assert.match(await textOf(alert), /Rate limit reached \(429\)/);
    assert.doesNotMatch(await textOf(alert), /billing/);
    assert.equal(api.requests().length, before + 1);
    await screenshot(page, 'rate-limit');
  });

  it('promise 22: a request that is too long offers a new chat', async () => {
    const { page, api } = window();
    await newChat(page);
    api.enqueue(faults.tooLong);
    await ask(page, 'All of this.');
    await answerIn(page, 'failed');
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText(/The request is too long \(400\)/).waitFor();
    await screenshot(page, 'too-long');
    await alert.getByRole('button', { name: 'New Chat' }).click();
    await panelOf(page).getByRole('article').first().waitFor({ state: 'detached' });
    assert.equal(await button(page, 'Send').count(), 1);
  });

  it('shows the same in a light theme', async () => {
    const { page, api } = window();
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    try {
      await page.locator(`.monaco-workbench.${lightTheme.workbench}`).waitFor();
      for (const name of ['malformedCall', 'filterCut', 'minuteLimit', 'tooLong'] as const) {
        await newChat(page);
        api.enqueue(faults[name]);
        await ask(page, 'And in the light?');
        await panelOf(page).getByRole('alert').waitFor();
        await screenshot(page, `light-${name}`);
      }
    } finally {
      await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
      await page.locator(`.monaco-workbench.${darkTheme.workbench}`).waitFor();
    }
  });
});
