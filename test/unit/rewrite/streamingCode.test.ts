import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { streamingBlock, readBlock } from '../../../src/core/rewrite/streamingCode.ts';
import { createBlockParser } from '../../../src/webview/markdown/blockParser.ts';
import type { CodeBlock } from '../../../src/webview/markdown/blocks.ts';

describe('a code block that is still coming', () => {
  const answer = [
    'First:',
    '```sh',
    'npm i',
    '```',
    'Then:',
    '````md',
    '# Title',
    '```ts',
    'const a = 1;',
    '```',
    '',
    'End',
    '````',
    'Done.',
  ].join('\n');
  const whole = ['# Title', '```ts', 'const a = 1;', '```', '', 'End'];

  it('is read line by line, wherever the answer is cut, and no line ever changes', () => {
    let before: readonly string[] = [];
    for (let cut = 0; cut <= answer.length; cut += 1) {
      const { lines, done } = readBlock(answer.slice(0, cut), 1, true);
      assert.deepEqual(lines.slice(0, before.length), before, `cut at ${cut}`);
      assert.deepEqual(lines, whole.slice(0, lines.length), `cut at ${cut}`);
      if (done) assert.deepEqual(lines, whole, `cut at ${cut}`);
      before = lines;
    }
    assert.deepEqual(before, whole);
  });

  it('ends where the answer ends, with the line that was not whole', () => {
    const cut = answer.slice(0, answer.indexOf(' a = 1'));
    assert.deepEqual(readBlock(cut, 1, true), { lines: ['# Title', '```ts'], done: false });
    assert.deepEqual(readBlock(cut, 1, false), {
      lines: ['# Title', '```ts', 'const'],
      done: true,
    });
  });

  it('is known by what was seen of it a moment ago', () => {
    const cut = answer.slice(0, answer.indexOf(' = 1'));
    assert.equal(streamingBlock(cut, '# Title\n```ts\ncon'), 1);
    assert.equal(streamingBlock(cut, ''), 1);
    assert.equal(streamingBlock(cut, 'npm i'), undefined, 'another block, which has ended');
    assert.equal(streamingBlock(cut, '# Other'), undefined);
    assert.equal(streamingBlock(answer, whole.join('\n')), undefined, 'it is whole');
    assert.equal(streamingBlock('Prose', ''), undefined);
  });

  it('is not taken for one that has ended, where that holds the same code', () => {
    assert.equal(streamingBlock('```\na\n```\n\n```\na\nb', 'a'), undefined);
  });

  it('is the same for the host as the panel shows it, with fences in a block of markdown too', () => {
    for (const text of [
      '```markdown\n# Use\n```bash\nnpm i\n```\nmore\n```js\nf();\n```\nend\n```\nafter\n```\nx\n```\n',
      '~~~mdx\n```js\n~~~js\n1\n~~~\n```\n~~~\n',
      '````md\n```js\n````js\n````\n````\n```js\n1\n```\n',
      '```text\n```bash\n```\n```js\n1\n```\n',
      '```md\n``` js\n```\n```md\n   ```js\n   ```\n```\n',
      '```markdown\n# Shop\n\n```\nshop/\n  src/\n```\n\nRun it.\n```\n\nDone.\n',
      '```md\nRun:\n```\nls\n```\n```\nDone.\n```\nx\n```\n',
      '```md\n```\n```md\n\n```\n\n```md\n## A\n```\nb\n```\n\n```\n',
    ]) {
      const lines = text.split('\n').slice(0, -1);
      for (let count = 1; count <= lines.length; count++) {
        const answer = lines.slice(0, count).map((line) => `${line}\n`);
        for (const [index, block] of shown(answer.join('')).entries()) {
          const { lines: read, done } = readBlock(answer.join(''), index, true);
          assert.deepEqual({ read, done }, { read: block.lines, done: block.done }, text);
        }
      }
    }
  });
});

/** The blocks of code in the panel's reading of lines that are whole. */
function shown(text: string): { lines: readonly string[]; done: boolean }[] {
  const parser = createBlockParser(new MarkdownIt(), () => undefined);
  for (const line of text.split('\n').slice(0, -1)) parser.line(line);
  return parser.root.children
    .filter((block): block is CodeBlock => block.kind === 'code')
    .map((block) => ({ lines: block.lines, done: !parser.open.includes(block) }));
}
