/**
 * Finds anchors: lines of a response that correspond to a certain old line, because they are
 * distinctive and occur exactly once on both sides.
 */
import { changeOf, isSame } from './sharedLines.ts';
import { isBlank } from '../base/lines.ts';
import { isTelling } from './lineShape.ts';

export interface Anchor {
  /** Index of the line among the lines of all pieces of the response. */
  readonly now: number;
  readonly old: number;
}

/**
 * All distinctive lines that occur exactly once on both sides, ignoring indentation, in the order
 * of the response.
 */
export function uniqueLines(now: readonly string[], old: readonly string[]): readonly Anchor[] {
  const inOld = places(old);
  const inNow = places(now);
  const anchors: Anchor[] = [];
  now.forEach((line, index) => {
    const text = line.trim();
    const there = inOld.get(text);
    if (there === undefined || there < 0 || (inNow.get(text) ?? -1) < 0 || !isTelling(text)) return;
    anchors.push({ now: index, old: there });
  });
  return anchors;
}

/** The index of each line; -1 for a line that occurs more than once. */
function places(lines: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  lines.forEach((line, index) => {
    const text = line.trim();
    found.set(text, found.has(text) ? -1 : index);
  });
  return found;
}

/**
 * The anchors that have the same order on both sides. A single line out of order is a new line that
 * equals an old one by chance. Several together are moved code: the result is then undefined,
 * because it is uncertain what the markers between them stand for.
 */
export function inOrder(
  anchors: readonly Anchor[],
  now: readonly string[],
  old: readonly string[],
): readonly Anchor[] | undefined {
  const kept = longestRise(anchors);
  const chosen = new Set(kept);
  const isAlone = (anchor: Anchor): boolean => !hasNeighbour(anchor, now, old);
  return anchors.every((anchor) => chosen.has(anchor) || isAlone(anchor)) ? kept : undefined;
}

/**
 * Whether `count` non-blank lines directly before or directly after an anchor are equal on both
 * sides too.
 */
export function hasNeighbour(
  anchor: Anchor,
  now: readonly string[],
  old: readonly string[],
  count = 1,
): boolean {
  return [-1, 1].some((step) => {
    let same = 0;
    for (
      let i = 1;
      same < count && isSame(now[anchor.now + i * step], old[anchor.old + i * step]);
      i += 1
    ) {
      if (!isBlank(now[anchor.now + i * step] ?? '')) same += 1;
    }
    return same === count;
  });
}

/**
 * Whether the old lines between two anchors may have become the new lines between them, by a change
 * or a deletion.
 */
export function isLikelyChange(
  from: Anchor,
  to: Anchor,
  now: readonly string[],
  old: readonly string[],
): boolean {
  const { lost, added } = changeOf(
    old.slice(from.old + 1, to.old),
    now.slice(from.now + 1, to.now),
  );
  if (lost === 0 || (added > 0 && lost <= added)) return true;
  if (added > 0 && lost > 2 * added + 3) return false;
  return [from, to].every((anchor) =>
    // At the edge of the text the position is certain, but its last lines, such as `}`, occur
    // everywhere. Two lines must therefore match.
    isSame(now[anchor.now], old[anchor.old])
      ? hasNeighbour(anchor, now, old)
      : hasNeighbour(anchor, now, old, 2),
  );
}

function longestRise(anchors: readonly Anchor[]): readonly Anchor[] {
  /**
   * `ends`: for each length, the index of the anchor that ends the best run. `before`: the
   * predecessor of each anchor in its run.
   */
  const ends: number[] = [];
  const before: number[] = [];
  anchors.forEach(({ old }, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[ends[middle] ?? 0]?.old ?? 0) < old) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  });
  const rise: Anchor[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const anchor = anchors[at];
    if (anchor !== undefined) rise.push(anchor);
  }
  return rise.reverse();
}
