import assert from 'node:assert/strict';
import { diffLines } from '../../../src/core/diff/lineDiff.ts';
import type { LineHunk } from '../../../src/core/diff/lineHunk.ts';
import { splitLines } from '../../../src/core/base/lines.ts';
import { choices, forSeeds, rounds, type Choices } from '../random.ts';

describe('the lines that differ', () => {
  it('leads from the first text to the second, with as few lines as can be', () => {
    forSeeds(rounds(1_500, 20_000), (seed) => {
      const random = choices(seed);
      const symbols = 1 + random.below(6);
      const a = someLines(random, symbols, 30);
      const b = someLines(random, symbols, 30);
      const hunks = diffLines(a, b);
      assert.equal(rebuild(a, b, hunks), b.join(''));
      assert.equal(size(hunks), a.length + b.length - 2 * commonLength(a, b));
      assertApart(hunks);
    });
  });

  it('is as small where the edit is too large for the quick way', () => {
    const random = choices(3);
    const a = someLines(random, 40, 3_000, 3_000);
    const b = someLines(random, 40, 3_000, 3_000);
    const hunks = diffLines(a, b);
    assert.equal(rebuild(a, b, hunks), b.join(''));
    assert.equal(size(hunks), a.length + b.length - 2 * commonLength(a, b));
    assertApart(hunks);
  });

  it('still leads from one to the other where comparing exactly would take too long', () => {
    const random = choices(4);
    const a = someLines(random, 9, 60_000, 60_000);
    const b = someLines(random, 9, 60_000, 60_000);
    assert.equal(rebuild(a, b, diffLines(a, b)), b.join(''));
  });

  it('finds nothing between equal texts, and all between a text and none', () => {
    assert.deepEqual(diffLines(['a\n'], ['a\n']), []);
    assert.deepEqual(diffLines([], []), []);
    assert.deepEqual(diffLines([], ['a\n', 'b\n']), [{ aStart: 0, aEnd: 0, bStart: 0, bEnd: 2 }]);
    assert.deepEqual(diffLines(['a\n'], []), [{ aStart: 0, aEnd: 1, bStart: 0, bEnd: 0 }]);
  });

  it('sees no difference between LF and CRLF, and one where a final newline is missing', () => {
    assert.deepEqual(diffLines(['a\r\n', 'b\r\n'], ['a\n', 'b\n']), []);
    assert.equal(diffLines(['a\n', 'b'], ['a\n', 'b\n']).length, 1);
  });

  it('adds a whole function, not the end of one and the head of the next', () => {
    const a = splitLines('one() {\n  1;\n}\n\nthree() {\n  3;\n}\n');
    const b = splitLines('one() {\n  1;\n}\n\ntwo() {\n  2;\n}\n\nthree() {\n  3;\n}\n');
    assert.deepEqual(diffLines(a, b), [{ aStart: 4, aEnd: 4, bStart: 4, bEnd: 8 }]);
  });
});

function someLines(random: Choices, symbols: number, most: number, least = 0): string[] {
  const count = least + random.below(most - least + 1);
  return Array.from({ length: count }, () => `${random.below(symbols)}\n`);
}

function rebuild(a: readonly string[], b: readonly string[], hunks: readonly LineHunk[]): string {
  const result: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    result.push(...a.slice(at, hunk.aStart), ...b.slice(hunk.bStart, hunk.bEnd));
    at = hunk.aEnd;
  }
  return [...result, ...a.slice(at)].join('');
}

function size(hunks: readonly LineHunk[]): number {
  return hunks.reduce((sum, hunk) => sum + hunk.aEnd - hunk.aStart + hunk.bEnd - hunk.bStart, 0);
}

function assertApart(hunks: readonly LineHunk[]): void {
  hunks.forEach((hunk, i) => {
    assert.ok(hunk.aEnd > hunk.aStart || hunk.bEnd > hunk.bStart);
    const previous = hunks[i - 1];
    assert.ok(previous === undefined || previous.aEnd < hunk.aStart);
  });
}

/** The table of the textbook, row by row. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Int32Array(b.length + 1);
  for (const line of a) {
    const next = new Int32Array(b.length + 1);
    for (let j = 0; j < b.length; j += 1) {
      next[j + 1] = line === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
