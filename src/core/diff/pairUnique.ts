/**
 * A fast comparison for texts that are too large and too different for an exact one. It pairs lines
 * that occur once on each side.
 */
import type { Box } from './myers.ts';

/**
 * Pairs the numbers that occur once on each side of a box, as many as can be paired in order, and
 * the equal numbers directly above and below each pair. Bram Cohen's patience diff begins in this
 * way.
 */
export function pairUnique(
  a: Int32Array,
  b: Int32Array,
  box: Box,
  pair: (i: number, j: number) => void,
): void {
  const pairs = increasing(uniquePairs(a, b, box));
  let [i, j] = [box.aStart, box.bStart];
  for (const [x, y] of [...pairs, [box.aEnd, box.bEnd] as const]) {
    while (i < x && j < y && a[i] === b[j]) pair(i++, j++);
    let [iEnd, jEnd] = [x, y];
    while (iEnd > i && jEnd > j && a[iEnd - 1] === b[jEnd - 1]) pair(--iEnd, --jEnd);
    if (x < box.aEnd) pair(x, y);
    [i, j] = [x + 1, y + 1];
  }
}

type Pair = readonly [number, number];

/** The positions of all numbers that occur once on each side, in the order of `a`. */
function uniquePairs(a: Int32Array, b: Int32Array, box: Box): readonly Pair[] {
  const inB = positions(b, box.bStart, box.bEnd);
  const inA = positions(a, box.aStart, box.aEnd);
  const pairs: Pair[] = [];
  for (const [id, i] of inA) {
    const j = inB.get(id);
    if (i >= 0 && j !== undefined && j >= 0) pairs.push([i, j]);
  }
  return pairs;
}

/** The position of each number; -1 if it occurs more than once. */
function positions(ids: Int32Array, start: number, end: number): ReadonlyMap<number, number> {
  const result = new Map<number, number>();
  for (let i = start; i < end; i += 1) {
    const id = ids[i] ?? -1;
    result.set(id, result.has(id) ? -1 : i);
  }
  return result;
}

/** The longest run of pairs that ascends on both sides, by patience sorting. */
function increasing(pairs: readonly Pair[]): readonly Pair[] {
  /**
   * For each length, the pair with the lowest end among runs of that length. `before` links each
   * pair to its predecessor.
   */
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, j], index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const result: Pair[] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at] ?? -1) {
    const found = pairs[at];
    if (found !== undefined) result.push(found);
  }
  return result.reverse();
}
