import assert from 'node:assert/strict';
import type { Attachment } from '../../../src/core/chat/conversation.ts';
import { createHistory } from '../../../src/core/history/history.ts';
import { defaultSettings } from '../../../src/core/settings.ts';
import { createChat } from '../../../src/host/chat/chat.ts';
import type { ToPanel } from '../../../src/shared/protocol.ts';
import { counter, memoryFiles, silent } from '../history/testing.ts';
import { manualClock } from '../manualClock.ts';

const code: Attachment = { kind: 'selection', id: 'a', name: 'a.ts:1', text: 'let a = 1;' };

describe('the chat', () => {
  it('gives back the code with the question that a full disk refused, whoever asked it', async () => {
    const clock = manualClock();
    const full = Object.assign(new Error('full'), { kind: 'noSpace' });
    const store = createHistory({
      files: { ...memoryFiles(clock), append: () => Promise.reject(full) },
      clock,
      log: silent,
      newId: counter(),
      onProblem: () => undefined,
    });
    const posted: ToPanel[] = [];
    let attached: readonly Attachment[] = [];
    const chat = createChat({
      store,
      runTurn: () => Promise.reject(new Error('nothing was kept: nothing may be sent')),
      clock,
      newId: counter(),
      log: silent,
      prepare: () => Promise.reject(new Error('not asked for')),
      memento: { keys: () => [], get: <T>(_key: string, or?: T) => or as T, update: done },
      post: (message) => posted.push(message),
      composer: {
        chips: () => [],
        attached: () => attached,
        take: () => Promise.resolve([]),
        restore: (given) => (attached = given),
      },
      onNewChat: () => undefined,
      settings: () => ({ ...defaultSettings, models: [] }),
      tokens: () => 0,
      hasKey: () => true,
      onBusy: () => undefined,
    });
    await chat.ask('Explain this', [code]);
    assert.deepEqual(attached, [code]);
    const notice = posted.find((message) => message.type === 'notice');
    assert.equal(notice?.restoreDraft, 'Explain this');
    chat.dispose();
  });
});

function done(): Promise<void> {
  return Promise.resolve();
}
