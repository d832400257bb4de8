import assert from 'node:assert/strict';
import type { RunTurn, TurnResult } from '../../../src/core/api/types.ts';
import type { ChatEvent, Conversation } from '../../../src/core/model/conversation.ts';
import { createSession } from '../../../src/core/chat/session.ts';
import type { ConversationStore } from '../../../src/core/history/storeTypes.ts';
import { chat } from '../../browser/chats.ts';
import { silent } from '../history/testing.ts';
import { manualClock, settled } from '../manualClock.ts';

/** A chat whose answer was cut, and that goes on. */
async function continued(first: string) {
  const clock = manualClock();
  const seen: ChatEvent[] = [];
  const journal: ChatEvent[] = [];
  const conversation: Conversation = chat(['Why?', first], {
    state: 'interrupted',
    finishReason: 'length',
  });
  const store: ConversationStore = {
    list: () => Promise.resolve([]),
    open: () => Promise.resolve({ conversation, readOnly: false, warnings: [] }),
    append: (_id, events) => Promise.resolve(void journal.push(...[events].flat())),
    remove: () => Promise.resolve(),
    restore: () => Promise.resolve(),
    search: () => Promise.resolve([]),
    flush: () => Promise.resolve(),
    onDidChange: () => () => undefined,
    dispose: () => Promise.resolve(),
  };
  let say: (text: string) => void = () => undefined;
  let finish: (outcome: TurnResult['outcome']) => void = () => undefined;
  const runTurn: RunTurn = (_request, { onEvent }) =>
    new Promise((resolve) => {
      say = (text) => onEvent?.({ type: 'text', text });
      finish = (outcome) => {
        resolve({ outcome, text: '', toolCalls: [], elapsedMs: 1 });
      };
    });
  const session = createSession(
    {
      store,
      runTurn,
      clock,
      log: silent,
      newId: () => 'new',
      prepare: () =>
        Promise.resolve({ request: { model: 'm', messages: [], parameters: {}, stream: true } }),
    },
    { events: (_id, events) => seen.push(...events), news: () => undefined, storageFailed() {} },
  );
  await session.continue('c1', 'm1');
  await settled();
  const text = async (): Promise<string | undefined> =>
    (await session.open('c1'))?.conversation.messages[1]?.text;
  const written = (events: readonly ChatEvent[]): string =>
    first + events.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('');
  return {
    session,
    text,
    seen: () => written(seen),
    journal: () => written(journal),
    say(piece: string) {
      say(piece);
      clock.advance(20);
    },
    async end() {
      finish({ kind: 'complete', finishReason: 'stop' });
      await settled();
    },
  };
}

describe('Continue', () => {
  it('shows and writes the same at each moment, and no part of what is repeated', async () => {
    const test = await continued('```ts\nconst rate = 2;\nconst tot');
    const whole = '```ts\nconst rate = 2;\nconst total = rate;\n```\n';
    for (const piece of [
      '```',
      'ts\nconst ra',
      'te = 2;\ncon',
      'st tot',
      'al = ra',
      'te;\n``',
      '`\n',
    ]) {
      test.say(piece);
      assert.ok(whole.startsWith((await test.text()) ?? ''));
      assert.equal(test.seen(), test.journal());
    }
    await test.end();
    assert.equal(await test.text(), whole);
    assert.equal(test.seen(), whole);
    assert.equal(test.journal(), whole);
  });

  it('keeps what is held back when the response ends, is stopped, or the window is closed', async () => {
    for (const how of ['end', 'stop', 'close'] as const) {
      const test = await continued('The lock is nev');
      test.say('Sure');
      assert.equal(test.seen(), 'The lock is nev', 'it may be a remark');
      if (how === 'end') await test.end();
      else if (how === 'stop') test.session.stop('c1');
      else test.session.dispose();
      assert.equal(test.journal(), 'The lock is nevSure', how);
    }
  });

  it('shows what comes at once where it repeats nothing', async () => {
    const test = await continued('Half of an ans');
    test.say('wer');
    assert.equal(await test.text(), 'Half of an answer');
  });
});
