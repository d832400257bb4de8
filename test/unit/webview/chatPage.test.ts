import assert from 'node:assert/strict';
import type { Message } from '../../../src/core/model/conversation.ts';
import type { ConversationSummary } from '../../../src/core/history/storeTypes.ts';
import {
  calm,
  chat,
  codeAttachment,
  delta,
  events,
  finished,
  pixel,
  richAnswer,
  snapshot,
} from '../../browser/chats.ts';
import { parseToHost } from '../../../src/shared/parse.ts';
import { textOf } from '../../../dev/vscode/drive.ts';
import type { PanelPage } from '../../browser/panelPage.ts';
import { startPanels } from '../../browser/panelPage.ts';

const kept: ConversationSummary = {
  id: 'c1',
  title: 'Why?',
  createdAt: 0,
  updatedAt: 0,
  pinned: false,
  messageCount: 2,
};

describe('the chat in its page', function () {
  this.timeout(60_000);
  let panels: Awaited<ReturnType<typeof startPanels>>;
  let panel: PanelPage;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());
  beforeEach(async () => {
    panel = await panels.open();
  });
  afterEach(async () => {
    const { faults } = panel;
    await panel.close();
    assert.deepEqual(faults, []);
  });

  const message = () => panel.page.getByRole('textbox', { name: 'Message' });
  const button = (name: string) => panel.page.getByRole('button', { name, exact: true });
  const sent = async (): Promise<readonly string[]> =>
    (await panel.said()).flatMap((each) => (each.type === 'send' ? [each.text] : []));
  const article = (id: string) => panel.page.locator(`[data-message-id="${id}"]`);

  it('asks for everything when it is loaded, and shows how to begin', async () => {
    assert.deepEqual(await panel.said(), [{ type: 'ready' }]);
    await panel.tell(snapshot(null, { hasKey: false }));
    await button('Set API Key').click();
    assert.deepEqual(await panel.last('action'), { type: 'action', action: 'setApiKey' });
    await panel.tell(snapshot(null));
    assert.equal(await button('Explain this code').count(), 1);
  });

  it('begins with an example, which takes the selected code along, once however often it is clicked', async () => {
    await panel.tell(snapshot(null));
    await message().fill('half a thought');
    await button('Find bugs in it').dblclick();
    assert.deepEqual(await sent(), ['/bugs']);
    // Nothing was selected: the host says so, and the command comes back.
    await panel.tell({ type: 'focusComposer', text: '/bugs' });
    await button('Find bugs in it').click();
    assert.deepEqual(await sent(), ['/bugs', '/bugs']);
    await message().fill('half a thought');
    await panel.tell(snapshot(chat(['Look for bugs in this code', 'None.'])));
    assert.equal(await message().inputValue(), 'half a thought');
  });

  it('shows an answer while it comes, and what can be done with it once it is whole', async () => {
    await panel.tell(snapshot(chat(['Why?', ''], { state: 'streaming' }), { running: ['c1'] }));
    const log = panel.page.getByRole('log', { name: 'Chat transcript' });
    assert.match(await textOf(log.getByRole('article', { name: 'You' })), /^Why\?\s*$/);
    assert.equal(await button('Regenerate').count(), 0);
    await panel.tell(events(0, delta('m1', 'Because **it')), events(1, delta('m1', ' is** so.')));
    const answer = log.getByRole('article', { name: 'Laplas' });
    assert.equal(await answer.getAttribute('data-state'), 'streaming');
    assert.equal(await textOf(answer.locator('strong')), 'it is');
    await button('Stop').click();
    assert.deepEqual(await panel.last('stop'), { type: 'stop', conversationId: 'c1' });
    await panel.tell(events(2, finished('m1', { state: 'stopped', elapsedMs: 1500 })), {
      type: 'state',
      state: calm,
    });
    assert.equal(await answer.getAttribute('data-state'), 'stopped');
    await button('Continue').click();
    assert.deepEqual(await panel.last('continue'), {
      type: 'continue',
      conversationId: 'c1',
      messageId: 'm1',
    });
    await panel.tell(
      events(3, { type: 'resumed', at: 1, id: 'm1' }, delta('m1', ' And so.')),
      events(4, finished('m1', { state: 'complete', finishReason: 'stop' })),
    );
    assert.equal(await textOf(answer.locator('.markdown')), 'Because it is so. And so.');
    await button('Regenerate').click();
    await answer.getByRole('button', { name: 'Copy message' }).click();
    assert.deepEqual(await panel.last('copy'), {
      type: 'copy',
      text: 'Because **it is** so. And so.',
    });
  });

  it('promise 22: an error says its cause and next step, with the buttons that take it, and the question stays', async () => {
    await panel.tell(
      snapshot(
        chat(['Why?', ''], {
          state: 'failed',
          error: { kind: 'auth', status: 401, message: 'Invalid key' },
        }),
      ),
    );
    const alert = panel.page.getByRole('alert');
    assert.match(await textOf(alert), /rejected the API key \(401\): Invalid key/);
    assert.match(await textOf(alert), /enabled in your Apilaplas dashboard/);
    await alert.getByRole('button', { name: 'Set API Key' }).click();
    await button('Retry').click();
    assert.deepEqual(await panel.last('retry'), {
      type: 'retry',
      conversationId: 'c1',
      messageId: 'm1',
    });
    assert.match(await textOf(article('m0')), /^Why\?\s*$/);
  });

  it('shows no time below an error where nothing was sent', async () => {
    for (const [error, times] of [
      [{ kind: 'noKey' }, 0],
      [{ kind: 'tooLarge', status: 0, message: 'It is too long.' }, 0],
      [{ kind: 'server', status: 500, message: '' }, 1],
    ] as const) {
      await panel.tell(snapshot(chat(['Why?', ''], { state: 'failed', error, elapsedMs: 20 })));
      assert.equal(await article('m1').getByText('0.0 s').count(), times, error.kind);
    }
  });

  it('colours a language that is seldom asked for once its file is there', async () => {
    await panel.tell(snapshot(chat(['How?', '```lua\nlocal a = "b"\n```\n'])));
    const code = panel.page.getByRole('group', { name: 'Code: lua' });
    await code.locator('.t-string', { hasText: '"b"' }).waitFor();
    assert.equal(await textOf(code.locator('pre')), 'local a = "b"\n');
  });

  it('comes back to where the reader was when the page is loaded anew', async () => {
    const long = snapshot(chat(Array.from({ length: 20 }, () => richAnswer)));
    await panel.tell(long);
    const top = () =>
      article('m9').evaluate((element) => Math.round(element.getBoundingClientRect().top));
    await article('m9').evaluate((element) => {
      const log = element.closest('[role=log]');
      const ended = new Promise((done) => log?.addEventListener('scrollend', done));
      element.scrollIntoView({ block: 'start' });
      log?.scrollBy(0, 60);
      return ended.then(() => undefined);
    });
    const before = await top();
    await panel.reload();
    await panel.tell(long);
    assert.ok(Math.abs((await top()) - before) <= 2, `${await top()} was ${before}`);
  });

  it('says that the token limit cut a response, in no alert, and offers to go on', async () => {
    const words = 'The response reached the token limit.';
    await panel.tell(snapshot(chat(['Why?', 'Because'], { state: 'streaming' })));
    await panel.tell(
      events(0, finished('m1', { state: 'interrupted', finishReason: 'length', elapsedMs: 1 })),
    );
    await article('m1').getByText(words).waitFor();
    assert.equal(await panel.page.getByRole('alert').count(), 0);
    assert.ok((await textOf(panel.page.locator('[aria-live="polite"]'))).endsWith(words));
    await button('Continue').click();
    assert.equal((await panel.last('continue'))?.messageId, 'm1');
  });

  it('offers to ask again, and not to go on, where an answer ended before any of it came', async () => {
    for (const ending of [
      { state: 'stopped' },
      { state: 'interrupted', error: { kind: 'interrupted', what: 'the connection closed' } },
    ] as const) {
      await panel.tell(snapshot(chat(['Why?', ''], ending)));
      assert.equal(await button('Continue').count(), 0, ending.state);
      assert.equal(await button('Regenerate').count(), 0, ending.state);
      await button('Retry').click();
      assert.equal((await panel.last('retry'))?.messageId, 'm1');
      await panel.tell(snapshot(chat(['Why?', 'Half'], ending)));
      await button('Continue').waitFor();
    }
  });

  it('offers to ask again below a question that was left without an answer', async () => {
    await panel.tell(snapshot(chat(['Why?', 'So.', 'And?'])));
    assert.equal(await button('Retry').count(), 1);
    await article('m2').getByRole('button', { name: 'Retry' }).click();
    assert.equal((await panel.last('retry'))?.messageId, 'm2');
    await panel.tell(snapshot(chat(['Why?', 'So.', 'And?']), { readOnly: true }));
    assert.equal(await button('Retry').count(), 0);
  });

  it('goes on only at the end of a chat: an answer in the middle is asked for beside what there is', async () => {
    for (const [text, ending] of [
      ['Half', { state: 'stopped' }],
      ['Half', { state: 'interrupted', finishReason: 'length' }],
      ['', { state: 'stopped' }],
      ['', { state: 'failed', error: { kind: 'noKey' } }],
    ] as const) {
      const { messages, ...rest } = chat(['Why?', text, 'And?', 'So.']);
      const answer = { ...(messages[1] as Message), ...ending };
      const first = { ...rest, messages: [...messages.slice(0, 1), answer], head: 'm1' };
      await panel.tell(snapshot(first));
      await article('m1')
        .getByRole('button', { name: /^(Continue|Retry)$/ })
        .first()
        .waitFor();
      const all = messages.map((each) => (each.id === 'm1' ? answer : each));
      await panel.tell(snapshot({ ...rest, messages: all }));
      assert.equal(await button('Continue').count(), 0);
      assert.equal(await button('Retry').count(), 0);
      await article('m1').getByRole('button', { name: 'Regenerate' }).click();
      assert.equal((await panel.last('regenerate'))?.messageId, 'm1');
    }
  });

  it('leaves a parameter to whoever writes it while an answer comes, and what is wrong with it', async () => {
    const streaming = chat(['Why?', ''], { state: 'streaming' });
    await panel.tell(snapshot(streaming, { running: ['c1'] }));
    await panel.page.getByRole('button', { name: /^Model and parameters/ }).click();
    const field = panel.page.getByRole('textbox', { name: 'Top P' });
    await field.pressSequentially('7');
    await panel.tell(events(0, delta('m1', 'So')));
    await panel.tell({ type: 'state', state: { ...calm, running: ['c1'], model: 'another' } });
    assert.equal(await field.inputValue(), '7');
    await field.press('Enter');
    await panel.page.getByText(/^Top P must be/).waitFor();
    await panel.tell(events(1, delta('m1', ' it is')));
    assert.equal(await field.inputValue(), '7');
    await field.fill('0.50');
    await field.press('Enter');
    assert.equal(await field.inputValue(), '0.5');
    assert.deepEqual((await panel.last('setOptions'))?.parameters, { topP: 0.5 });
    await field.fill('0.6');
    await panel.tell(snapshot(chat(['A', 'B'], {}, 'c2')));
    assert.equal(await field.inputValue(), '');
  });

  it('leaves what is typed after /clear to the new chat when another one is opened', async () => {
    await panel.tell(snapshot(null));
    await message().fill('/clear ');
    await message().press('Enter');
    await panel.tell({ type: 'noChatBegins' }, snapshot(null));
    await message().fill('a thought');
    await panel.tell(snapshot(chat(['Why?', 'So.'])));
    assert.equal(await message().inputValue(), '');
    await panel.tell(snapshot(null));
    assert.equal(await message().inputValue(), 'a thought');
  });

  it('says no reason where the server gave none', async () => {
    const error = { kind: 'server', status: 503, message: '' } as const;
    await panel.tell(snapshot(chat(['Why?', ''], { state: 'failed', error })));
    await panel.page.getByRole('alert').getByText('The server returned an error (503).').waitFor();
  });

  it('counts down to a retry that can be cancelled', async () => {
    await panel.tell({
      ...snapshot(chat(['Why?', ''], { state: 'streaming' }), { running: ['c1'] }),
      status: { phase: 'retrying', attempt: 1, delayMs: 9000, cause: 'The server is busy.' },
    });
    assert.match(await textOf(article('m1')), /The server is busy\. Retrying in 9 s…/);
    await button('Cancel').click();
    assert.deepEqual(await panel.last('stop'), { type: 'stop', conversationId: 'c1' });
  });

  it('sends by Enter, breaks the line by Shift+Enter, and leaves Enter to an input method', async () => {
    await panel.tell(snapshot(null));
    await message().pressSequentially('one');
    await message().press('Shift+Enter');
    await message().pressSequentially('two');
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      await message().dispatchEvent('keydown', { key: 'Enter', cancelable: true, ...composing });
    }
    assert.equal(await panel.last('send'), undefined);
    await message().press('Enter');
    assert.equal((await panel.last('send'))?.text, 'one\ntwo');
    await message().press('ArrowUp');
    assert.equal(await message().inputValue(), 'one\ntwo');
  });

  it('promise 22: keeps a text that is longer than a message can be, and says so', async () => {
    await panel.tell(snapshot(chat(['Why?', 'So.'])));
    const text = 'x'.repeat(4_000_001);
    await message().fill(text);
    await message().press('Enter');
    assert.equal((await panel.last('send'))?.type, undefined);
    assert.equal((await message().inputValue()).length, text.length);
    const alert = panel.page.getByRole('alert');
    assert.match(await textOf(alert), /4,000,001 characters, and 4,000,000 are the most/);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await message().fill('');
    await article('m0').getByRole('button', { name: 'Edit' }).click();
    const box = panel.page.getByRole('textbox', { name: 'Edited text' });
    await box.fill(text);
    await box.press('Enter');
    assert.equal((await panel.last('edit'))?.type, undefined);
    assert.equal((await box.inputValue()).length, text.length);
    await alert.waitFor();
  });

  it('leaves Escape and the arrows to an input method in the history and in the parameters', async () => {
    await panel.tell(snapshot(null), { type: 'showHistory' }, { type: 'history', items: [kept] });
    const search = panel.page.getByRole('searchbox', { name: 'Search chats' });
    const model = panel.page.getByRole('button', { name: /^Model and parameters/ });
    const field = panel.page.getByRole('textbox', { name: 'Temperature' });
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      const init = { cancelable: true, bubbles: true, ...composing };
      await search.dispatchEvent('keydown', { key: 'ArrowDown', ...init });
      await panel.page.locator('input[type=search]:focus').waitFor();
      await search.dispatchEvent('keydown', { key: 'Escape', ...init });
      assert.ok(await search.isVisible());
    }
    await search.press('Escape');
    await model.click();
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      await field.dispatchEvent('keydown', { key: 'Escape', bubbles: true, ...composing });
      assert.ok(await field.isVisible());
    }
    await field.press('Escape');
    await field.waitFor({ state: 'detached' });
  });

  it('keeps what was typed before it knew which chat is open', async () => {
    await message().pressSequentially('Wait');
    await message().press('Enter');
    await panel.tell(snapshot(chat(['Why?', 'So.'])));
    assert.equal(await message().inputValue(), 'Wait');
    assert.equal(await panel.last('send'), undefined);
    await message().press('Enter');
    assert.equal((await panel.last('send'))?.text, 'Wait');
  });

  it('leaves to a chat from the history its own draft, after a command that began none', async () => {
    await panel.tell(snapshot(chat(['A', 'B'])));
    await message().fill('a draft of its own');
    await panel.tell(snapshot(null));
    await message().fill('/fix this');
    await button('Send').click();
    await message().fill('half a thought');
    await panel.tell({ type: 'noChatBegins' }, snapshot(chat(['A', 'B'])));
    assert.equal(await message().inputValue(), 'a draft of its own');
    await panel.tell(snapshot(null));
    assert.equal(await message().inputValue(), 'half a thought');
  });

  it('leaves to a chat from the history its own draft, while the first message of another is on its way', async () => {
    await panel.tell(snapshot(chat(['A', 'B'])));
    await message().fill('a draft of its own');
    const { id, title, createdAt, updatedAt, pinned } = chat([]);
    const item = { id, title, createdAt, updatedAt, pinned, messageCount: 2 };
    await panel.tell(snapshot(null), { type: 'history', items: [item] });
    await message().fill('Hello');
    await button('Send').click();
    await button('History').click();
    await panel.page.locator('.history-item').click();
    assert.equal((await panel.last('openChat'))?.conversationId, id);
    await panel.tell(snapshot(chat(['A', 'B'])));
    assert.equal(await message().inputValue(), 'a draft of its own');
  });

  it('keeps a draft for each chat over a reload, and puts back what could not be sent', async () => {
    await panel.tell(snapshot(chat(['A', 'B'])));
    await message().fill('half a thought');
    await panel.tell(snapshot(chat(['C', 'D'], {}, 'c2')));
    assert.equal(await message().inputValue(), '');
    await panel.reload();
    await panel.tell(snapshot(chat(['A', 'B'])));
    assert.equal(await message().inputValue(), 'half a thought');
    await panel.tell({
      type: 'notice',
      level: 'error',
      text: 'Disk full.',
      actions: ['showLog'],
      restoreDraft: 'what I asked',
    });
    assert.equal(await message().inputValue(), 'half a thought\nwhat I asked');
    await panel.page.getByRole('alert').getByRole('button', { name: 'Show Log' }).click();
    assert.equal(await panel.page.getByRole('alert').count(), 0);
  });

  it('writes down what it keeps once for many keys, and before anything can hide it', async () => {
    await panel.tell(snapshot(chat(['A', 'B'])));
    const written = await message().evaluate((box) => {
      if (!(box instanceof HTMLTextAreaElement)) return [];
      return (
        [
          [new Event('blur'), window],
          [new KeyboardEvent('keydown', { key: 'b', ctrlKey: true }), document],
          [new Event('visibilitychange'), document],
          [new Event('pagehide'), window],
        ] as const
      ).map(([event, target]) => {
        const before = sessionStorage.getItem('state');
        for (let key = 0; key < 50; key++) {
          box.value += 'x';
          box.dispatchEvent(new Event('input'));
        }
        const isUnchanged = sessionStorage.getItem('state') === before;
        target.dispatchEvent(event);
        return isUnchanged && sessionStorage.getItem('state')?.includes(box.value);
      });
    });
    assert.deepEqual(written, [true, true, true, true]);
    await panel.reload();
    await panel.tell(snapshot(chat(['A', 'B'])));
    assert.equal(await message().inputValue(), 'x'.repeat(200));
  });

  it('sends an edited question again, and switches between versions with the focus kept', async () => {
    const before = chat(['Why?', 'Because.']);
    await panel.tell(snapshot(before));
    await article('m0').getByRole('button', { name: 'Edit' }).click();
    const box = panel.page.getByRole('textbox', { name: 'Edited text' });
    await box.fill('How?');
    await box.press('Enter');
    assert.deepEqual(await panel.last('edit'), {
      type: 'edit',
      conversationId: 'c1',
      messageId: 'm0',
      text: 'How?',
    });
    const second: Message = { ...(before.messages[0] as Message), id: 'm2', text: 'How?' };
    await panel.tell(events(0, { type: 'message', at: 1, message: second }));
    assert.equal(await article('m0').count(), 0);
    await button('Previous version').click();
    assert.deepEqual(await panel.last('selectBranch'), {
      type: 'selectBranch',
      conversationId: 'c1',
      messageId: 'm0',
    });
    await panel.tell(events(1, { type: 'head', at: 2, id: 'm1' }));
    assert.equal(await article('m2').count(), 0);
    assert.equal(await textOf(article('m1').locator('.markdown')), 'Because.');
    // The first version has none before it: its own button can't take the focus, the other way can.
    await panel.page.locator('[aria-label="Next version"]:focus').waitFor();
    await button('Next version').click();
    assert.equal((await panel.last('selectBranch'))?.messageId, 'm2');
  });

  it('keeps the focus on the versions of a message far above the end, and takes it from nothing else', async () => {
    const long = chat(Array.from({ length: 20 }, () => richAnswer));
    const other: Message = { ...(long.messages[0] as Message), id: 'v0' };
    const messages = [...long.messages, other];
    for (const elsewhere of [false, true]) {
      await panel.tell(snapshot(null), snapshot({ ...long, messages, head: 'v0' }));
      await button('Previous version').click();
      if (elsewhere) await message().focus();
      await panel.tell(events(0, { type: 'head', at: 1, id: 'm19' }));
      const next = article('m0').getByRole('button', { name: 'Next version' });
      const focused = elsewhere ? message() : next;
      const isFocused = () => focused.evaluate((element) => element === document.activeElement);
      assert.ok(await isFocused());
      await article('m0').evaluate((element) => {
        element.scrollIntoView();
      });
      await next.waitFor();
      await panel.tell({ type: 'state', state: calm });
      assert.ok(await isFocused());
    }
  });

  it('keeps what is written in place of a question until it is sent or given up', async () => {
    const before = snapshot(chat(['Why?', 'Because.']));
    await panel.tell(before);
    const edit = article('m0').getByRole('button', { name: 'Edit' });
    const box = panel.page.getByRole('textbox', { name: 'Edited text' });
    await edit.click();
    await box.fill('How?');
    await panel.reload();
    await panel.tell(before);
    await edit.click();
    assert.equal(await box.inputValue(), 'How?');
    await box.press('Escape');
    await edit.click();
    assert.equal(await box.inputValue(), 'Why?');
    await box.fill('When?');
    await box.press('Enter');
    await edit.click();
    assert.equal(await box.inputValue(), 'Why?');
  });

  it('says what is attached, refreshes what has changed, and takes it away', async () => {
    await panel.tell(
      snapshot(null, {
        chips: [
          { id: 'a1', kind: 'file', name: 'money.ts', tokens: 320, stale: true },
          { id: 'a2', kind: 'image', name: 'shot.png', tokens: 258, thumbnail: pixel },
        ],
      }),
    );
    const chips = panel.page.getByRole('list', { name: 'Attachments' });
    assert.equal(await chips.getByRole('listitem').count(), 2);
    await button('Refresh money.ts').click();
    assert.deepEqual(await panel.last('refreshAttachment'), {
      type: 'refreshAttachment',
      id: 'a1',
    });
    await button('Remove shot.png').click();
    assert.deepEqual(await panel.last('removeAttachment'), { type: 'removeAttachment', id: 'a2' });
    const sent = chat(['Look', 'I see']);
    const [first, ...rest] = sent.messages;
    assert.ok(first);
    await panel.tell(
      snapshot({ ...sent, messages: [{ ...first, attachments: [codeAttachment] }, ...rest] }),
    );
    assert.match(await textOf(article('m0')), /orders\.ts:10-24/);
  });

  it('scales a pasted picture down to what the model looks at', async () => {
    await panel.tell(snapshot(null));
    await message().evaluate(async (box) => {
      const canvas = new OffscreenCanvas(3136, 400);
      canvas.getContext('2d')?.fillRect(0, 0, 100, 100);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob()], 'shot.png', { type: 'image/png' }));
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
    });
    await panel.page.waitForFunction(() => window.said.some(({ type }) => type === 'attachImage'));
    const picture = await panel.last('attachImage');
    assert.deepEqual([picture?.name, picture?.width, picture?.height], ['shot.png', 1568, 200]);
    assert.match(picture?.dataUrl ?? '', /^data:image\/png;base64,/);
  });

  it('offers what @ names, and attaches what is chosen by keyboard', async () => {
    await panel.tell(snapshot(null));
    await message().pressSequentially('see @ord');
    assert.deepEqual(await panel.last('suggest'), { type: 'suggest', query: 'ord' });
    await panel.tell({
      type: 'suggestions',
      query: 'ord',
      items: [
        { kind: 'file', label: 'orders.ts', detail: 'src', reference: 'r1' },
        { kind: 'symbol', label: 'order', detail: 'src/a.ts', reference: 'r2' },
      ],
    });
    await message().press('ArrowDown');
    const selected = panel.page.getByRole('option', { selected: true });
    assert.equal(
      await message().getAttribute('aria-activedescendant'),
      await selected.getAttribute('id'),
    );
    await message().press('Enter');
    assert.deepEqual(await panel.last('attach'), { type: 'attach', reference: 'r2' });
    assert.equal(await message().inputValue(), 'see order ');
    assert.equal(await panel.last('send'), undefined);
  });

  it('keeps Enter for what is offered for the last letters, and never takes what was offered before', async () => {
    await panel.tell(snapshot(null));
    const prompts = (...words: readonly string[]) =>
      words.map((word) => ({ kind: 'prompt', label: word, detail: '', reference: '' }) as const);
    const offer = (query: string, ...words: readonly string[]) =>
      panel.tell({ type: 'suggestions', query, items: prompts(...words) });
    await message().pressSequentially('/');
    await offer('/', '/explain', '/clear');
    await panel.page.getByRole('option', { name: '/clear' }).waitFor();
    await message().pressSequentially('cle');
    await message().press('Enter');
    assert.equal(await message().inputValue(), '/cle');
    await offer('/cle', '/clear');
    assert.equal(await message().inputValue(), '/clear ');

    await message().fill('');
    await message().pressSequentially('@');
    await offer('', '/explain');
    await message().pressSequentially('nothing');
    await message().press('Enter');
    assert.equal(await panel.last('send'), undefined);
    await offer('nothing');
    assert.equal((await panel.last('send'))?.text, '@nothing');
  });

  it('says before sending what does not fit, and sends it all the same', async () => {
    await panel.tell(snapshot(null, { contextTokens: 2_000_000 }));
    assert.match(
      await textOf(panel.page.getByRole('status')),
      /2,000,000 tokens, 959,616 more than .* Nothing is cut without you\./,
    );
    await message().fill('go');
    await button('Send').click();
    assert.equal((await panel.last('send'))?.text, 'go');
  });

  it('says that something was copied once it was', async () => {
    await panel.tell(snapshot(chat(['Why?', 'So.'])));
    const region = panel.page.locator('[aria-live="polite"]');
    await article('m1').getByRole('button', { name: 'Copy message' }).click();
    assert.equal((await panel.last('copy'))?.text, 'So.');
    assert.equal(await textOf(region), '');
    await panel.tell({ type: 'copied' });
    assert.equal(await textOf(region), 'Copied.');
  });

  it('asks for nothing that the host would refuse where a fence says more than a name', async () => {
    const info = 'x'.repeat(3000);
    await panel.tell(snapshot(chat(['How?', `\`\`\`${info} a\nlet a;\n\`\`\``])));
    for (const name of ['Apply', 'Insert at cursor', 'New file']) await button(name).click();
    const asked = (await panel.said()).filter(({ type }) => type !== 'ready');
    assert.deepEqual(
      asked.map(({ type }) => type),
      ['applyCode', 'insertCode', 'newFile'],
    );
    for (const message of asked) assert.deepEqual(parseToHost(message), message);
  });

  it('draws the history anew when an answer begins or ends, and for none of its text', async () => {
    await panel.tell(
      snapshot(chat(['Why?', ''], { state: 'streaming' }), { running: ['c1'] }),
      { type: 'showHistory' },
      { type: 'history', items: [kept] },
    );
    const row = panel.page.locator('.history [data-chat]');
    await row.getByText('Answering').waitFor();
    // Whoever draws it asks what day it is.
    await panel.page.evaluate(() => {
      const { now } = Date;
      window.addEventListener('blur', () => (Date.now = now), { once: true });
      Date.now = () => {
        throw new Error('the history was drawn');
      };
    });
    await panel.tell(events(0, delta('m1', 'So')));
    await panel.tell(events(1, delta('m1', ' it is')));
    await panel.page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await panel.tell({ type: 'state', state: calm });
    await row.getByText('Answering').waitFor({ state: 'detached' });
  });

  it('says an answer aloud by sentence, and keeps the log itself quiet', async () => {
    await panel.tell(snapshot(chat(['Why?', ''], { state: 'streaming' }), { running: ['c1'] }));
    const region = panel.page.locator('[aria-live="polite"]');
    await panel.tell(events(0, delta('m1', 'It is')));
    assert.equal((await textOf(region)).includes('It is'), false);
    await panel.tell(events(1, delta('m1', ' so.\n\nAnd')));
    assert.match(await textOf(region), /It is so\./);
    const log = panel.page.getByRole('log');
    assert.equal(await log.getAttribute('aria-live'), 'off');
  });

  it('says no code aloud where an answer goes on in a block of it, after a snapshot or Continue', async () => {
    const region = panel.page.locator('[aria-live="polite"]');
    const start = 'So:\n\n```js\nlet a;\n';
    await panel.tell(snapshot(chat(['Why?', start], { state: 'streaming' }), { running: ['c1'] }));
    await panel.tell(events(0, delta('m1', 'let b;\n```\n')));
    assert.match(await textOf(region), /Code: js, 2 lines\./);
    assert.doesNotMatch(await textOf(region), /let/);
    await panel.tell(snapshot(chat(['Why?', start], { state: 'interrupted' })));
    const resumed = { type: 'resumed', at: 9, id: 'm1' } as const;
    await panel.tell(events(0, resumed, delta('m1', 'let b;\nlet c;\n```\nDone so.\n')));
    assert.match(await textOf(region), /Code: js, 3 lines\.[^]*Done so\./);
    assert.doesNotMatch(await textOf(region), /let/);
  });

  it('yields to the smallest scroll up between two pieces of text, and follows whoever comes down again', async () => {
    await panel.tell(
      snapshot(chat(['Why?', ''], { state: 'streaming' }), { running: ['c1'] }),
      events(0, delta('m1', 'line\n\n'.repeat(80))),
    );
    const log = panel.page.getByRole('log');
    const fromEnd = () =>
      log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
    const scroll = (by: number) =>
      log.evaluate((element, top) => {
        const scrolled = new Promise((done) => {
          element.addEventListener('scroll', done, { once: true });
        });
        element.scrollBy({ top, behavior: 'instant' });
        return scrolled.then(() => undefined);
      }, by);
    await panel.tell(events(1, delta('m1', 'more\n\n')));
    assert.ok((await fromEnd()) < 4, 'follows');
    await scroll(-10);
    await panel.tell(events(2, delta('m1', 'line\n\n'.repeat(5))));
    const far = await fromEnd();
    assert.ok(far > 100, `yields, ${far}`);
    await scroll(far - 10);
    await panel.tell(events(3, delta('m1', 'line\n\n'.repeat(5))));
    assert.ok((await fromEnd()) < 4, 'follows again');
    await log.hover();
    await panel.page.mouse.wheel(0, -10);
    await button('Jump to latest').waitFor();
    await panel.tell(events(4, delta('m1', 'line\n\n'.repeat(5))));
    assert.ok((await fromEnd()) > 100, 'yields to the wheel');
  });

  it('opens 2,000 messages at the end, lets the reader go up, and comes back on demand', async () => {
    const texts = Array.from({ length: 2000 }, (_, index) =>
      index % 2 === 0 ? `Question ${index}` : richAnswer,
    );
    await panel.tell(snapshot(chat(texts, { text: '', state: 'streaming' }), { running: ['c1'] }));
    const log = panel.page.getByRole('log');
    const fromEnd = () =>
      log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
    assert.ok((await fromEnd()) < 4);
    await article('m0').waitFor({ state: 'attached' });
    await panel.tell(events(0, delta('m1999', 'line\n\n'.repeat(80))));
    assert.ok((await fromEnd()) < 4, 'follows');
    await log.hover();
    await panel.page.mouse.wheel(0, -1500);
    const jump = button('Jump to latest');
    await jump.waitFor();
    await panel.tell(events(1, delta('m1999', 'line\n\n'.repeat(80))));
    assert.ok((await fromEnd()) > 1000, 'yields');
    await jump.click();
    assert.ok((await fromEnd()) < 4, 'comes back');
    // What is far above is there as text, and is painted when it comes near.
    await article('m1').evaluate((element) => {
      element.scrollIntoView();
    });
    await article('m1').locator('.markdown table').waitFor();
  });

  describe('a long chat of which the end came first', () => {
    const whole = chat(Array.from({ length: 600 }, (_, index) => `Text ${index}`));
    const end = {
      ...snapshot({ ...whole, messages: whole.messages.slice(-64) }),
      partial: true,
    } as const;

    it('keeps what it shows when the rest comes, and asks for that once', async () => {
      await panel.tell(end);
      const last = await article('m599').elementHandle();
      await article('m536').waitFor({ state: 'attached' });
      assert.equal(await article('m535').count(), 0);
      await panel.tell();
      assert.equal((await panel.said()).filter(({ type }) => type === 'snapshot').length, 1);
      await panel.tell(snapshot(whole));
      await article('m0').waitFor({ state: 'attached' });
      assert.equal(await article('m599').count(), 1);
      assert.ok(await last?.evaluate((element) => element.isConnected));
      const ids = await panel.page
        .locator('[data-message-id]')
        .evaluateAll((all) => all.map((element) => element.getAttribute('data-message-id')));
      assert.deepEqual(
        ids,
        whole.messages.map(({ id }) => id),
      );
      // The host says it again when the page was hidden meanwhile: the end is less than what is shown.
      await panel.tell(end);
      assert.equal(await article('m0').count(), 1);
      assert.equal((await panel.said()).filter(({ type }) => type === 'snapshot').length, 2);
    });

    it('waits for the whole where the reader was further up', async () => {
      await panel.tell(snapshot(whole));
      await article('m9').waitFor({ state: 'attached' });
      await article('m9').evaluate((element) => {
        const log = element.closest('[role=log]');
        const ended = new Promise((done) => log?.addEventListener('scrollend', done));
        element.scrollIntoView({ block: 'start' });
        return ended.then(() => undefined);
      });
      await panel.reload();
      await panel.tell(end);
      assert.equal(await article('m599').count(), 0);
      assert.ok((await panel.said()).some(({ type }) => type === 'snapshot'));
      await panel.tell(snapshot(whole));
      const top = await article('m9').evaluate((element) => element.getBoundingClientRect().top);
      assert.ok(top > -40 && top < 200, `${top}`);
    });
  });
});
