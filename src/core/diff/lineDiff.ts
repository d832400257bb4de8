/**
 * Finds the smallest line difference between two texts: with Myers' algorithm on lines if few
 * differ, otherwise on interned lines, with an exact fallback for large edits.
 */
import { bitLcs, bitLcsCost } from './bitLcs.ts';
import { fewEdits } from './fewEdits.ts';
import { lineContent } from '../base/lines.ts';
import { myers } from './myers.ts';
import { pairUnique } from './pairUnique.ts';
import type { LineHunk } from './lineHunk.ts';
import { slide } from './slide.ts';

/**
 * Maximum work of an exact comparison of a large edit, in words of 30 lines: well under a second.
 */
const exactLimit = 60_000_000;

/**
 * Compares two lists of lines from `splitLines`. It matters whether a line has a terminator, but
 * not which, so LF and CRLF are equal. The hunks contain as few lines as possible (an edit script
 * of minimal length); only with more than about 30,000 changed lines on both sides they may contain
 * more. A hunk that fits in several places is moved to the most readable one.
 */
export function diffLines(a: readonly string[], b: readonly string[]): LineHunk[] {
  let start = 0;
  let aEnd = a.length;
  let bEnd = b.length;
  while (start < aEnd && start < bEnd && sameLine(a[start], b[start])) start += 1;
  while (aEnd > start && bEnd > start && sameLine(a[aEnd - 1], b[bEnd - 1])) {
    aEnd -= 1;
    bEnd -= 1;
  }
  if (start === aEnd && start === bEnd) return [];
  const changes = { a: new Uint8Array(aEnd - start), b: new Uint8Array(bEnd - start) };
  compare(a.slice(start, aEnd), b.slice(start, bEnd), changes);
  return slide(a, b, hunksOf(changes, start), sameLine);
}

/** Whether two lines are equal in a diff: their content, and whether they have a terminator. */
export function sameLine(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && key(a) === key(b));
}

interface Changes {
  /** 1 for each line without a counterpart on the other side. */
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

function compare(a: readonly string[], b: readonly string[], changes: Changes): void {
  changes.a.fill(1);
  changes.b.fill(1);
  const isDone = fewEdits(a, b, sameLine, (i, j) => {
    changes.a[i] = 0;
    changes.b[j] = 0;
  });
  if (isDone) return;
  const { aIds, bIds, onBoth } = intern(a, b);
  // A line that is missing on the other side is changed in any case. Without these lines, a large
  // edit is often a small one.
  const aKept = indicesWhere(aIds, (id) => onBoth[id] === 3);
  const bKept = indicesWhere(bIds, (id) => onBoth[id] === 3);
  const pair = (i: number, j: number): void => {
    changes.a[aKept[i] ?? 0] = 0;
    changes.b[bKept[j] ?? 0] = 0;
  };
  const x = aKept.map((index) => aIds[index] ?? 0);
  const y = bKept.map((index) => bIds[index] ?? 0);
  myers(x, y, pair, (box) => {
    if (bitLcsCost(box) <= exactLimit) bitLcs(x, y, box, pair);
    else pairUnique(x, y, box, pair);
  });
}

/**
 * Interns lines: equal lines get equal numbers. `onBoth[id]` is 1 for a line only in `a`, 2 for a
 * line only in `b`, 3 for a line in both.
 */
function intern(
  a: readonly string[],
  b: readonly string[],
): { aIds: Int32Array; bIds: Int32Array; onBoth: Uint8Array } {
  const ids = new Map<string, number>();
  const onBoth = new Uint8Array(a.length + b.length);
  const number = (lines: readonly string[], side: 1 | 2): Int32Array => {
    const result = new Int32Array(lines.length);
    for (let i = 0; i < lines.length; i += 1) {
      const text = key(lines[i] ?? '');
      let id = ids.get(text);
      if (id === undefined) ids.set(text, (id = ids.size));
      onBoth[id] = (onBoth[id] ?? 0) | side;
      result[i] = id;
    }
    return result;
  };
  return { aIds: number(a, 1), bIds: number(b, 2), onBoth };
}

function key(line: string): string {
  const last = line.charCodeAt(line.length - 1);
  // Nearly every line ends in a lone LF, and is its own key.
  if (last === lf ? line.charCodeAt(line.length - 2) !== cr : last !== cr) return line;
  return `${lineContent(line)}\n`;
}

const lf = 10;
const cr = 13;

function indicesWhere(ids: Int32Array, keep: (id: number) => boolean): Int32Array {
  const result = new Int32Array(ids.length);
  let count = 0;
  for (let i = 0; i < ids.length; i += 1) if (keep(ids[i] ?? 0)) result[count++] = i;
  return result.subarray(0, count);
}

/**
 * Both sides have the same number of unchanged lines, in the same order. Walking them in parallel
 * yields the hunks.
 */
function hunksOf(changes: Changes, offset: number): LineHunk[] {
  const hunks: LineHunk[] = [];
  let i = 0;
  let j = 0;
  while (i < changes.a.length || j < changes.b.length) {
    const aStart = i;
    const bStart = j;
    while (changes.a[i] === 1) i += 1;
    while (changes.b[j] === 1) j += 1;
    if (i > aStart || j > bStart) {
      hunks.push({
        aStart: aStart + offset,
        aEnd: i + offset,
        bStart: bStart + offset,
        bEnd: j + offset,
      });
    }
    i += 1;
    j += 1;
  }
  return hunks;
}
