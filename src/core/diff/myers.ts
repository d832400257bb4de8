/** Myers' O(ND) comparison in linear space. It gives up where the two sides differ too much. */

/**
 * A part of both sides: `a` from `aStart` to `aEnd`, `b` from `bStart` to `bEnd`, ends exclusive.
 */
export interface Box {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/**
 * Maximum number of differences searched from each end of a box. The work is at most its square.
 */
const patience = 1024;

/** Marks a diagonal whose path has left the box. It stays invalid, however many steps are added. */
const outside = -(1 << 30);

/**
 * Pairs equal numbers of `a` and `b`, as many as a common subsequence can contain, in order within
 * each box, and calls `pair` for each pair. A box in which more than 2 x 1024 numbers differ is
 * passed to `tooDifferent` as a whole.
 * The algorithm is from E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986),
 * section 4b.
 */
export function myers(
  a: Int32Array,
  b: Int32Array,
  pair: (i: number, j: number) => void,
  tooDifferent: (box: Box) => void,
): void {
  const size = 2 * patience + 3;
  const forward = new Int32Array(size);
  const backward = new Int32Array(size);
  const boxes: Box[] = [{ aStart: 0, aEnd: a.length, bStart: 0, bEnd: b.length }];
  for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
    let { aStart, aEnd, bStart, bEnd } = box;
    while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) pair(aStart++, bStart++);
    while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) pair(--aEnd, --bEnd);
    if (aStart === aEnd || bStart === bEnd) continue;
    const inner = { aStart, aEnd, bStart, bEnd };
    const split = middle(a, b, inner, forward, backward);
    if (split === undefined) {
      tooDifferent(inner);
      continue;
    }
    boxes.push({ aStart, aEnd: split.x, bStart, bEnd: split.y });
    boxes.push({ aStart: split.x, aEnd, bStart: split.y, bEnd });
  }
}

/**
 * A point on a shortest path, searched from both ends at once; undefined if it is more than
 * `patience` steps from both.
 */
function middle(
  a: Int32Array,
  b: Int32Array,
  box: Box,
  forward: Int32Array,
  backward: Int32Array,
): { x: number; y: number } | undefined {
  const { aStart, bStart } = box;
  const n = box.aEnd - aStart;
  const m = box.bEnd - bStart;
  const delta = n - m;
  const odd = (delta & 1) !== 0;
  const zero = patience + 1;
  const most = Math.min(patience, (n + m + 1) >> 1);
  forward.fill(outside, zero - most - 1, zero + most + 2);
  backward.fill(outside, zero - most - 1, zero + most + 2);
  forward[zero + 1] = 0;
  backward[zero + 1] = 0;
  for (let d = 0; d <= most; d += 1) {
    for (let k = -d; k <= d; k += 2) {
      const left = forward[zero + k - 1] ?? outside;
      const right = forward[zero + k + 1] ?? outside;
      let x = k === -d || (k !== d && left < right) ? right : left + 1;
      let y = x - k;
      if (x < 0 || x > n || y > m || y < 0) {
        forward[zero + k] = outside;
        continue;
      }
      while (x < n && y < m && a[aStart + x] === b[bStart + y]) {
        x += 1;
        y += 1;
      }
      forward[zero + k] = x;
      const other = delta - k;
      if (
        odd &&
        other >= -(d - 1) &&
        other <= d - 1 &&
        x + (backward[zero + other] ?? outside) >= n
      ) {
        return { x: aStart + x, y: bStart + y };
      }
    }
    for (let k = -d; k <= d; k += 2) {
      const left = backward[zero + k - 1] ?? outside;
      const right = backward[zero + k + 1] ?? outside;
      let x = k === -d || (k !== d && left < right) ? right : left + 1;
      let y = x - k;
      if (x < 0 || x > n || y > m || y < 0) {
        backward[zero + k] = outside;
        continue;
      }
      while (x < n && y < m && a[aStart + n - 1 - x] === b[bStart + m - 1 - y]) {
        x += 1;
        y += 1;
      }
      backward[zero + k] = x;
      const other = delta - k;
      if (!odd && other >= -d && other <= d && x + (forward[zero + other] ?? outside) >= n) {
        return { x: aStart + n - x, y: bStart + m - y };
      }
    }
  }
  return undefined;
}
