import assert from 'node:assert/strict';
import { settled } from '../../manualClock.ts';
import { slowDesk } from './slowDesk.ts';

const gate = (): { readonly opened: Promise<void>; open(): void } => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
};

describe('a message on its way', () => {
  // Pulled back to the chat that is generating: chatboxai/chatbox#20.
  it('does not pull the user back from a chat that was opened while it waited for an attachment', async () => {
    const test = slowDesk();
    const attachment = gate();
    const sent = test.chat.deliver(null, 'Look', async (origin) => {
      await attachment.opened;
      await test.chat.send(null, 'Look', 'Look', origin);
    });
    void test.chat.openChat('a');
    await test.read('a');
    attachment.open();
    await sent;
    assert.equal(test.chat.current, 'a');
    assert.deepEqual(test.shown(), ['a']);
    assert.deepEqual(test.chat.session.running(), ['new-0']);
    assert.ok(
      test.posted.some(({ type }) => type === 'noChatBegins'),
      'the page waits no longer',
    );
  });

  it('does not pull the user out of another new chat either, nor change what was chosen there', async () => {
    const test = slowDesk();
    await test.chat.setOptions(null, { model: 'first', parameters: { temperature: 1 } });
    const attachment = gate();
    const sent = test.chat.deliver(null, 'Look', async (origin) => {
      await attachment.opened;
      await test.chat.send(null, 'Look', 'Look', origin);
    });
    test.chat.newChat();
    await test.chat.setOptions(null, { model: 'second' });
    attachment.open();
    await sent;
    assert.equal(test.chat.current, null);
    assert.equal(test.chat.draftOptions.model, 'second');
    assert.deepEqual(test.options('new-0'), [{ model: 'first', parameters: { temperature: 1 } }]);
  });

  // A second submit before the first has its session: langfuse/langfuse#13720, onyx-dot-app/onyx#12557.
  it('is the only one of a chat that has no id yet: the next one comes back, and no second chat begins', async () => {
    const test = slowDesk();
    test.setSlow(true);
    const send = (text: string) =>
      test.chat.deliver(null, text, (origin) => test.chat.send(null, text, text, origin));
    const first = send('one');
    await settled();
    await send('two');
    assert.deepEqual(test.notices(), [
      ['A response is still in progress. Stop it or wait.', 'two', null],
    ]);
    await test.write();
    test.setSlow(false);
    await test.write();
    await first;
    assert.deepEqual(test.created(), ['new-0']);
    assert.equal(test.chat.current, 'new-0');
  });

  it('leaves the place free when it could not be sent', async () => {
    const test = slowDesk();
    await test.chat.deliver(null, 'one', () => Promise.reject(new Error('no code')));
    await test.chat.deliver(null, 'two', (origin) => test.chat.send(null, 'two', 'two', origin));
    assert.deepEqual(test.created(), ['new-0']);
  });

  // A failed slash command takes the typed line with it: mattermost/mattermost#5224.
  it('comes back where the code that runs it cannot be loaded, or throws', async () => {
    const test = slowDesk();
    await test.chat.deliver(null, '/fix the first', () => Promise.reject(new Error('gone')));
    await test.chat.deliver('a', '/tests', () => Promise.reject(new Error('gone')));
    assert.deepEqual(
      test.notices().map(([, text, from]) => [text, from]),
      [
        ['/fix the first', null],
        ['/tests', 'a'],
      ],
    );
  });

  // A message written over another conversation after a quick switch: open-webui/open-webui#23179, microsoft/vscode#323584.
  it('comes back to the chat that it left, and says so where another one is open', async () => {
    const test = slowDesk();
    void test.chat.openChat('read-only');
    await test.read('read-only');
    const sent = test.chat.deliver('read-only', 'mine', async (origin) => {
      void test.chat.openChat('b');
      await test.read('b');
      const trying = test.chat.send('read-only', 'mine', 'mine', origin);
      await test.read('read-only');
      await trying;
    });
    await sent;
    assert.equal(test.chat.current, 'b');
    const [notice] = test.notices();
    assert.match(notice?.[0] ?? '', /read-only.*kept as a draft in its chat/);
    assert.deepEqual(notice?.slice(1), ['mine', 'read-only']);
  });

  it('has the instructions that were taken away when it left, whatever else is sent meanwhile', async () => {
    const test = slowDesk();
    void test.chat.openChat('a');
    await test.read('a');
    test.chat.newChat();
    await settled();
    test.setSlow(true);
    const first = test.chat.send(null, 'first');
    await settled();
    const other = test.chat.send('a', 'other');
    await test.read('a');
    test.setSlow(false);
    await test.write();
    await test.write();
    await Promise.all([first, other]);
    assert.deepEqual(test.begun, [['left 1', 'new-0']]);
  });

  it('goes with what was attached when it left, and with nothing that was attached since', async () => {
    const test = slowDesk();
    await test.chat.deliver(null, 'Look', async (origin) => {
      await test.chat.send(null, 'Look', 'Look', { ...origin, carried: ['a-1'] });
    });
    assert.deepEqual(test.taken, [['a-1']]);
  });
});

describe('the options of a chat', () => {
  // Settings of a chat that fall back to the defaults: mckaywrigley/chatbot-ui#633, OpenHealthForAll/open-health#69.
  it('are changed one by one, and the panel is told those of a new chat too', async () => {
    const test = slowDesk();
    await test.chat.setOptions(null, { parameters: { temperature: 0.2 } });
    await test.chat.postSnapshot();
    await test.chat.setOptions(null, { parameters: { topP: 0.5 } });
    assert.deepEqual(test.own(), { temperature: 0.2, topP: 0.5 });
    await test.chat.send(null, 'Hello');
    assert.deepEqual(test.options('new-0'), [{ parameters: { temperature: 0.2, topP: 0.5 } }]);
    test.chat.newChat();
    await settled();
    assert.deepEqual(test.own(), {}, 'the next chat begins with the settings');
  });

  // A draft that is gone after a look at another chat: microsoft/vscode#322890, microsoft/vscode#315996.
  it('of a new chat are still there after a look at another one', async () => {
    const test = slowDesk();
    await test.chat.setOptions(null, { parameters: { temperature: 0.2 } });
    void test.chat.openChat('a');
    await test.read('a');
    assert.deepEqual(test.own(), {});
    test.chat.newChat();
    await settled();
    assert.deepEqual(test.own(), { temperature: 0.2 });
  });

  it('that are set while the first message is on its way belong to the chat that it begins', async () => {
    const test = slowDesk();
    test.setSlow(true);
    const sent = test.chat.send(null, 'Hello');
    await settled();
    const set = test.chat.setOptions(null, { parameters: { topP: 0.5 } });
    test.setSlow(false);
    await test.write();
    await test.write();
    await Promise.all([sent, set]);
    assert.deepEqual(test.options('new-0'), [{ parameters: { topP: 0.5 } }]);
    assert.deepEqual(test.chat.draftOptions, {});
  });

  it('are not lost to each other where the disk is slow', async () => {
    const test = slowDesk();
    void test.chat.openChat('a');
    await test.read('a');
    test.setSlow(true);
    const both = [
      test.chat.setOptions('a', { parameters: { temperature: 1 } }),
      test.chat.setOptions('a', { parameters: { topP: 0.5 } }),
      test.chat.setOptions('a', { parameters: { temperature: null } }),
    ];
    for (let write = 0; write < 3; write++) {
      await settled();
      await test.write();
    }
    await Promise.all(both);
    assert.deepEqual(test.options('a').at(-1), { parameters: { topP: 0.5 } });
  });
});
