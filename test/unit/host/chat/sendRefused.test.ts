import assert from 'node:assert/strict';
import type { Attachment } from '../../../../src/core/model/conversation.ts';
import { createHistory } from '../../../../src/core/history/conversationStore.ts';
import type { ToPanel } from '../../../../src/shared/protocol.ts';
import { counter, memoryFiles, silent } from '../../history/testing.ts';
import { manualClock, settled } from '../../manualClock.ts';
import { testChat } from './testChat.ts';

const code: Attachment = { kind: 'selection', id: 'a', name: 'a.ts:1', text: 'let a = 1;' };

function setUp(isFull: boolean) {
  const clock = manualClock();
  const files = memoryFiles(clock);
  const full = Object.assign(new Error('full'), { kind: 'noSpace' });
  const posted: ToPanel[] = [];
  const told: string[] = [];
  let attached: readonly Attachment[] = [];
  const chat = testChat({
    store: createHistory({
      files: isFull ? { ...files, append: () => Promise.reject(full) } : files,
      clock,
      log: silent,
      newId: counter('chat'),
      onProblem: () => undefined,
    }),
    clock,
    prepare(conversation) {
      told.push(`asked for ${conversation.id}`);
      return Promise.resolve({ error: { kind: 'noKey' } });
    },
    post: (message) => posted.push(message),
    composer: {
      chips: () => [],
      attached: () => attached,
      take: () => Promise.resolve([]),
      restore: (given) => (attached = given),
    },
    onNewChat: () => told.push('new'),
    leaving: () => (id) => void told.push(`begun ${id}`),
  });
  return { chat, posted, told, attached: () => attached };
}

describe('the chat', () => {
  it('gives back the code with the question that a full disk refused, whoever asked it', async () => {
    const { chat, posted, told, attached } = setUp(true);
    await chat.ask('Explain this', [code]);
    assert.deepEqual(attached(), [code]);
    const notice = posted.find((message) => message.type === 'notice');
    assert.equal(notice?.restoreDraft, 'Explain this');
    assert.deepEqual(told, []);
    chat.dispose();
  });

  it('says which chat begins before anything is asked in it, and that another one is empty before that', async () => {
    const { chat, told } = setUp(false);
    await chat.ask('Explain this', [code]);
    await settled();
    const first = chat.current;
    await chat.ask('Explain that', [code]);
    await settled();
    assert.deepEqual(
      told.filter((each, index) => told.indexOf(each) === index),
      [
        `begun ${first}`,
        `asked for ${first}`,
        'new',
        `begun ${chat.current}`,
        `asked for ${chat.current}`,
      ],
    );
    chat.dispose();
  });
});
