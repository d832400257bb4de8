import assert from 'node:assert/strict';
import { movedRanges, textOfLines } from '../../../src/core/context/movedRanges.ts';
import type { LineRange } from '../../../src/core/model/conversation.ts';

const file = Array.from({ length: 60 }, (_, index) => `line ${index + 1}\n`).join('');
const two = { start: 0, end: 1 };
const last = { start: 49, end: 50 };

describe('the lines of an attachment', () => {
  it('say what stands in them now, and are as they were where the text is still there', () => {
    assert.equal(textOfLines(file, [two], 'line 1\nline 2'), 'line 1\nline 2');
    assert.equal(textOfLines(file, [two], 'ne 1\nline'), 'ne 1\nline');
    assert.equal(
      textOfLines(file.replace('line 2', 'new'), [two], 'line 1\nline 2'),
      'line 1\nnew',
    );
    assert.equal(textOfLines('', [last], 'line 50\nline 51'), '');
  });

  it('are never those between two selections', () => {
    const attached = 'line 1\nline 2\nline 50\nline 51';
    assert.equal(textOfLines(file, [two, last], attached), attached);
    assert.equal(textOfLines(file.replace('line 20', 'new'), [two, last], attached), attached);
    assert.equal(
      textOfLines(file.replace('line 50', 'new'), [two, last], attached),
      'line 1\nline 2\nnew\nline 51',
    );
  });

  it('move with what comes and goes above them', () => {
    const insert = (line: number, text: string, range: LineRange = last) =>
      movedRanges(range, {
        range: { start: { line, character: 0 }, end: { line, character: 0 } },
        text,
      });
    assert.deepEqual(insert(3, 'a\nb\n'), { start: 51, end: 52 });
    assert.deepEqual(insert(49, 'a\n'), { start: 50, end: 51 });
    assert.deepEqual(insert(50, 'a\n'), { start: 49, end: 51 });
    assert.deepEqual(insert(51, 'a\n'), last);
    const cut = {
      range: { start: { line: 10, character: 0 }, end: { line: 20, character: 0 } },
      text: '',
    };
    assert.deepEqual(movedRanges(last, cut), { start: 39, end: 40 });
  });
});
