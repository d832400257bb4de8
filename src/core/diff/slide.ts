/**
 * Moves hunks that fit in several places to the most readable one, and joins hunks that then touch.
 */
import type { LineHunk } from './lineHunk.ts';
import { isBlank } from '../base/lines.ts';

/** Maximum number of lines by which a hunk is moved. Git's own limit is 100. */
const furthest = 100;

type Same = (a: string | undefined, b: string | undefined) => boolean;

/**
 * If the last added line equals the line above the hunk, the hunk fits one line higher as well, and
 * so on. A diff should add a whole function, not the end of one and the head of the next. No hunk
 * grows, and the resulting text stays the same.
 */
export function slide(
  a: readonly string[],
  b: readonly string[],
  hunks: readonly LineHunk[],
  same: Same,
): LineHunk[] {
  const result: LineHunk[] = [];
  hunks.forEach((hunk, index) => {
    const previous = result.at(-1);
    const following = hunks[index + 1];
    const aAbove = previous?.aEnd ?? 0;
    const aBelow = following?.aStart ?? a.length;
    let moved = hunk;
    if (hunk.aStart === hunk.aEnd) {
      const above = Math.min(hunk.aStart - aAbove, furthest);
      const below = Math.min(aBelow - hunk.aEnd, furthest);
      moved = shift(hunk, bestOffset(b, hunk.bStart, hunk.bEnd, above, below, same));
    } else if (hunk.bStart === hunk.bEnd) {
      const above = Math.min(hunk.aStart - aAbove, furthest);
      const below = Math.min(aBelow - hunk.aEnd, furthest);
      moved = shift(hunk, bestOffset(a, hunk.aStart, hunk.aEnd, above, below, same));
    }
    result.push(moved);
  });
  return joinTouching(result);
}

function shift(hunk: LineHunk, by: number): LineHunk {
  return by === 0
    ? hunk
    : {
        aStart: hunk.aStart + by,
        aEnd: hunk.aEnd + by,
        bStart: hunk.bStart + by,
        bEnd: hunk.bEnd + by,
      };
}

/**
 * The best number of lines to move the run of `lines` from `start` to `end`: at most `above` lines
 * up and `below` lines down.
 */
function bestOffset(
  lines: readonly string[],
  start: number,
  end: number,
  above: number,
  below: number,
  same: Same,
): number {
  let lowest = 0;
  while (lowest < above && same(lines[start - lowest - 1], lines[end - lowest - 1])) lowest += 1;
  let highest = 0;
  while (highest < below && same(lines[start + highest], lines[end + highest])) highest += 1;
  if (lowest === 0 && highest === 0) return 0;
  let best = highest;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let by = -lowest; by <= highest; by += 1) {
    const cost = boundaryCost(lines, start + by) + boundaryCost(lines, end + by);
    if (cost <= bestCost) {
      bestCost = cost;
      best = by;
    }
  }
  return best;
}

/**
 * The cost of a boundary at a line. It is low at the start of a block: with little indentation,
 * after a blank line. The first and last line of a file cost nothing.
 */
function boundaryCost(lines: readonly string[], at: number): number {
  if (at === 0 || at === lines.length) return 0;
  const line = lines[at] ?? '';
  const blankBefore = isBlank(lines[at - 1] ?? '');
  if (isBlank(line)) return indentation(lines[at - 1] ?? '') + 3;
  const closing = /^\s*(?:[)\]}]|end\b|<\/)/.test(line);
  return indentation(line) + (blankBefore ? 0 : 2) + (closing ? 3 : 0);
}

/** The width of a line's indentation in columns. A tab counts as four. */
function indentation(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns += 1;
    else if (character === '\t') columns += 4;
    else break;
  }
  return columns;
}

function joinTouching(hunks: readonly LineHunk[]): LineHunk[] {
  const result: LineHunk[] = [];
  for (const hunk of hunks) {
    const previous = result.at(-1);
    if (previous !== undefined && previous.aEnd === hunk.aStart && previous.bEnd === hunk.bStart) {
      result[result.length - 1] = { ...previous, aEnd: hunk.aEnd, bEnd: hunk.bEnd };
    } else {
      result.push(hunk);
    }
  }
  return result;
}
