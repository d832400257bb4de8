import assert from 'node:assert/strict';
import type { Conversation } from '../../../../src/core/model/conversation.ts';
import { settled } from '../../manualClock.ts';
import { desk } from './desk.ts';

const questions = (conversation: Conversation | null | undefined) =>
  conversation?.messages.filter(({ role }) => role === 'user').map(({ text }) => text);

describe('a chat that another window has written meanwhile', () => {
  it('promise 11: is shown as it is now, whatever this window has done to it before', async () => {
    const { window, rest, clock } = desk();
    const [one, two] = [window(), window()];
    const id = await one.ask('first');
    one.chat.newChat();
    await rest();
    await one.chat.change(id, { type: 'pinned', at: clock.now(), pinned: true });
    await rest();
    await two.chat.openChat(id);
    await two.ask('second');
    await rest();
    await one.chat.openChat(id);
    assert.deepEqual(questions(one.shown()), ['first', 'second']);
    await one.ask('third');
    const { messages } = one.shown() ?? { messages: [] };
    const third = (await one.chat.conversation())?.messages.find(({ text }) => text === 'third');
    assert.equal(third?.parentId, messages.at(-1)?.id, 'it follows what the other wrote');
  });

  it('promise 11: is read anew when its answer has ended while another chat was shown', async () => {
    const { window, rest } = desk();
    const [one, two] = [window(), window()];
    await one.chat.send(null, 'first');
    await settled();
    const id = one.chat.current ?? '';
    one.chat.newChat();
    await one.answers[0]?.({ kind: 'complete', finishReason: 'stop' });
    assert.deepEqual(one.chat.session.running(), []);
    await rest();
    await two.chat.openChat(id);
    await two.ask('second');
    await rest();
    assert.deepEqual(questions((await one.chat.session.open(id))?.conversation), [
      'first',
      'second',
    ]);
  });

  it('can be written once the other is done, also when it was looked at before', async () => {
    const { window, rest } = desk();
    const [one, two] = [window(), window()];
    const id = await one.ask('first');
    await two.chat.session.open(id);
    await rest();
    await two.chat.openChat(id);
    await two.ask('second');
    assert.deepEqual(questions(await two.chat.conversation()), ['first', 'second']);
  });
});
