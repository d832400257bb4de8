/**
 * Myers' O(ND) comparison for texts that hardly differ. Compares lines directly, without a number
 * for each.
 */

/**
 * Maximum number of added and deleted lines. Memory grows with its square, work with its product
 * with the number of lines.
 */
const most = 32;

/**
 * Pairs equal lines, as many as a common subsequence can contain, and calls `pair` for each pair.
 * @returns false, without a call of `pair`, if more than `most` lines are added and deleted
 */
export function fewEdits(
  a: readonly string[],
  b: readonly string[],
  same: (a: string | undefined, b: string | undefined) => boolean,
  pair: (i: number, j: number) => void,
): boolean {
  // The furthest positions in `a` by diagonal, `i - j`, as they were before each step.
  const steps: Int32Array[] = [];
  const furthest = new Int32Array(2 * most + 3);
  const at = (diagonal: number): number => furthest[diagonal + most + 1] ?? 0;
  for (let edits = 0; edits <= most; edits += 1) {
    steps.push(furthest.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let i = isAdded(furthest, diagonal, edits) ? at(diagonal + 1) : at(diagonal - 1) + 1;
      if (edits === 0) i = 0;
      let j = i - diagonal;
      while (i < a.length && j < b.length && same(a[i], b[j])) {
        i += 1;
        j += 1;
      }
      furthest[diagonal + most + 1] = i;
      if (i >= a.length && j >= b.length) {
        pairBack(steps, a.length, b.length, pair);
        return true;
      }
    }
  }
  return false;
}

/**
 * Whether a step reaches the diagonal by adding a line of `b`, and not by deleting one of `a`: the
 * way that has covered more lines.
 */
function isAdded(furthest: Int32Array, diagonal: number, edits: number): boolean {
  const middle = most + 1;
  return (
    diagonal === -edits ||
    (diagonal !== edits &&
      (furthest[diagonal - 1 + middle] ?? 0) < (furthest[diagonal + 1 + middle] ?? 0))
  );
}

/** Follows the steps from the end back to the beginning, and calls `pair` for equal lines. */
function pairBack(
  steps: readonly Int32Array[],
  aLength: number,
  bLength: number,
  pair: (i: number, j: number) => void,
): void {
  let i = aLength;
  let j = bLength;
  for (let edits = steps.length - 1; edits > 0; edits -= 1) {
    const before = steps[edits] ?? new Int32Array();
    const diagonal = i - j;
    const added = isAdded(before, diagonal, edits);
    const from = diagonal + (added ? 1 : -1);
    const start = (before[from + most + 1] ?? 0) + (added ? 0 : 1);
    while (i > start) pair(--i, --j);
    if (added) j -= 1;
    else i -= 1;
  }
  while (i > 0) pair(--i, --j);
}
