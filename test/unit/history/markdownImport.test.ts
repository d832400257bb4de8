import assert from 'node:assert/strict';
import type { Attachment, Conversation, Message } from '../../../src/core/model/conversation.ts';
import { toMarkdown } from '../../../src/core/history/markdownExport.ts';
import { fromMarkdown } from '../../../src/core/history/markdownImport.ts';
import { counter } from './testing.ts';

const file: Attachment = {
  kind: 'file',
  id: 'f',
  name: 'a.md',
  language: 'markdown',
  text: '```\nx\n```',
};
const picture: Attachment = {
  kind: 'image',
  id: 'i',
  name: 'p.png',
  dataUrl: 'data:image/png;base64,AA',
  width: 1,
  height: 1,
};

function said(id: string, parentId: string | null, more: Partial<Message>): Message {
  const role = parentId === null ? 'user' : 'assistant';
  return {
    id,
    parentId,
    role,
    text: '',
    attachments: [],
    state: 'complete',
    createdAt: 5,
    ...more,
  };
}

const conversation: Conversation = {
  id: 'c',
  title: 'How to',
  createdAt: 5,
  updatedAt: 6,
  pinned: false,
  head: 'm',
  messages: [
    said('u', null, {
      text: '# Not a title\n\n## You\n\nsaid *this*',
      attachments: [file, picture, { ...file, name: 'b' }],
    }),
    said('m', 'u', {
      text: '```ts\nlet x;\n```\n\nDone',
      state: 'interrupted',
      finishReason: 'length',
      createdAt: 6,
    }),
  ],
};

describe('Markdown that was exported', () => {
  it('gives back the same text and attachments, and says which pictures are missing', () => {
    const { conversations, warnings } = fromMarkdown(toMarkdown(conversation), counter('n'), 100);
    const [again] = conversations;
    assert.ok(again);
    const contents = ({ messages }: Conversation) =>
      messages.map(({ role, text, state, finishReason, createdAt, attachments }) => ({
        ...{ role, text, state, finishReason, createdAt },
        attachments: attachments.flatMap((each) =>
          each.kind === 'image' ? [] : [[each.name, each.language, each.text]],
        ),
      }));
    assert.deepEqual(contents(again), contents(conversation));
    assert.deepEqual([again.title, again.head], ['How to', again.messages[1]?.id]);
    assert.equal(again.messages[1]?.parentId, again.messages[0]?.id);
    assert.match(warnings[0] ?? '', /1 picture/);
  });

  it('gives back each blank of a text, and one that was itself exported or looks like an attachment', () => {
    const exported = toMarkdown(conversation);
    const texts = [
      '    indented = true\n\tanother',
      '\n\nafter two breaks, and before three\n\n\n',
      ' ',
      '',
      `Look at this:\n\n${exported}`,
      exported,
      toMarkdown({
        ...conversation,
        messages: [said('u', null, { text: exported })],
        head: 'u',
      }),
      '*Attached: nothing*\n\n```\nat all\n```',
      '\\*Attached picture: none*',
    ];
    for (const text of texts) {
      for (const attachments of [[], [{ ...file, text: exported.trimEnd() }]]) {
        const messages = [
          said('u', null, { text, attachments }),
          said('m', 'u', { text }),
          said('n', 'm', { text }),
        ];
        const written = toMarkdown({ ...conversation, messages, head: 'n' });
        const again = fromMarkdown(written, counter('n'), 100).conversations[0]?.messages;
        assert.deepEqual(
          again?.map((message) => message.text),
          [text, text, text],
        );
        assert.deepEqual(
          again[0]?.attachments.map((each) => each.kind !== 'image' && each.text),
          attachments.map((each) => each.text),
        );
      }
    }
  });

  it('gives back each name of an attachment, also one with line breaks and blank edges', () => {
    const edges = [
      '',
      ' ',
      '\t',
      '\n',
      '\r',
      '\r\n',
      '\u2028',
      '\u00a0',
      '*',
      '&#10;',
      '&amp;',
      '&',
    ];
    for (const edge of edges) {
      for (const name of [`${edge}a`, `a${edge}`, `a${edge}b`, `${edge}${edge}a${edge}`, edge]) {
        const messages = [said('u', null, { text: 'Hi', attachments: [{ ...file, name }] })];
        const written = toMarkdown({ ...conversation, messages, head: 'u' });
        const again = fromMarkdown(written, counter('n'), 100).conversations[0]?.messages[0];
        assert.deepEqual(
          again?.attachments.map((each) => each.name),
          [name],
          JSON.stringify(name),
        );
        assert.equal(again.text, 'Hi');
      }
    }
  });

  it('gives back each line end of a text, and those of a file that was rewritten for Windows', () => {
    for (const text of [
      'a\r\r\nb',
      'a\r\nb',
      'a\rb',
      'a\r',
      '\r\n',
      '\r\r\r\n\n',
      'a\u2028b\u0085c',
      'a\n',
      'a\n\n',
      '\n',
    ]) {
      const attachments = [{ ...file, text }];
      const messages = [said('u', null, { text, attachments }), said('m', 'u', { text })];
      const written = toMarkdown({ ...conversation, messages, head: 'm' });
      const again = fromMarkdown(written, counter('n'), 100).conversations[0]?.messages;
      assert.deepEqual(
        again?.map((message) => message.text),
        [text, text],
        JSON.stringify(text),
      );
      const [attachment] = again[0]?.attachments ?? [];
      assert.equal(attachment?.kind !== 'image' && attachment?.text, text, JSON.stringify(text));
    }
  });

  it('is read with the line ends of any system', () => {
    const text = toMarkdown(conversation).replaceAll('\n', '\r\n');
    assert.equal(fromMarkdown(text, counter('n'), 0).conversations[0]?.messages.length, 2);
  });

  it('is told from other Markdown', () => {
    assert.throws(() => fromMarkdown('# Notes\n\n## You\n\nme', counter('n'), 0), /holds no chat/);
  });
});
