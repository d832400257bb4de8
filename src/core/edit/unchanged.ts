/**
 * "The rest is unchanged": puts back what such lines of a reply stand for, where that is certain.
 *
 * Between its markers a reply has pieces of the new text. A piece is placed by lines that are there once before and once now, or by
 * the very beginning or end of the text. Lines that could be anywhere (`}`, `return x;`) never place one by themselves.
 * From a sure line to the marker the piece must be the old lines, lines put in, or changed lines before old ones, with the same
 * brackets left open; what can be read in two ways is refused, for a wrong guess would lose code silently.
 */
import { inOrder, isLikelyChange, hasNeighbour, uniqueLines, type Anchor } from './anchors.ts';
import { blockLength, isSame, linesStoodFor } from './edge.ts';
import { inPlace, type IndentStyle } from './indentation.ts';
import { isEmphatic, losesAt, saidBy, sayings } from './leftOutMarker.ts';
import { isBlank } from './lines.ts';
import { isPartAlone } from './partAlone.ts';
import { columnsOf, isCloser, isPreface, isSameBalance, isTelling } from './shape.ts';
import { declaredName } from './subject.ts';

/** What is known of the document besides the lines. */
export interface Surroundings {
  /** VS Code's language id: it says what a comment is. */
  readonly language?: string;
  readonly style?: IndentStyle;
}

/** Whether a line says that code was left out, and nothing else. */
export function isRestMarker(line: string, language?: string): boolean {
  return saidBy(line, language) === 'marker';
}

/**
 * The lines of a reply with each marker replaced by the old lines that it stands for; undefined where that is not certain, and where
 * a reply without markers gives only a part of the old lines. A marker that the old lines have too is code.
 */
export function expandRest(
  reply: readonly string[],
  old: readonly string[],
  { language, style }: Surroundings = {},
): readonly string[] | undefined {
  const said = sayings(reply, old, language);
  if (!said.includes('marker')) {
    const maybes = new Set(said.flatMap((saying, at) => (saying === 'maybe' ? [at] : [])));
    return losesAt(maybes, reply, old) || isPartAlone(reply, old) ? undefined : reply;
  }
  const pieces = piecesOf(reply, said);
  const lines = inPlace(
    pieces.flatMap((piece) => piece.lines),
    old,
    style,
  );
  let at = 0;
  const placed = place(
    pieces.map((piece) => {
      const moved = lines.slice(at, at + piece.lines.length);
      at += piece.lines.length;
      return { ...piece, lines: moved };
    }),
    old,
  );
  if (placed === undefined) return undefined;
  const result = joined(placed, old);
  // Lines around a marker that say nothing new may be what is left of a deletion: which one, nobody can tell.
  if (result.join('\n') === old.join('\n')) return undefined;
  const unclear = new Set(
    reply.filter((_, index) => said[index] === 'maybe').map((line) => line.trim()),
  );
  const maybes = new Set(
    result.flatMap((line, index) => (unclear.has(line.trim()) ? [index] : [])),
  );
  return losesAt(maybes, result, old) ? undefined : result;
}

interface Piece {
  /** Without blank lines at its edges. */
  readonly lines: readonly string[];
  readonly blanksBefore: number;
  readonly blanksAfter: number;
  /** The marker before it; undefined at the beginning of the reply. */
  readonly markerBefore: string | undefined;
  readonly markerAfter: string | undefined;
}

/** A piece and the old lines that it takes the place of: from `start` up to, but not with, `end`. */
type Placed = Piece & Region;

function piecesOf(reply: readonly string[], said: readonly unknown[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let markerBefore: string | undefined;
  for (let at = 0; at <= reply.length; at += 1) {
    if (at < reply.length && said[at] !== 'marker') continue;
    const lines = reply.slice(start, at);
    const first = lines.findIndex((line) => !isBlank(line));
    const last = lines.findLastIndex((line) => !isBlank(line));
    if (first !== -1) {
      pieces.push({
        lines: lines.slice(first, last + 1),
        blanksBefore: first,
        blanksAfter: lines.length - 1 - last,
        markerBefore,
        markerAfter: reply[at],
      });
    }
    markerBefore = reply[at];
    start = at + 1;
  }
  return pieces;
}

function place(pieces: readonly Piece[], old: readonly string[]): readonly Placed[] | undefined {
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
  const index = lines.findIndex(
    (line) =>
      !isBlank(line) && isCloser(line) && open.some(({ columns }) => columns === columnsOf(line)),
  );
  const closer = lines[index];
  const block = open.findLast(
    ({ columns }) => closer !== undefined && columns === columnsOf(closer),
  );
  if (closer === undefined || block === undefined) return [];
  const end = block.at + blockLength(old.slice(block.at)) - 1;
  return end > block.at && isSame(old[end], closer) ? [{ now: offset + index, old: end }] : [];
}

interface Region {
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
  if (byAnchors === undefined) return anchors.length === 0 || isAdded ? byEdge : undefined;
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

function joined(placed: readonly Placed[], old: readonly string[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const piece of placed) {
    const restored = old.slice(at, piece.start);
    if (
      restored.every(isBlank) &&
      piece.markerBefore !== undefined &&
      !isEmphatic(piece.markerBefore)
    ) {
      result.push(piece.markerBefore);
    }
    result.push(...restored);
    if (piece.markerBefore !== undefined && piece.isFirstAdded)
      addBlanks(result, piece.blanksBefore);
    result.push(...piece.lines);
    at = piece.end;
    if (piece.markerAfter !== undefined && piece.isLastAdded && at < old.length) {
      const there = old.slice(at).findIndex((line) => !isBlank(line));
      for (let i = Math.max(0, there); i < piece.blanksAfter; i += 1) result.push('');
    }
  }
  result.push(...old.slice(at));
  return result;
}

/** As many blank lines as the piece has before it, those that are there already counted. */
function addBlanks(lines: string[], wanted: number): void {
  let there = 0;
  while (there < lines.length && isBlank(lines.at(-1 - there) ?? 'x')) there += 1;
  if (lines.length === there) return;
  for (; there < wanted; there += 1) lines.push('');
}
