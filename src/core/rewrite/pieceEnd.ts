/** Where a piece of new code ends in the old lines, on the side where a marker follows (or precedes) it. */
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
  /** Lines of the piece between its last sure line and the marker, in the order of the text. */
  readonly piece: readonly string[];
  /** The old lines from that sure line on, in the order of the text. */
  readonly old: readonly string[];
  /** `down`: the marker is after the piece, `up`: it is before. */
  readonly way: 'down' | 'up';
  /** The old line beyond the near end of `old`: the sure line itself; undefined at the edge of the text. */
  readonly beyond: string | undefined;
}

/** The old lines that a piece stands for, counted from the sure line. */
export interface StoodFor {
  readonly count: number;
  /** Whether the piece's last line away from the sure one was put in, and is no version of an old one. */
  readonly isAdded: boolean;
}

/**
 * How many of the old lines the piece stands for; undefined where it could be more than one number.
 * A piece is (1) the old lines themselves, (2) lines put in, up to an old line that follows, (3) whole statements put in, none of
 * which is about what the old ones are about, (4) new versions of the next old lines, one for one, or (5) changed lines before old ones.
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
  // The same lines with old ones taken out between: nothing tells it from lines put in that are like old ones.
  if (couldBeTakenOut(piece, old, lossless[0]?.count ?? 0)) {
    return version(takenOut(piece, old, ends));
  }
  if (lossless.length > 0) {
    // Nothing but blank lines is other: where the last line is there again, lines may have been taken out instead.
    const [end] = lossless;
    if (end?.added === 0 && old.slice(end.count).some((line) => isSame(line, piece.at(-1)))) {
      return undefined;
    }
    // `return;` after new statements may be the old one, or a new one besides it.
    const isToldByEnd = piece.slice(-(end?.run ?? 1)).some(isTelling);
    if (!isToldByEnd && isWhole(towards(piece.slice(same), edge.way))) return undefined;
    const least = Math.min(...lossless.map((end) => end.added));
    // One line put in among lines that are alike, or one of them changed: the costs are too near.
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

/** The lines in the order in which they lead away from the sure line. */
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
    // Old lines that say something are the old ones, not a second time the same.
    if (at < same && isTelling(piece[at] ?? '')) return undefined;
    // A blank line before a part of its own belongs to that. Before statements it may be the old one as well as a new one.
    if (at > 0 && isBlank(piece[at - 1] ?? '')) {
      if (written(piece.slice(at)) < 3) return 'old';
      continue;
    }
    const added = towards(piece.slice(at), edge.way);
    const near = at === 0 ? edge.beyond : old[at - 1];
    const far = old.slice(at).find((line) => !isBlank(line));
    const [before, after] = edge.way === 'down' ? [near, far] : [far, near];
    // Right beside a sure line the place is said, whatever the indentation there.
    const isSaid = at === 0 && near !== undefined && columnsOf(firstOf(added)) >= columnsOf(near);
    if (!isWhole(added) || !(isSaid || fitsBetween(before, after, added))) continue;
    // The lines that a marker stands for may end in what belongs to the line after it.
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

/** Whether lines that no sure line places are something of their own: a declaration, an import, a block. A statement may stand for another. */
function isAddition(lines: readonly string[]): boolean {
  const first = lines.find((line) => !isBlank(line) && !isPreface(line)) ?? '';
  return isDeclaration(first) || (isTelling(first) && written(lines) >= 3);
}

/** Whether lines that seem to be put in are rather new versions of old ones. */
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

/** New versions of the next old lines, each of its own; or of the whole block that the first one begins. */
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

/** A line that leaves a bracket or a tag open cannot be put in by itself: it is a version of one that does so too. */
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
  // With a bracket or an `end` a block shows that it is all there. One of Python's must be as long as the old one at least.
  const isClosed = isCloser(piece.at(-1) ?? '');
  return isClosed || written(piece) >= written(old.slice(0, oldSize)) ? same + oldSize : undefined;
}

/** The lines that are further in than the first, and the end of the block where it has one. */
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
