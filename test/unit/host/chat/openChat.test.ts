import assert from 'node:assert/strict';
import { settled } from '../../manualClock.ts';
import { slowDesk } from './slowDesk.ts';

describe('the open chat', () => {
  it('is the one that was opened last, however long the one before it takes to read', async () => {
    const test = slowDesk();
    void test.chat.openChat('a');
    test.chat.newChat();
    await settled();
    await test.read('a');
    assert.equal(test.chat.current, null);
    assert.deepEqual(test.shown(), [null]);

    void test.chat.openChat('b');
    void test.chat.openChat('read-only');
    await test.read('read-only');
    await test.read('b');
    assert.equal(test.chat.current, 'read-only');
    assert.deepEqual(test.shown(), [null, 'read-only']);
    test.chat.postState();
    const last = test.posted.at(-1);
    assert.equal(last?.type === 'state' && last.state.readOnly, true);
  });

  it('shows the end of a long one first, and the whole when it is asked for', async () => {
    const test = slowDesk();
    const sent = () =>
      test.posted.flatMap((message) =>
        message.type === 'snapshot'
          ? [[message.partial, message.conversation?.messages.map(({ text }) => text)]]
          : [],
      );
    const long = Array.from({ length: 257 }, (_, index) => `${index}`);
    void test.chat.openChat('a');
    await test.read('a', long);
    assert.deepEqual(sent(), [[true, long.slice(-64)]]);
    await test.chat.postSnapshot();
    assert.deepEqual(sent()[1], [undefined, long]);
    void test.chat.openChat('b');
    await test.read('b', long.slice(1));
    assert.deepEqual(sent()[2], [undefined, long.slice(1)]);
  });

  it('is an empty one where what was opened is gone', async () => {
    const test = slowDesk();
    void test.chat.openChat('a');
    await settled();
    await test.gone('a');
    assert.equal(test.chat.current, null);
    assert.deepEqual(test.shown(), [null]);
  });

  it('shows the message that is sent after another chat was opened and left', async () => {
    const test = slowDesk();
    void test.chat.openChat('a');
    test.chat.newChat();
    await test.read('a');
    await test.chat.send(test.shown().at(-1) ?? null, 'Hello');
    assert.equal(test.chat.current, 'new-0');
    assert.equal(test.shown().at(-1), 'new-0');
  });

  it('stays the one that was opened while a message of the one before it was written', async () => {
    const test = slowDesk();
    test.setSlow(true);
    const sent = test.chat.send(null, 'Hello');
    await settled();
    void test.chat.openChat('a');
    await test.read('a');
    test.setSlow(false);
    await test.write();
    await sent;
    assert.equal(test.chat.current, 'a');
    assert.deepEqual(test.shown(), ['a']);
    assert.deepEqual(test.chat.session.running(), ['new-0']);
  });

  it('does not get the question from the editor that was asked while it was opened', async () => {
    const test = slowDesk();
    void test.chat.openChat('a');
    const asked = test.chat.ask('Explain', []);
    void test.chat.openChat('b');
    await test.read('b');
    await test.gone('a');
    await asked;
    assert.equal(test.chat.current, 'new-0');
    assert.equal(test.shown().at(-1), 'new-0');
  });

  it('has its own options alone: those of a chat that was left go to that one', async () => {
    const test = slowDesk();
    void test.chat.openChat('a');
    await test.read('a');
    void test.chat.openChat('b');
    await test.read('b');
    const set = test.chat.setOptions('a', { parameters: { topP: 0.5 } });
    await settled();
    await test.read('a');
    await set;
    assert.deepEqual(
      test.journal.map(({ id, event }) => [id, event.type]),
      [['a', 'options']],
    );
    await test.chat.setOptions(null, { model: 'x' });
    assert.deepEqual(test.chat.draftOptions, {});
    test.chat.newChat();
    await test.chat.setOptions(null, { model: 'x' });
    assert.deepEqual(test.chat.draftOptions, { model: 'x' });
  });
});
