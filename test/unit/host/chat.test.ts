import assert from 'node:assert/strict';
import type { TurnResult } from '../../../src/core/api/types.ts';
import type { Conversation } from '../../../src/core/chat/conversation.ts';
import { createHistory } from '../../../src/core/history/history.ts';
import { createChat } from '../../../src/host/chat/chat.ts';
import type { ToPanel } from '../../../src/shared/protocol.ts';
import { calm } from '../../browser/chats.ts';
import { counter, memoryFiles, silent } from '../history/testing.ts';
import { manualClock, settled } from '../manualClock.ts';

/** Windows over one disk, each with its chat and what its panel was told. */
function desk() {
  const clock = manualClock();
  const files = memoryFiles(clock);
  const newId = counter('w');
  const window = () => {
    const told: ToPanel[] = [];
    const answers: ((outcome: TurnResult['outcome']) => Promise<void>)[] = [];
    const store = createHistory({ files, clock, log: silent, newId });
    const chat = createChat({
      store,
      clock,
      newId,
      log: silent,
      runTurn: () =>
        new Promise((resolve) => {
          answers.push(async (outcome) => {
            resolve({ outcome, text: '', toolCalls: [], elapsedMs: 5 });
            await settled();
          });
        }),
      prepare: () =>
        Promise.resolve({ request: { model: 'm', messages: [], parameters: {}, stream: true } }),
      memento: {
        keys: () => [],
        get: <T>(_key: string, otherwise?: T) => otherwise,
        update: () => Promise.resolve(),
      },
      post: (message) => told.push(message),
      composer: {
        chips: () => [],
        attached: () => [],
        take: () => Promise.resolve([]),
        restore: () => undefined,
      },
      settings: () => calm,
      tokens: () => 0,
      onNewChat: () => undefined,
      hasKey: () => true,
      onBusy: () => undefined,
    });
    /** Asks in the open chat, and has it answered. */
    const ask = async (text: string): Promise<string> => {
      await chat.send(chat.current, text);
      await settled();
      await answers.at(-1)?.({ kind: 'complete', finishReason: 'stop' });
      return chat.current ?? '';
    };
    const shown = (): Conversation | null | undefined =>
      told.findLast((message) => message.type === 'snapshot')?.conversation;
    return { store, chat, told, answers, ask, shown };
  };
  /** Until a window lets others write what it has written. */
  const rest = () => clock.pass(6_000);
  return { clock, files, window, rest };
}

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
