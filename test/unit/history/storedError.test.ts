import assert from 'node:assert/strict';
import type { ErrorDetail } from '../../../src/core/api/types.ts';
import type { ChatEvent } from '../../../src/core/model/conversation.ts';
import { condense, decode, encode } from '../../../src/core/history/journal.ts';
import { replay } from '../../../src/core/history/replay.ts';
import { knownError } from '../../../src/core/history/storedError.ts';
import { fromJson, toJson } from '../../../src/core/history/jsonTransfer.ts';
import { errorText } from '../../../src/shared/errorText.ts';
import { counter, created, said } from './testing.ts';

/** None of them is an error that this version makes. */
const strange: readonly object[] = [
  { kind: 'evil' },
  { kind: 'constructor' },
  { kind: '__proto__' },
  { kind: 'network', layer: 'constructor', message: '' },
  { kind: 'network', message: 'x' },
  { kind: 'timeout' },
  { kind: 'timeout', phase: 'toString', seconds: 1 },
  { kind: 'timeout', phase: 'idle', seconds: '30' },
  { kind: 'auth', message: 'x' },
  { kind: 'server', status: 500 },
  { kind: 'modelNotFound', status: 404, message: 'x' },
  { kind: 'interrupted' },
  { kind: 'storage', what: 7 },
  // A stored part of a kind that the reader does not know keeps a session from loading: kelai141/dsh-mobile-apk#116.
  { kind: 'quota', of: { day: 1 } },
  // A part whose kind moved to another place with a new version: the chat did not open, microsoft/vscode#276094.
  { code: 'quota', kind: undefined },
  {},
  // Parts that are there, but of another type: google-gemini/gemini-cli#15309, microsoft/vscode#258542.
  { kind: null, message: null },
  { kind: ['network'], layer: 'dns', message: 'x' },
  { kind: 'rateLimit', status: '429', message: '' },
  { kind: 'network', layer: 'dns', message: 'x', code: 7 },
  { kind: 'badRequest', status: 400, message: { text: 'x' } },
];
const known: readonly ErrorDetail[] = [
  { kind: 'noKey' },
  { kind: 'rateLimit', status: 429, message: '', retryAfterMs: 1 },
  { kind: 'network', layer: 'dns', message: 'x' },
  { kind: 'protocol', what: 'x' },
];

/** A question and an answer that failed, twice. */
function chatOf(error: object): readonly ChatEvent[] {
  const failed = (id: string) =>
    ({ type: 'finished', at: 3, id, state: 'failed', error }) as ChatEvent;
  return [
    created('c'),
    said('q1', 'One?'),
    said('a1', '', 'q1', 'assistant'),
    failed('a1'),
    said('q2', 'Two?', 'a1'),
    said('a2', '', 'q2', 'assistant'),
    failed('a2'),
  ];
}

function written(events: readonly ChatEvent[]) {
  const journal = decode(encode(events, 'w', 1));
  return { journal, conversation: replay('c', journal) };
}

describe('an error in a stored chat', () => {
  it('is unknown where this version does not know it, and says so without a word of “undefined”', () => {
    for (const error of strange) {
      const found = knownError(error);
      assert.equal(found.kind, 'unknown', JSON.stringify(error));
      const { cause, next } = errorText(found);
      assert.equal(cause, 'Unknown error.');
      assert.doesNotMatch(next, /undefined/);
    }
    for (const error of known) assert.deepEqual(knownError(error), error);
    assert.deepEqual(knownError('x'), { kind: 'unknown' });
  });

  it('hides nothing of the chat, and does not make it read-only', () => {
    for (const error of strange) {
      const { journal, conversation } = written(chatOf(error));
      assert.equal(journal.newer, false);
      assert.deepEqual(
        conversation?.messages.map(({ id, error: of }) => [id, of?.kind]),
        [
          ['q1', undefined],
          ['a1', 'unknown'],
          ['q2', undefined],
          ['a2', 'unknown'],
        ],
      );
    }
  });

  it('hides nothing of the chat where it is no error at all', () => {
    // Entries that are a truth value, null or a number hide all others: NousResearch/hermes-agent#47239.
    for (const error of [true, null, 42, 'x', []]) {
      const { journal, conversation } = written(chatOf(error as object));
      assert.deepEqual(
        conversation?.messages.map(({ id }) => id),
        ['q1', 'a1', 'q2', 'a2'],
      );
      // What this version cannot keep is not written over.
      assert.ok(journal.newer, JSON.stringify(error));
    }
  });

  it('hides nothing of the chat where its state is unknown', () => {
    // HKUDS/Vibe-Trading#762, microsoft/vscode#307349: a state of another version, and one without an end.
    for (const state of ['not-a-status', 'constructor', undefined, 'streaming']) {
      const events = chatOf({ kind: 'noKey' }).map((event) =>
        event.type === 'finished' && event.id === 'a1' ? ({ ...event, state } as ChatEvent) : event,
      );
      assert.deepEqual(
        written(events).conversation?.messages.map(({ id }) => id),
        ['q1', 'a1', 'q2', 'a2'],
      );
    }
  });

  it('is kept as it was when the chat is written anew, exported and imported', () => {
    // A block of a newer version is to come back whole: ducks/claux#23; and not to vanish: wildfirechat/android-chat#498.
    for (const error of strange) {
      const { conversation } = written(chatOf(error));
      assert.ok(conversation);
      const again = written(condense(conversation)).conversation;
      assert.deepEqual(again, conversation);
      const [imported] = fromJson(toJson([conversation]), counter(), 9).conversations;
      const found = imported?.messages[1]?.error;
      assert.deepEqual(
        found?.kind === 'unknown' && found.stored,
        JSON.parse(JSON.stringify(error)),
      );
    }
    // A version that knows it reads it from what this one has kept.
    assert.deepEqual(knownError({ kind: 'unknown', stored: { kind: 'noKey' } }), { kind: 'noKey' });
  });
});
