import assert from 'node:assert/strict';
import { panelOf, runCommand, textOf, untilReady } from '../../dev/vscode/drive.ts';
import { answerIn, ask, button, delta, end, newChat } from './chatDriver.ts';
import { chatFiles, untilKeptOpen } from './storage.ts';
import { screenshot, useWindow } from './window.ts';

describe('the chat panel', () => {
  const window = useWindow();

  beforeEach(async () => {
    window().api.reset();
    await newChat(window().page);
  });

  it('streams an answer to a question', async () => {
    const { page, api } = window();
    await ask(page, 'What can you do?');
    const answer = await answerIn(page, 'complete');
    assert.match(await textOf(answer), /no language model/i);
    const body = JSON.parse(api.requests()[0]?.body ?? '{}') as Record<string, unknown>;
    assert.equal(body['model'], 'google/gemini-2.0-flash-exp');
    assert.equal(body['max_tokens'], 8192);
    assert.equal(body['temperature'], undefined);
    await screenshot(page, 'chat');
  });

  it('promise 8: stops when Stop is pressed, closes the socket, and adds nothing after', async () => {
    const { page, api } = window();
    api.enqueue({
      chunks: [{ utf8: delta('One ') }, { gate: 'more', utf8: delta('two') }],
      end: 'hold',
    });
    await ask(page, 'Count');
    await panelOf(page).getByText('One').waitFor();
    await button(page, 'Stop').click();
    const answer = await answerIn(page, 'stopped');
    await api.until((requests) => requests[0]?.closedAt !== undefined);
    api.open('more');
    assert.match(await textOf(answer), /One/);
    assert.doesNotMatch(await textOf(answer), /two/);
  });

  it('keeps what came when the server goes away, and Continue makes one message of it', async () => {
    const { page, api } = window();
    api.enqueue({ chunks: [{ utf8: delta('Half of an ans') }], end: 'reset' });
    api.enqueue({ chunks: [{ utf8: delta('wer.') + end() }] });
    await ask(page, 'Go on');
    const cut = await answerIn(page, 'interrupted');
    assert.match(await textOf(cut), /Half of an ans/);
    await panelOf(page)
      .getByRole('alert')
      .getByText(/was interrupted/)
      .waitFor();
    await screenshot(page, 'interrupted');
    await button(page, 'Continue').first().click();
    const whole = await answerIn(page, 'complete');
    assert.match(await textOf(whole), /Half of an answer\./);
    assert.equal(await panelOf(page).getByRole('article', { name: 'Laplas' }).count(), 1);
    const sent = JSON.parse(api.requests()[1]?.body ?? '{}') as {
      messages: { role: string; content: string }[];
    };
    assert.deepEqual(
      sent.messages.slice(-2).map((message) => message.role),
      ['assistant', 'user'],
    );
    assert.equal(sent.messages.at(-2)?.content, 'Half of an ans');
  });

  it('keeps conversations over a reload of the window', async () => {
    const { page } = window();
    const known = await chatFiles(window());
    await ask(page, 'Remember this question');
    await answerIn(page, 'complete');
    const [file = ''] = (await chatFiles(window())).filter((name) => !known.includes(name));
    await untilKeptOpen(page, file);
    await page.reload();
    await untilReady(page);
    // VS Code doesn't always restore the active view.
    await runCommand(page, 'Laplas: Open Chat');
    await panelOf(page)
      .getByRole('article', { name: 'You' })
      .getByText('Remember this question')
      .waitFor();
    await answerIn(page, 'complete');
  });
});
