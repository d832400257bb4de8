import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { panelOf, runCommand, textOf } from '../../dev/vscode/drive.ts';
import { answerIn, ask, button, composer, delta, end, newChat } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('what is sent from the chat panel', () => {
  const window = useWindow();

  beforeEach(async () => {
    window().api.reset();
    await newChat(window().page);
  });

  it('has the parameters of a new chat, though the panel was hidden between them', async () => {
    const { page, api } = window();
    await setParameter(page, 'Temperature', '0.3');
    await runCommand(page, 'View: Show Explorer');
    await composer(page).waitFor({ state: 'hidden' });
    await runCommand(page, 'Laplas: Open Chat');
    await button(page, 'Attach').waitFor();
    await setParameter(page, 'Top P', '0.5', 'parameters-kept');
    await ask(page, 'Hello');
    await answerIn(page, 'complete');
    const body = JSON.parse(api.requests()[0]?.body ?? '{}') as Record<string, unknown>;
    assert.deepEqual([body['temperature'], body['top_p']], [0.3, 0.5]);
  });

  it('waits in the box while a response streams, and says so', async () => {
    const { page, api } = window();
    api.enqueue({
      chunks: [{ utf8: delta('One ') }, { gate: 'more', utf8: `${delta('two.')}${end()}` }],
    });
    await ask(page, 'Count');
    await panelOf(page).getByText('One').waitFor();
    await ask(page, 'And then?');
    const hint = panelOf(page).getByText('A response is still in progress. Stop it or wait.');
    await hint.waitFor();
    await screenshot(page, 'response-in-progress');
    assert.equal(await composer(page).inputValue(), 'And then?');
    api.open('more');
    await answerIn(page, 'complete');
    await hint.waitFor({ state: 'detached' });
    assert.equal(api.requests().length, 1);
    await composer(page).press('Enter');
    await panelOf(page).getByRole('article', { name: 'You' }).getByText('And then?').waitFor();
    await answerIn(page, 'complete');
    assert.equal(api.requests().length, 2);
  });

  it('goes on after Continue without what the model says twice', async () => {
    const { page, api } = window();
    api.enqueue({
      chunks: [{ utf8: delta('Here:\n\n```ts\nconst rate = 2;\nconst tot') + end('length') }],
    });
    const again = ['```ts\ncon', 'st rate = 2;\nconst to', 'tal = rate;\n```\n\nDone.'];
    api.enqueue({ chunks: [...again.map((text) => ({ utf8: delta(text) })), { utf8: end() }] });
    await ask(page, 'Code, please');
    await answerIn(page, 'interrupted');
    await button(page, 'Continue').first().click();
    const whole = await answerIn(page, 'complete');
    await whole.getByText('Done.').waitFor();
    assert.equal(await whole.getByRole('button', { name: 'Apply' }).count(), 1, 'one block');
    const code = await textOf(whole.locator('.markdown'));
    assert.match(code, /const rate = 2;\s*const total = rate;/);
    assert.equal(code.split('const rate').length, 2, 'no line twice');
    await screenshot(page, 'continued-code');
  });
});

async function setParameter(
  page: Page,
  name: string,
  value: string,
  picture?: string,
): Promise<void> {
  const panel = panelOf(page);
  await panel.getByRole('button', { name: /^Model and parameters/ }).click();
  const field = panel.getByRole('textbox', { name });
  await field.fill(value);
  await field.press('Enter');
  await panel.getByRole('button', { name: 'Use settings' }).waitFor();
  if (picture !== undefined) await screenshot(page, picture);
  await button(page, 'Done').click();
}
