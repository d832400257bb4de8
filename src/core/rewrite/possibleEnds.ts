/** Finds where a piece of new code may end in the old lines. */
import { changeOf, isSame, written } from './sharedLines.ts';
import { isBlank } from '../base/lines.ts';
import { isSameBalance } from './lineShape.ts';

/**
 * How many old lines to search beyond twice the piece's length, and how many a deletion may lose.
 */
const reach = 12;
/** How many more old lines a change may lose if the lines on both of its sides match. */
const spare = 3;
/**
 * Maximum number of ends. Each is compared with the whole piece, and a piece that ends in `}` could
 * end at every other line.
 */
const mostEnds = 40;

/**
 * The end of a piece that only deletes old lines. Its last three lines must occur exactly once in
 * the old lines.
 */
export function takenOut(
  piece: readonly string[],
  old: readonly string[],
  ends: readonly End[],
): number | undefined {
  const end = ends.find(({ added, run }) => added === 0 && run >= 3);
  if (end === undefined || end.lost > reach) return undefined;
  const run = piece
    .slice(-3)
    .map((line) => line.trimEnd())
    .join('\n');
  const text = `\n${old.map((line) => line.trimEnd()).join('\n')}\n`;
  return text.split(`\n${run}\n`).length === 2 ? end.count : undefined;
}

/**
 * Whether all non-blank lines of the piece occur in the old lines in the same order, and reach
 * beyond the known end.
 */
export function couldBeTakenOut(
  piece: readonly string[],
  old: readonly string[],
  known: number,
): boolean {
  let at = 0;
  for (const line of piece) {
    if (isBlank(line)) continue;
    while (at < old.length && !isSame(old[at], line)) at += 1;
    if (at === old.length) return false;
    at += 1;
  }
  return at > known;
}

/** A possible end of a piece: after an old line that equals its last line. */
export interface End {
  readonly count: number;
  /**
   * Non-blank old lines that are missing from the piece, and non-blank lines of the piece that are
   * new.
   */
  readonly lost: number;
  readonly added: number;
  /** Non-blank old lines in the piece, not counting those that match directly after the anchor. */
  readonly kept: number;
  /** Non-blank lines at the end of the piece that match the old lines. */
  readonly run: number;
}

/**
 * The nearest possible ends of a piece whose first `same` lines match the old ones. Both lists lead
 * away from the anchor, a line that is known to be the same on both sides.
 */
export function endsIn(
  piece: readonly string[],
  old: readonly string[],
  same: number,
): readonly End[] {
  const last = piece.at(-1);
  const ends: End[] = [];
  const furthest = Math.min(old.length, piece.length * 2 + reach);
  for (let count = same + 1; count <= furthest && ends.length < mostEnds; count += 1) {
    if (!isSame(old[count - 1], last) || isBlank(last ?? '')) continue;
    const region = old.slice(0, count);
    if (!isSameBalance(piece, region)) continue;
    const change = changeOf(region, piece);
    const kept = written(piece) - change.added - written(piece.slice(0, same));
    ends.push({ count, ...change, kept, run: runAtEnd(region, piece) });
  }
  return ends;
}

function runAtEnd(region: readonly string[], piece: readonly string[]): number {
  let run = 0;
  for (let i = 1; i <= piece.length && isSame(piece.at(-i), region.at(-i)); i += 1) {
    if (!isBlank(piece.at(-i) ?? '')) run += 1;
  }
  return run;
}

/** Whether new lines account for the lost ones. */
export function isLikely(end: End): boolean {
  return end.lost <= (end.run >= 2 ? 2 * end.added + spare : end.added);
}

/** The end with the fewest changes; undefined if another end has as few. */
export function leastOf(ends: readonly End[]): number | undefined {
  const cost = (end: End): number => end.lost + end.added;
  const [best, next] = ends.toSorted((a, b) => cost(a) - cost(b) || a.count - b.count);
  if (best === undefined) return undefined;
  return next !== undefined && cost(next) === cost(best) ? undefined : best.count;
}
