import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import { condense } from '../../../src/core/history/journal.ts';
import { toMarkdown } from '../../../src/core/history/markdownExport.ts';
import { exportText, fromJson, toJson } from '../../../src/core/history/jsonTransfer.ts';
import { manualClock } from '../manualClock.ts';
import { counter, memoryFiles, silent } from './testing.ts';

const conversation: Conversation = {
  id: 'c',
  title: 'How to',
  createdAt: 1,
  updatedAt: 9,
  pinned: true,
  head: 'm',
  model: 'x',
  parameters: { temperature: 0.5, stop: ['a'] },
  messages: [
    {
      id: 'u',
      parentId: null,
      role: 'user',
      text: 'Look at\n```\nthis',
      state: 'complete',
      createdAt: 2,
      attachments: [
        { kind: 'file', id: 'f', name: 'a.md', language: 'markdown', text: '```\nx\n```' },
        {
          kind: 'image',
          id: 'i',
          name: 'p.png',
          dataUrl: 'data:image/png;base64,AA',
          width: 1,
          height: 1,
        },
      ],
    },
    {
      id: 'm',
      parentId: 'u',
      role: 'assistant',
      text: 'Done',
      state: 'stopped',
      createdAt: 3,
      attachments: [],
    },
  ],
};

/** The same with the place in the list in the place of each id. */
function withoutIds(of: Conversation | undefined): unknown {
  const ids = of?.messages.map(({ id }) => id) ?? [];
  const place = (id: string | null): number => ids.indexOf(id ?? '');
  const messages = of?.messages.map((message) => ({
    ...message,
    id: place(message.id),
    parentId: place(message.parentId),
    attachments: message.attachments.map(({ id: _id, ...attachment }) => attachment),
  }));
  return of && { ...of, id: '', head: place(of.head), messages };
}

const read = (value: unknown) => fromJson(JSON.stringify(value), counter('n'), 100);

describe('export and import', () => {
  it('give back the same text, branches, attachments and options under a new id', () => {
    const [again] = fromJson(toJson([conversation]), counter('n'), 100).conversations;
    assert.deepEqual(withoutIds(again), withoutIds(conversation));
  });

  it('give back all chats after they were deleted', async () => {
    const clock = manualClock();
    const store = createHistory({
      files: memoryFiles(clock),
      clock,
      log: silent,
      newId: counter('w'),
    });
    const keep = (each: Conversation) =>
      Promise.all(condense(each).map((event) => store.append(each.id, event, { durable: true })));
    await keep(conversation);
    const text = toJson([(await store.open('c'))?.conversation ?? conversation]);
    await store.remove('c');
    const [imported] = fromJson(text, counter('n'), 100).conversations;
    assert.ok(imported);
    await keep(imported);
    const [summary] = await store.list();
    const found = await store.open(summary?.id ?? '');
    assert.deepEqual(withoutIds(found?.conversation), withoutIds(conversation));
  });

  it('read message arrays of OpenAI’s kind, and say what was left out', () => {
    const { conversations, warnings } = read({
      messages: [
        { role: 'system', content: 'Be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [] },
        { role: 'assistant', content: 'A cat' },
      ],
    });
    const [first] = conversations;
    assert.equal(first?.title, 'What is this?');
    assert.deepEqual(
      first.messages.map(({ role, text, attachments }) => [role, text, attachments.length]),
      [
        ['user', 'What is this?', 1],
        ['assistant', 'A cat', 0],
      ],
    );
    assert.equal(first.head, first.messages[1]?.id);
    assert.deepEqual(warnings, [
      'Left out: 1 of the role system.',
      'Left out: 1 part of the type image_url.',
      'Left out: 1 without text.',
    ]);
  });

  it('say what is wrong with a file, and where', () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [{}, /neither an export of Laplas nor a list/],
      [[], /no message of a user/],
      [['x'], /^Message 1 is not an object/],
      [[{ role: 'user', content: 'x' }, { content: 'y' }], /^Message 2 has no role/],
      [[{ role: 'robot' }], /role "robot"/],
      [[{ role: 'user', content: 5 }], /neither a text nor a list of parts/],
      [[{ role: 'user', content: [{}] }], /part without a type/],
      [{ laplas: 2, conversations: [] }, /newer version/],
      [{ laplas: 1, conversations: [{ ...conversation, title: 5 }] }, /^Conversation 1: its title/],
      [
        { laplas: 1, conversations: [{ ...conversation, updatedAt: 1e300 }] },
        /^Conversation 1: it has no valid times/,
      ],
      [
        {
          laplas: 1,
          conversations: [
            { ...conversation, messages: [{ ...conversation.messages[0], createdAt: -9e15 }] },
          ],
        },
        /message 1 is not as Laplas writes them/,
      ],
      [
        { laplas: 1, conversations: [{ ...conversation, head: 'gone' }] },
        /at its end is not there/,
      ],
      [
        { laplas: 1, conversations: [{ ...conversation, parameters: { maxTokens: 'x' } }] },
        /parameters are not valid/,
      ],
      [
        { laplas: 1, conversations: [{ ...conversation, messages: [conversation.messages[1]] }] },
        /message 1 answers a message that does not stand before it/,
      ],
    ];
    for (const [value, message] of cases)
      assert.throws(
        () => read(value),
        (error: Error) => message.test(error.message),
      );
    assert.throws(() => fromJson('{', counter(), 0), /is not JSON/);
  });

  it('write Markdown for one chat alone, and say so', () => {
    assert.equal(exportText('/a/b.MD', [conversation]), toMarkdown(conversation));
    assert.equal(exportText('/a/b.json', [conversation]), toJson([conversation]));
    for (const many of [[], [conversation, conversation]]) {
      assert.throws(() => exportText('/a/b.md', many), /one chat alone: choose .* \.json/);
    }
  });

  it('never read a message as one that is still coming', () => {
    const streaming = conversation.messages.map((each) => ({ ...each, state: 'streaming' }));
    const [again] = read({
      laplas: 1,
      conversations: [{ ...conversation, messages: streaming }],
    }).conversations;
    assert.deepEqual(
      again?.messages.map(({ state }) => state),
      ['interrupted', 'interrupted'],
    );
  });

  it('write Markdown that a reader can follow, fences and all', () => {
    assert.equal(
      toMarkdown(conversation),
      [
        '# How to',
        '## You',
        '<!-- 1970-01-01T00:00:00.002Z -->',
        '*Attached: a.md*',
        '````markdown\n```\nx\n```\n````',
        '*Attached picture: p.png*',
        'Look at\n```\nthis',
        '## Laplas (stopped)',
        '<!-- 1970-01-01T00:00:00.003Z -->',
        'Done\n',
      ].join('\n\n'),
    );
  });
});
