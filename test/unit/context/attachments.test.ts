import assert from 'node:assert/strict';
import { attachmentParts, fenced, lineNumbers } from '../../../src/core/context/attachments.ts';
import type { Attachment } from '../../../src/core/chat/conversation.ts';

const selection: Attachment = {
  kind: 'selection',
  id: '1',
  name: 'src/app.ts:11-12',
  range: { start: 10, end: 11 },
  language: 'typescript',
  text: 'let a;\nlet b;',
};
const picture: Attachment = {
  kind: 'image',
  id: '2',
  name: 'shot.png',
  dataUrl: 'data:image/png;base64,AAAA',
  width: 10,
  height: 10,
};

describe('attachments', () => {
  it('stand each in a fence below what it is', () => {
    assert.deepEqual(attachmentParts([selection]), [
      {
        type: 'text',
        text: 'Selection in src/app.ts, lines 11 to 12:\n```typescript\nlet a;\nlet b;\n```',
      },
    ]);
    assert.deepEqual(attachmentParts([]), []);
  });

  it('send pictures as parts of their own', () => {
    const parts = attachmentParts([picture, selection]);
    assert.deepEqual(
      parts.map((part) => part.type),
      ['text', 'image_url'],
    );
    assert.deepEqual(parts[1], {
      type: 'image_url',
      image_url: { url: 'data:image/png;base64,AAAA' },
    });
  });

  it('cannot end their own fence', () => {
    for (const text of ['```', 'a ````` b\n```\n', '`x`']) {
      const [opening = '', ...lines] = fenced(text, 'md').split('\n');
      const fence = opening.slice(0, -2);
      assert.equal(lines.at(-1), fence);
      assert.ok(!lines.slice(0, -1).some((line) => line.includes(fence)), text);
    }
    assert.equal(fenced('x', 'a`\nb').split('\n')[0], '```a b');
  });

  it('number lines as the editor does', () => {
    assert.equal(lineNumbers({ start: 0, end: 0 }), 'line 1');
  });
});
