import assert from 'node:assert/strict';
import type { ConversationSummary } from '../../../src/core/history/storeTypes.ts';
import { groupByDate } from '../../../src/webview/history/dateGroups.ts';
import {
  bounded,
  readWebviewState,
  withDraft,
  withPlace,
  withPrompt,
} from '../../../src/webview/webviewState.ts';
import { statusText } from '../../../src/webview/transcript/statusText.ts';
import { duration, plural } from '../../../src/webview/base/format.ts';

describe('what the page keeps', () => {
  it('survives whatever an earlier version left there', () => {
    const none = { drafts: {}, prompts: [] };
    for (const raw of [undefined, null, 3, 'x', [], { drafts: null, prompts: {} }]) {
      assert.deepEqual(readWebviewState(raw), none);
    }
    assert.deepEqual(readWebviewState({ drafts: { a: 'x', b: 1 }, prompts: ['p', 2] }), {
      drafts: { a: 'x' },
      prompts: ['p'],
    });
  });

  it('holds the newest fifty drafts and prompts, each once', () => {
    let state = readWebviewState(undefined);
    for (let index = 0; index < 60; index++) {
      state = withPrompt(withDraft(state, `c-${index}`, 'x'), `p${index % 55}`);
    }
    assert.equal(Object.keys(state.drafts).length, 50);
    assert.equal(state.prompts.length, 50);
    assert.equal(new Set(state.prompts).size, 50);
    assert.equal(state.prompts.at(-1), 'p4');
    assert.equal(withDraft(state, 'c-59', '').drafts['c-59'], undefined);
  });
});

describe('what of it is written down', () => {
  const place = { conversationId: 'c', messageId: 'm', above: 3 };

  it('is the same while nobody moves or writes', () => {
    const state = withDraft(readWebviewState(undefined), 'c', 'half');
    assert.equal(withDraft(state, 'c', 'half'), state);
    assert.equal(withDraft(state, 'other', ''), state);
    assert.equal(withPlace(state, undefined), state);
    const moved = withPlace(state, place);
    assert.equal(withPlace(moved, { ...place }), moved);
    assert.notEqual(withPlace(moved, { ...place, above: 4 }), moved);
    assert.deepEqual(withPlace(moved, undefined), state);
  });

  it('leaves out prompts that are as long as files, and no draft', () => {
    const long = 'x'.repeat(20_001);
    const state = withDraft(
      withPrompt(withPrompt(readWebviewState(undefined), 'p'), long),
      'c',
      long,
    );
    assert.deepEqual(bounded(state), { drafts: { c: long }, prompts: ['p'] });
    assert.deepEqual(state.prompts, ['p', long]);
  });
});

describe('the history’s groups', () => {
  it('put pinned chats first, then by day', () => {
    const now = new Date(2026, 2, 15, 10).getTime();
    const item = (id: string, at: Date, pinned = false): ConversationSummary => ({
      id,
      title: id,
      createdAt: 0,
      updatedAt: at.getTime(),
      pinned,
      messageCount: 1,
    });
    const groups = groupByDate(
      [
        item('old', new Date(2025, 11, 24)),
        item('kept', new Date(2024, 0, 1), true),
        item('week', new Date(2026, 2, 9)),
        item('eve', new Date(2026, 2, 14, 23, 59)),
        item('now', new Date(2026, 2, 15, 0, 0)),
      ],
      now,
    );
    assert.deepEqual(
      groups.map(({ name, items }) => [name, ...items.map(({ id }) => id)]),
      [
        ['Pinned', 'kept'],
        ['Today', 'now'],
        ['Yesterday', 'eve'],
        ['Previous 7 days', 'week'],
        ['December 2025', 'old'],
      ],
    );
  });
});

describe('the words of the panel', () => {
  it('say what an answer waits for, and count down to a retry', () => {
    assert.equal(
      statusText({ phase: 'stillWaiting', elapsedMs: 12_000 }, 3100),
      'Still waiting, 15 s',
    );
    const retrying = { phase: 'retrying', attempt: 1, delayMs: 4000, cause: 'Busy' } as const;
    assert.equal(statusText(retrying, 0), 'Busy. Retrying in 4 s…');
    assert.equal(statusText(retrying, 3500), 'Busy. Retrying in 1 s…');
    assert.equal(statusText(retrying, 9000), 'Busy. Retrying in 0 s…');
  });

  it('write times and counts', () => {
    assert.equal(duration(420), '0.4 s');
    assert.equal(duration(12_400), '12 s');
    assert.equal(duration(125_000), '2 min 5 s');
    assert.equal(plural(1, 'message'), '1 message');
    assert.equal(plural(1200, 'token'), '1,200 tokens');
  });
});
