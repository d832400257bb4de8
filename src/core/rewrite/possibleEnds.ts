/** Where a piece of new code could end in the old lines. */
import { changeOf, isSame, written } from './sharedLines.ts';
import { isBlank } from '../base/lines.ts';
import { isSameBalance } from './lineShape.ts';

/** How many old lines further on the end of a changed piece is looked for, beyond twice its own length. */
const reach = 12;
/** Old lines that may be lost to fewer new ones, where lines on both sides are sure. */
const spare = 3;
/** Each end is compared with the whole piece: a piece that ends in `}` could have one at every other line. */
const mostEnds = 40;

/** The end after lines that were only taken out: three lines after them must be there once. */
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

/** Whether all lines of the piece are among the old ones, further on than an end that is known, in their order. */
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

/** A place in the old lines where a piece could end: after the same line as its own last one. */
export interface End {
  readonly count: number;
  /** Old lines that are not in the piece, and lines of it that are not old, both without blank ones. */
  readonly lost: number;
  readonly added: number;
  /** Old lines in the piece, beyond those that are the same from the sure line on. */
  readonly kept: number;
  /** Lines that are not blank at the end of the piece that are the old ones. */
  readonly run: number;
}

/** The nearest ends of a piece whose first lines, `same` of them, are the old ones. Both lists lead away from a line that is sure. */
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

/** Whether the lines that are gone are explained by what is new. */
export function isLikely(end: End): boolean {
  return end.lost <= (end.run >= 2 ? 2 * end.added + spare : end.added);
}

/** The end with the fewest changes, if no other has as few. */
export function leastOf(ends: readonly End[]): number | undefined {
  const cost = (end: End): number => end.lost + end.added;
  const [best, next] = ends.toSorted((a, b) => cost(a) - cost(b) || a.count - b.count);
  if (best === undefined) return undefined;
  return next !== undefined && cost(next) === cost(best) ? undefined : best.count;
}
