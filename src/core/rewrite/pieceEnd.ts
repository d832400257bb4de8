/**
 * Finds where a piece of new code ends in the old lines, on the side where a marker follows or
 * precedes it.
 */
import { isSame, written } from './sharedLines.ts';
import { couldBeTakenOut, endsIn, isLikely, leastOf, takenOut } from './possibleEnds.ts';
import { isBlank } from '../base/lines.ts';
import {
  balanceOf,
  columnsOf,
  fitsBetween,
  isCloser,
  isPreface,
  isSameBalance,
  isTelling,
  isWhole,
} from './lineShape.ts';
import { declaredName, hasSameForm, isDeclaration, relationOf } from './declaredName.ts';

export interface Edge {
  /** The piece's lines between its outermost anchor and the marker, in text order. */
  readonly piece: readonly string[];
  /** The old lines on the marker's side of that anchor, in text order. */
  readonly old: readonly string[];
  /** `down`: the marker follows the piece. `up`: it precedes the piece. */
  readonly way: 'down' | 'up';
  /**
   * The old line at the near end of `old`: the anchor itself; undefined at the edge of the text.
   */
  readonly beyond: string | undefined;
}

/** How many old lines a piece replaces, counted from the anchor. */
export interface StoodFor {
  readonly count: number;
  /**
   * Whether the piece's line furthest from the anchor is an insertion, not a version of an old
   * line.
   */
  readonly isAdded: boolean;
}

/**
 * How many old lines a piece replaces; undefined if the number is ambiguous. A piece consists of
 * (1) the old lines themselves, (2) inserted lines before an old line, (3) inserted whole
 * statements that are unrelated to the old lines, (4) new versions of the next old lines, one for
 * one, or (5) changed lines before old ones.
 */
export function linesStoodFor(edge: Edge): StoodFor | undefined {
  const piece = towards(edge.piece, edge.way);
  const old = towards(edge.old, edge.way);
  if (piece.length === 0) return { count: 0, isAdded: false };
  let same = 0;
  while (same < piece.length && same < old.length && isSame(piece[same], old[same])) same += 1;
  if (same === piece.length) return { count: same, isAdded: false };
  const ends = endsIn(piece, old, same);
  const version = (count: number | undefined): StoodFor | undefined =>
    count === undefined ? undefined : { count, isAdded: false };
  const lossless = ends.filter((end) => end.lost === 0);
  // All lines are old ones, with others deleted between them. Inserted lines that resemble old ones
  // look the same.
  if (couldBeTakenOut(piece, old, lossless[0]?.count ?? 0)) {
    return version(takenOut(piece, old, ends));
  }
  if (lossless.length > 0) {
    // Only blank lines differ. If the last line occurs again further on, lines may have been
    // deleted instead.
    const [end] = lossless;
    if (end?.added === 0 && old.slice(end.count).some((line) => isSame(line, piece.at(-1)))) {
      return undefined;
    }
    // `return;` after new statements may be the old one or an additional one.
    const isToldByEnd = piece.slice(-(end?.run ?? 1)).some(isTelling);
    if (!isToldByEnd && isWhole(towards(piece.slice(same), edge.way))) return undefined;
    const least = Math.min(...lossless.map((end) => end.added));
    // The costs are too close if one line was inserted among similar lines, or one of them was
    // changed.
    return ends.some((end) => end.lost > 0 && isLikely(end) && end.lost + end.added <= least + 1)
      ? undefined
      : version(leastOf(lossless));
  }
  const at = insertion(edge, piece, old, same);
  if (at !== undefined) {
    return at === 'old' || ends.some((end) => end.kept * 2 >= written(piece.slice(same)))
      ? version(newVersions(edge, piece, old, same) ?? leastOf(ends.filter(isLikely)))
      : { count: at, isAdded: true };
  }
  return version(newVersions(edge, piece, old, same) ?? leastOf(ends.filter(isLikely)));
}

/** The lines in order of their distance from the anchor. */
function towards(lines: readonly string[], way: 'down' | 'up'): readonly string[] {
  return way === 'down' ? lines : lines.toReversed();
}

function insertion(
  edge: Edge,
  piece: readonly string[],
  old: readonly string[],
  same: number,
): number | 'old' | undefined {
  for (let at = same; at >= 0; at -= 1) {
    // A distinctive line that equals an old one is that old line, not a duplicate.
    if (at < same && isTelling(piece[at] ?? '')) return undefined;
    // A blank line before a longer insertion belongs to it. Before one or two lines, it may be the
    // old blank line or a new one.
    if (at > 0 && isBlank(piece[at - 1] ?? '')) {
      if (written(piece.slice(at)) < 3) return 'old';
      continue;
    }
    const added = towards(piece.slice(at), edge.way);
    const near = at === 0 ? edge.beyond : old[at - 1];
    const far = old.slice(at).find((line) => !isBlank(line));
    const [before, after] = edge.way === 'down' ? [near, far] : [far, near];
    // Next to the anchor, the position is known, so the lines don't have to pass `fitsBetween`.
    const isSaid = at === 0 && near !== undefined && columnsOf(firstOf(added)) >= columnsOf(near);
    if (!isWhole(added) || !(isSaid || fitsBetween(before, after, added))) continue;
    // The omitted lines may end in a comment or decorator that belongs to the next line.
    if (edge.way === 'up' && near !== undefined && isPreface(old[at] ?? '')) continue;
    if (isAboutOld(added, old.slice(at), far)) return 'old';
    if (edge.beyond === undefined && !isAddition(added)) return undefined;
    return at;
  }
  return undefined;
}

function firstOf(lines: readonly string[]): string {
  return lines.find((line) => !isBlank(line)) ?? '';
}

/**
 * Whether lines without an anchor are an addition: a declaration, an import or a block. A statement
 * may replace another one instead.
 */
function isAddition(lines: readonly string[]): boolean {
  const first = lines.find((line) => !isBlank(line) && !isPreface(line)) ?? '';
  return isDeclaration(first) || (isTelling(first) && written(lines) >= 3);
}

/** Whether lines that look inserted are more likely new versions of old lines. */
function isAboutOld(
  added: readonly string[],
  old: readonly string[],
  next: string | undefined,
): boolean {
  const first = firstOf(added);
  const base = columnsOf(first);
  if (next !== undefined) {
    if (relationOf(first, next) !== 'different') return true;
    if (written(added) === 1 && hasSameForm(first, next)) return true;
  }
  const names = new Set<string>();
  for (const line of added) {
    const name = columnsOf(line) === base ? declaredName(line) : undefined;
    if (name !== undefined) names.add(name);
  }
  if (names.size === 0) return false;
  return old.some((line) => {
    const name = columnsOf(line) === base ? declaredName(line) : undefined;
    return name !== undefined && names.has(name);
  });
}

/**
 * How many old lines the piece replaces if each of its lines is a new version of the next old line,
 * or if the piece is a new version of the whole next block. Undefined otherwise.
 */
function newVersions(
  edge: Edge,
  piece: readonly string[],
  old: readonly string[],
  same: number,
): number | undefined {
  let at = same;
  let i = same;
  for (; i < piece.length; i += 1) {
    const line = piece[i] ?? '';
    if (isBlank(line)) continue;
    while (at < old.length && isBlank(old[at] ?? '')) at += 1;
    if (!isNewVersion(line, old[at] ?? '')) break;
    at += 1;
  }
  const isComplete = i === piece.length;
  if (isComplete && isSameBalance(piece, old.slice(0, at))) return at;
  return edge.way === 'down' ? newBlock(piece.slice(same), old.slice(same), same) : undefined;
}

/**
 * Whether a line is a new version of an old one. A line that leaves a bracket or tag open can't be
 * inserted by itself, so it replaces a line that leaves the same one open.
 */
function isNewVersion(line: string, old: string): boolean {
  if (columnsOf(line) !== columnsOf(old)) return false;
  const relation = relationOf(line, old);
  if (relation !== 'unclear') return relation === 'same';
  return balanceOf([line]).net.some((count) => count !== 0) && isSameBalance([line], [old]);
}

function newBlock(
  piece: readonly string[],
  old: readonly string[],
  same: number,
): number | undefined {
  const head = piece[0] ?? '';
  if (isBlank(head) || relationOf(head, old[0] ?? '') !== 'same' || !isWhole(piece))
    return undefined;
  const size = blockLength(piece);
  const oldSize = blockLength(old);
  if (size !== piece.length || size < 2 || oldSize < 2) return undefined;
  if (!isWhole(old.slice(0, oldSize))) return undefined;
  // A closing bracket or `end` shows that the block is complete. Without one, as in Python, the
  // block must be at least as long as the old one.
  const isClosed = isCloser(piece.at(-1) ?? '');
  return isClosed || written(piece) >= written(old.slice(0, oldSize)) ? same + oldSize : undefined;
}

/**
 * The number of lines in the block that the first line opens: that line, the lines indented
 * further, and the closing line if there is one.
 */
export function blockLength(lines: readonly string[]): number {
  const base = columnsOf(lines[0] ?? '');
  let length = 1;
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (isBlank(line)) continue;
    if (columnsOf(line) <= base)
      return isCloser(line) && columnsOf(line) === base ? at + 1 : length;
    length = at + 1;
  }
  return length;
}
