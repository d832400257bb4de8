/** Finds the old lines that each piece of a reply between its markers takes the place of. */
import { hasNeighbour, inOrder, isLikelyChange, uniqueLines, type Anchor } from './anchors.ts';
import { isSame } from './sharedLines.ts';
import { blockLength, linesStoodFor } from './pieceEnd.ts';
import { isBlank } from '../base/lines.ts';
import {
  columnsOf,
  isCloser,
  opensBlock,
  isPreface,
  isSameBalance,
  isTelling,
} from './lineShape.ts';
import { declaredName } from './declaredName.ts';

export interface Piece {
  /** Without blank lines at its edges. */
  readonly lines: readonly string[];
  readonly blanksBefore: number;
  readonly blanksAfter: number;
  /** The marker before it; undefined at the beginning of the reply. */
  readonly markerBefore: string | undefined;
  readonly markerAfter: string | undefined;
}

/** A piece and the old lines that it takes the place of: from `start` up to, but not with, `end`. */
export type Placed = Piece & Region;

/** The pieces with their places, in order; undefined where one of them could have two, or has none. */
export function locatePieces(
  pieces: readonly Piece[],
  old: readonly string[],
): readonly Placed[] | undefined {
  const now = pieces.flatMap((piece) => piece.lines);
  const anchors = inOrder(uniqueLines(now, old), now, old);
  if (anchors === undefined) return undefined;
  const first = old.findIndex((line) => !isBlank(line));
  const last = old.findLastIndex((line) => !isBlank(line));
  if (first === -1) return undefined;
  const placed: Placed[] = [];
  let open: readonly Open[] = [];
  let offset = 0;
  let from = first;
  for (const piece of pieces) {
    const next = offset + piece.lines.length;
    const own: Anchor[] | undefined = sure(
      anchors.filter((anchor) => anchor.now >= offset && anchor.now < next),
      now,
      old,
    );
    if (own === undefined) return undefined;
    if (own.length === 0) own.push(...closerOf(piece.lines, offset, open, old));
    const following = anchors.find((anchor) => anchor.now >= next);
    const region = regionOf(piece, own, offset, old, {
      from,
      to: following?.old ?? last + 1,
      end: last + 1,
    });
    if (
      region === undefined ||
      !isSound(
        piece,
        region,
        old,
        own.length > 0 && anchors.every((anchor) => anchor.now !== own[0]?.now),
      )
    )
      return undefined;
    placed.push({ ...piece, ...region });
    open = stillOpen(piece.lines, region, open, old);
    from = region.end;
    offset = next;
  }
  return placed;
}

/** The anchors of one piece that make sense with each other; one that is like an old line far away by chance is left out. */
function sure(
  anchors: readonly Anchor[],
  now: readonly string[],
  old: readonly string[],
): Anchor[] | undefined {
  const kept: Anchor[] = [];
  for (const anchor of anchors) {
    const before = kept.at(-1);
    if (before === undefined || isLikelyChange(before, anchor, now, old)) {
      kept.push(anchor);
      continue;
    }
    const isAlone = !hasNeighbour(anchor, now, old);
    if (isAlone === !hasNeighbour(before, now, old)) return undefined;
    if (!isAlone) kept.splice(-1, 1, anchor);
  }
  return kept;
}

/** An old line that begins a block which the pieces so far have not ended. */
interface Open {
  readonly columns: number;
  readonly at: number;
}

function stillOpen(
  lines: readonly string[],
  region: Region,
  before: readonly Open[],
  old: readonly string[],
): readonly Open[] {
  let open = [...before];
  lines.forEach((line, index) => {
    if (isBlank(line)) return;
    open = open.filter(({ columns }) => columns < columnsOf(line));
    if (!opensBlock(line)) return;
    // Only the last line of a piece can be a changed one of which the old one is known.
    const known = old.slice(region.start, region.end).findLastIndex((each) => isSame(each, line));
    const at =
      known !== -1 ? region.start + known : index === lines.length - 1 ? region.end - 1 : -1;
    if (at >= 0) open.push({ columns: columnsOf(line), at });
  });
  return open;
}

/** The end of the innermost block that is open: a piece of new lines and such an end is placed by it. */
function closerOf(
  lines: readonly string[],
  offset: number,
  open: readonly Open[],
  old: readonly string[],
): readonly Anchor[] {
  const block = open.at(-1);
  const index = lines.findIndex(
    (line) => isCloser(line) && columnsOf(line) <= (block?.columns ?? 0),
  );
  const closer = lines[index];
  if (closer === undefined || block?.columns !== columnsOf(closer)) return [];
  const end = block.at + blockLength(old.slice(block.at)) - 1;
  return end > block.at && isSame(old[end], closer) ? [{ now: offset + index, old: end }] : [];
}

export interface Region {
  readonly start: number;
  readonly end: number;
  /** Whether the first and the last line were put in, so that blank lines around them count. */
  readonly isFirstAdded: boolean;
  readonly isLastAdded: boolean;
}

/** The old lines that a piece takes the place of, among those from `from` on; `to` is where the next piece is at the latest. */
function regionOf(
  piece: Piece,
  anchors: readonly Anchor[],
  offset: number,
  old: readonly string[],
  limits: { readonly from: number; readonly to: number; readonly end: number },
): Region | undefined {
  const { lines } = piece;
  const byAnchors = anchoredRegion(piece, anchors, offset, old, limits);
  if (anchors.length > 0 && !isNewPart(lines, old)) return byAnchors;
  // A new part with some lines like old ones: a copy, or the old part under a new name?
  const byEdge = withoutAnchor(piece, old, limits);
  const isAdded = byEdge?.isFirstAdded === true || byEdge?.isLastAdded === true;
  if (byAnchors === undefined) return isAdded || !isNewPart(lines, old) ? byEdge : undefined;
  if (piece.markerBefore !== undefined && piece.markerAfter !== undefined) return byAnchors;
  return isAdded && byAnchors.start === byEdge.start && byAnchors.end === byEdge.end
    ? byAnchors
    : undefined;
}

/** Whether a piece begins with a declaration of something that the old lines do not declare, and repeats none of them at its own depth. */
function isNewPart(lines: readonly string[], old: readonly string[]): boolean {
  const first = lines.find((line) => !isPreface(line)) ?? '';
  const name = declaredName(first);
  if (name === undefined || old.some((line) => declaredName(line) === name)) return false;
  const known = new Set(old);
  return lines.every(
    (line) =>
      columnsOf(line) !== columnsOf(first) ||
      isCloser(line) ||
      !isTelling(line) ||
      !known.has(line),
  );
}

function anchoredRegion(
  piece: Piece,
  anchors: readonly Anchor[],
  offset: number,
  old: readonly string[],
  limits: { readonly from: number; readonly to: number; readonly end: number },
): Region | undefined {
  const { lines } = piece;
  const head = anchors[0];
  const tail = anchors.at(-1);
  if (head === undefined || tail === undefined) return undefined;
  const isInPlace = (anchor: Anchor): boolean =>
    isSame(lines[anchor.now - offset], old[anchor.old]);
  if (anchors.filter(isInPlace).length * 2 < anchors.length) return undefined;
  if (head.old < limits.from) return undefined;
  const up = linesStoodFor({
    piece: lines.slice(0, head.now - offset),
    old: old.slice(limits.from, head.old),
    way: 'up',
    beyond: old[head.old],
  });
  const down = linesStoodFor({
    piece: lines.slice(tail.now - offset + 1),
    old: old.slice(tail.old + 1, limits.to),
    way: 'down',
    beyond: old[tail.old],
  });
  const start =
    piece.markerBefore === undefined
      ? limits.from
      : up === undefined
        ? undefined
        : head.old - up.count;
  const end =
    piece.markerAfter === undefined
      ? limits.end
      : down === undefined
        ? undefined
        : tail.old + 1 + down.count;
  if (start === undefined || end === undefined) return undefined;
  // From the very beginning or to the very end, what is gone must be explained by what is new there.
  const now = padded(lines, offset);
  const top = { now: offset - 1, old: start - 1 };
  if (piece.markerBefore === undefined && !isLikelyChange(top, head, now, old)) return undefined;
  const bottom = { now: offset + lines.length, old: end };
  if (piece.markerAfter === undefined && !isLikelyChange(tail, bottom, now, old)) return undefined;
  return { start, end, isFirstAdded: up?.isAdded === true, isLastAdded: down?.isAdded === true };
}

/** The lines at the indices that they have among those of all pieces. */
function padded(lines: readonly string[], offset: number): readonly string[] {
  return [...Array.from({ length: offset }, () => ''), ...lines];
}

/** A piece that has no line to know it by has a place only at the beginning or the end of the text. */
function withoutAnchor(
  piece: Piece,
  old: readonly string[],
  { from, end }: { readonly from: number; readonly end: number },
): Region | undefined {
  if (piece.markerBefore === undefined) {
    const down = linesStoodFor({
      piece: piece.lines,
      old: old.slice(from, end),
      way: 'down',
      beyond: undefined,
    });
    return down === undefined
      ? undefined
      : { start: from, end: from + down.count, isFirstAdded: false, isLastAdded: down.isAdded };
  }
  if (piece.markerAfter !== undefined) return undefined;
  const up = linesStoodFor({
    piece: piece.lines,
    old: old.slice(from, end),
    way: 'up',
    beyond: undefined,
  });
  return up === undefined
    ? undefined
    : { start: end - up.count, end, isFirstAdded: up.isAdded, isLastAdded: false };
}

function isSound(
  piece: Piece,
  { start, end }: Region,
  old: readonly string[],
  isEndOfBlock: boolean,
): boolean {
  if (end < start) return false;
  const gone = old.slice(start, end);
  if (!isSameBalance(piece.lines, gone)) return false;
  if (piece.markerBefore === undefined || piece.markerAfter === undefined) return true;
  // A piece in the middle that changes nothing, and could be elsewhere, may be what is left of a deletion.
  const isUnchanged =
    gone.length === piece.lines.length && gone.every((line, i) => isSame(line, piece.lines[i]));
  return !isUnchanged || isEndOfBlock || uniqueLines([piece.lines[0] ?? ''], old).length > 0;
}
