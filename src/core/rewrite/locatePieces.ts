/** Finds the old lines that each piece of a response replaces. Markers separate the pieces. */
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
  /** Without leading and trailing blank lines. */
  readonly lines: readonly string[];
  readonly blanksBefore: number;
  readonly blanksAfter: number;
  /** The marker before it; undefined at the start of the response. */
  readonly markerBefore: string | undefined;
  readonly markerAfter: string | undefined;
}

/** A piece and the old lines that it replaces: from `start` up to but not including `end`. */
export type Placed = Piece & Region;

/** The pieces with their regions, in order; undefined if a piece fits in two places or in none. */
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

/**
 * The anchors of one piece that are consistent with each other. Drops an anchor that matches a
 * distant old line by chance. Undefined if two anchors contradict each other and neither is clearly
 * the accidental one.
 */
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

/** An old line that opens a block which no piece so far has closed. */
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
    // For a changed line, the old line is known only if it is the last line of the piece.
    const known = old.slice(region.start, region.end).findLastIndex((each) => isSame(each, line));
    const at =
      known !== -1 ? region.start + known : index === lines.length - 1 ? region.end - 1 : -1;
    if (at >= 0) open.push({ columns: columnsOf(line), at });
  });
  return open;
}

/**
 * An anchor at the closing line of the innermost open block, for a piece without other anchors.
 * Empty if the piece doesn't contain that line.
 */
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
  /**
   * Whether the piece's first and last lines are insertions. Its blank lines around them are then
   * inserted too.
   */
  readonly isFirstAdded: boolean;
  readonly isLastAdded: boolean;
}

/**
 * The old lines that a piece replaces. They start at or after `limits.from`. `limits.to` is the
 * next piece's first anchor, and `limits.end` is the line after the last non-blank one.
 */
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
  // A new declaration that shares lines with the old text is either a copy or a renamed old one.
  const byEdge = withoutAnchor(piece, old, limits);
  const isAdded = byEdge?.isFirstAdded === true || byEdge?.isLastAdded === true;
  if (byAnchors === undefined) return isAdded || !isNewPart(lines, old) ? byEdge : undefined;
  if (piece.markerBefore !== undefined && piece.markerAfter !== undefined) return byAnchors;
  return isAdded && byAnchors.start === byEdge.start && byAnchors.end === byEdge.end
    ? byAnchors
    : undefined;
}

/**
 * Whether a piece begins with a declaration that the old lines don't have, and repeats no
 * distinctive old line at that declaration's indentation.
 */
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
  // At the start and the end of the text, new lines must account for the old lines that are lost.
  const now = padded(lines, offset);
  const top = { now: offset - 1, old: start - 1 };
  if (piece.markerBefore === undefined && !isLikelyChange(top, head, now, old)) return undefined;
  const bottom = { now: offset + lines.length, old: end };
  if (piece.markerAfter === undefined && !isLikelyChange(tail, bottom, now, old)) return undefined;
  return { start, end, isFirstAdded: up?.isAdded === true, isLastAdded: down?.isAdded === true };
}

/** The lines, padded so that each has its index among the lines of all pieces. */
function padded(lines: readonly string[], offset: number): readonly string[] {
  return [...Array.from({ length: offset }, () => ''), ...lines];
}

/** Locates a piece without anchors. It can only be at the start or the end of the text. */
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
  // An unchanged piece in the middle that also fits elsewhere may be the remainder of a deletion.
  const isUnchanged =
    gone.length === piece.lines.length && gone.every((line, i) => isSame(line, piece.lines[i]));
  return !isUnchanged || isEndOfBlock || uniqueLines([piece.lines[0] ?? ''], old).length > 0;
}
