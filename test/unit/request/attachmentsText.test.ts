import assert from 'node:assert/strict';
import {
  contentOf,
  fenced,
  lineNumbers,
  nameOfLines,
} from '../../../src/core/request/attachmentsText.ts';
import type { Attachment } from '../../../src/core/model/conversation.ts';

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
  it('stand before the words, each in a fence below what it is', () => {
    assert.equal(
      contentOf('What is this?', [selection]),
      'Selection in src/app.ts, lines 11 to 12:\n```typescript\nlet a;\nlet b;\n```\n\nWhat is this?',
    );
  });

  it('say which symbol the lines lie in', () => {
    const symbol = 'Order.parse(text: string)';
    const name = nameOfLines('src/app.ts', [{ start: 10, end: 11 }], symbol);
    assert.equal(name, 'src/app.ts:11-12 · Order.parse(text: string)');
    assert.equal(
      contentOf('', [{ ...selection, name, symbol }]).slice(0, 70),
      'Selection in src/app.ts, lines 11 to 12, in Order.parse(text: string):',
    );
    assert.equal(nameOfLines('a', [{ start: 0, end: 0 }]), 'a:1');
  });

  it('say each run of lines where there are several', () => {
    const ranges = [
      { start: 0, end: 1 },
      { start: 49, end: 49 },
    ];
    const name = nameOfLines('src/app.ts', ranges, 'run');
    assert.equal(name, 'src/app.ts:1-2,50 · run');
    const content = contentOf('', [{ ...selection, name, symbol: 'run', ranges }]);
    const [heading] = typeof content === 'string' ? content.split('\n') : [];
    assert.equal(heading, 'Selection in src/app.ts, lines 1 to 2 and line 50, in run:');
  });

  it('leave a message of words alone as it is', () => {
    assert.equal(contentOf('Hello ```', []), 'Hello ```');
  });

  it('send pictures as parts of their own', () => {
    assert.deepEqual(contentOf('Look', [picture]), [
      { type: 'text', text: 'Look' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ]);
    assert.equal(contentOf('', [picture]).length, 1);
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
