import assert from 'node:assert/strict';
import { comingBlock, readBlock } from '../../../src/core/edit/comingCode.ts';

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
    assert.equal(comingBlock(cut, '# Title\n```ts\ncon'), 1);
    assert.equal(comingBlock(cut, ''), 1);
    assert.equal(comingBlock(cut, 'npm i'), undefined, 'another block, which has ended');
    assert.equal(comingBlock(cut, '# Other'), undefined);
    assert.equal(comingBlock(answer, whole.join('\n')), undefined, 'it is whole');
    assert.equal(comingBlock('Prose', ''), undefined);
  });

  it('is not taken for one that has ended, where that holds the same code', () => {
    assert.equal(comingBlock('```\na\n```\n\n```\na\nb', 'a'), undefined);
  });
});
