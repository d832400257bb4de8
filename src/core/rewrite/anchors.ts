/** Lines of a reply that are surely one certain old line: each is there once, before and now, and says something. */
import { changeOf, isSame } from './sharedLines.ts';
import { isBlank } from '../base/lines.ts';
import { isTelling } from './lineShape.ts';

export interface Anchor {
  /** Index of the line in the pieces of the reply, counted through. */
  readonly now: number;
  readonly old: number;
}

/** All lines that are the same on both sides and there once on each, in the order of the reply, wherever they are indented. */
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

/** Where each line is; -1 for one that is there more than once. */
function places(lines: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  lines.forEach((line, index) => {
    const text = line.trim();
    found.set(text, found.has(text) ? -1 : index);
  });
  return found;
}

/**
 * The anchors in one order on both sides. A line that is out of order by itself is a new one that happens to be like an old one;
 * several together are code that was moved: undefined, since the markers between cannot be told then.
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

/** Whether the lines before or the lines after (one that is not blank, or more) are the same on both sides too. */
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

/** Whether what is between two anchors may have become what is between them now: a change, or lines that were taken out. */
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
    // At the edge of the text the place is sure, but lines like its last ones are everywhere.
    isSame(now[anchor.now], old[anchor.old])
      ? hasNeighbour(anchor, now, old)
      : hasNeighbour(anchor, now, old, 2),
  );
}

function longestRise(anchors: readonly Anchor[]): readonly Anchor[] {
  /** The anchor with which the best run of each length ends, and the one before each. */
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
