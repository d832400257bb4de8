/**
 * Finds a longest common subsequence of very different texts, with a bit vector of 30 lines per
 * word.
 */
import type { Box } from './myers.ts';

/** Bits per word: 30, so that a sum with its carry remains a small integer. */
const width = 30;
const full = 2 ** width - 1;

/** The maximum number of words that `bitLcs` visits for a box. */
export function bitLcsCost(box: Box): number {
  return 2 * (box.aEnd - box.aStart) * Math.ceil((box.bEnd - box.bStart) / width);
}

/**
 * Calls `pair` for each pair of a longest common subsequence of a box of `a` and `b`.
 * Uses the division by D. S. Hirschberg ("A Linear Space Algorithm for Computing Maximal Common
 * Subsequences", 1975), with lengths from the bit-vector method by H. Hyyrö ("Bit-Parallel
 * LCS-length Computation Revisited", 2004). Words that a row can't change are skipped.
 */
export function bitLcs(
  a: Int32Array,
  b: Int32Array,
  whole: Box,
  pair: (i: number, j: number) => void,
): void {
  // The positions in `b` of each number, as a linked list: `heads` by number, then `next` by
  // position. -1 ends the list.
  let highest = 0;
  for (let i = whole.aStart; i < whole.aEnd; i += 1) highest = Math.max(highest, a[i] ?? 0);
  for (let j = whole.bStart; j < whole.bEnd; j += 1) highest = Math.max(highest, b[j] ?? 0);
  const heads = new Int32Array(highest + 1).fill(-1);
  const next = new Int32Array(whole.bEnd - whole.bStart);
  const boxes: Box[] = [whole];
  for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
    const { aStart, aEnd, bStart, bEnd } = box;
    if (aStart === aEnd || bStart === bEnd) continue;
    if (aEnd - aStart === 1) {
      const at = b.subarray(bStart, bEnd).indexOf(a[aStart] ?? -1);
      if (at !== -1) pair(aStart, bStart + at);
      continue;
    }
    const aMiddle = (aStart + aEnd) >> 1;
    const left = lengths(a, aStart, aMiddle, b, bStart, bEnd, 1);
    const right = lengths(a, aMiddle, aEnd, b, bStart, bEnd, -1);
    let best = -1;
    let at = 0;
    for (let j = 0; j < left.length; j += 1) {
      const sum = (left[j] ?? 0) + (right[left.length - 1 - j] ?? 0);
      if (sum > best) {
        best = sum;
        at = j;
      }
    }
    if (best === 0) continue;
    boxes.push({ aStart, aEnd: aMiddle, bStart, bEnd: bStart + at });
    boxes.push({ aStart: aMiddle, aEnd, bStart: bStart + at, bEnd });
  }

  /**
   * For each prefix of this part of `b` (suffix, with step -1), the length of the longest common
   * subsequence with this part of `a`.
   */
  function lengths(
    rows: Int32Array,
    aStart: number,
    aEnd: number,
    columns: Int32Array,
    bStart: number,
    bEnd: number,
    step: 1 | -1,
  ): Int32Array {
    const count = bEnd - bStart;
    chain(columns, bStart, bEnd, step);
    const words = new Int32Array(Math.ceil(count / width)).fill(full);
    const masks = new Map<number, Int32Array>();
    for (let row = 0; row < aEnd - aStart; row += 1) {
      const id = rows[step === 1 ? aStart + row : aEnd - 1 - row] ?? -1;
      const mask = masks.get(id);
      if (mask !== undefined) addDense(words, mask);
      else if (addSparse(words, heads[id] ?? -1, next) > words.length / 4) {
        masks.set(id, maskOf(words.length, heads[id] ?? -1, next));
      }
    }
    for (let j = bStart; j < bEnd; j += 1) heads[columns[j] ?? 0] = -1;
    const result = new Int32Array(count + 1);
    for (let j = 0; j < count; j += 1) {
      const bit = ((words[Math.floor(j / width)] ?? 0) >>> (j % width)) & 1;
      result[j + 1] = (result[j] ?? 0) + 1 - bit;
    }
    return result;
  }

  function chain(columns: Int32Array, bStart: number, bEnd: number, step: 1 | -1): void {
    for (let j = bEnd - bStart - 1; j >= 0; j -= 1) {
      const id = columns[step === 1 ? bStart + j : bEnd - 1 - j] ?? -1;
      next[j] = heads[id] ?? -1;
      heads[id] = j;
    }
  }
}

/**
 * One row of Hyyrö's method: `old + (old & matches)` with a carry into the next word, combined with
 * the old bits that don't match.
 */
function addDense(words: Int32Array, mask: Int32Array): void {
  let carry = 0;
  for (let word = 0; word < words.length; word += 1) {
    const old = words[word] ?? 0;
    const matches = mask[word] ?? 0;
    const sum = old + (old & matches) + carry;
    carry = sum >>> width;
    words[word] = (sum & full) | (old & ~matches);
  }
}

/**
 * The same for a linked list of matches. Visits only the words that the matches or a carry change.
 * Returns the number of matches.
 */
function addSparse(words: Int32Array, head: number, next: Int32Array): number {
  let count = 0;
  let position = head;
  let carry = 0;
  for (let word = 0; position !== -1 || carry !== 0; word += 1) {
    if (carry === 0) word = (position / width) | 0;
    if (word >= words.length) break;
    const first = word * width;
    let matches = 0;
    while (position !== -1 && position < first + width) {
      matches |= 1 << (position - first);
      position = next[position] ?? -1;
      count += 1;
    }
    const old = words[word] ?? 0;
    const sum = old + (old & matches) + carry;
    carry = sum >>> width;
    words[word] = (sum & full) | (old & ~matches);
  }
  return count;
}

function maskOf(length: number, head: number, next: Int32Array): Int32Array {
  const mask = new Int32Array(length);
  for (let position = head; position !== -1; position = next[position] ?? -1) {
    const word = (position / width) | 0;
    mask[word] = (mask[word] ?? 0) | (1 << (position - word * width));
  }
  return mask;
}
