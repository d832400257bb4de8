import assert from 'node:assert/strict';
import type { ChatEvent, Conversation, Message } from '../../../src/core/model/conversation.ts';
import { branch, newestLeaf, siblings } from '../../../src/core/model/conversation.ts';
import { createReducer, reduce } from '../../../src/core/model/reduce.ts';

const message = (id: string, parentId: string | null, role: Message['role'] = 'user'): Message => ({
  id,
  parentId,
  role,
  text: '',
  attachments: [],
  state: role === 'user' ? 'complete' : 'streaming',
  createdAt: 0,
});
const added = (...args: Parameters<typeof message>): ChatEvent => ({
  type: 'message',
  at: 1,
  message: message(...args),
});

/** One by one and all at once come to the same. */
function play(...events: ChatEvent[]): Conversation {
  const all: ChatEvent[] = [{ type: 'created', at: 0, id: 'c', title: 'T' }, ...events];
  const end = all.reduce<Conversation | undefined>(reduce, undefined);
  assert.ok(end);
  assert.deepEqual(all.map(createReducer()).at(-1), end);
  return end;
}

describe('a conversation', () => {
  it('grows by deltas and ends in the state that the last event says', () => {
    const conversation = play(
      added('a', null),
      added('b', 'a', 'assistant'),
      { type: 'delta', at: 2, id: 'b', text: 'Hel' },
      { type: 'delta', at: 3, id: 'b', text: 'lo' },
      { type: 'finished', at: 4, id: 'b', state: 'complete', finishReason: 'stop' },
    );
    const last = branch(conversation).at(-1);
    assert.equal(last?.text, 'Hello');
    assert.equal(last?.state, 'complete');
    assert.equal(conversation.updatedAt, 4);
  });

  it('keeps what followed an edited message as a branch', () => {
    const conversation = play(
      added('a', null),
      added('b', 'a', 'assistant'),
      added('a2', null),
      added('b2', 'a2', 'assistant'),
    );
    assert.deepEqual(
      branch(conversation).map((m) => m.id),
      ['a2', 'b2'],
    );
    const first = conversation.messages[0];
    assert.ok(first);
    assert.deepEqual(
      siblings(conversation, first).map((m) => m.id),
      ['a', 'a2'],
    );
    assert.equal(newestLeaf(conversation, 'a'), 'b');
  });

  it('forgets the error of a message that goes on', () => {
    const conversation = play(
      added('b', null, 'assistant'),
      {
        type: 'finished',
        at: 1,
        id: 'b',
        state: 'interrupted',
        error: { kind: 'interrupted', what: 'closed' },
      },
      { type: 'resumed', at: 2, id: 'b' },
    );
    assert.deepEqual(conversation.messages[0], message('b', null, 'assistant'));
  });

  it('takes no notice of an event for a message it does not know', () => {
    const conversation = play(added('a', null));
    assert.equal(
      reduce(conversation, { type: 'delta', at: 9, id: 'x', text: 'lost' }),
      conversation,
    );
    assert.equal(reduce(conversation, { type: 'head', at: 9, id: 'x' }), conversation);
  });
});
