/**
 * Replaces lines such as "the rest is unchanged" in a response with the old lines that they stand
 * for, if those are certain.
 *
 * The markers split a response into pieces of the new text. A piece is located by anchors, which
 * are lines that occur exactly once in both texts, or by the start or end of the text. Lines that
 * could be anywhere (`}`, `return x;`) never locate a piece on their own. From an anchor to the
 * marker, a piece must consist of old lines, inserted lines, or changed lines before old ones, with
 * the same brackets left open. An ambiguous piece is rejected, because a wrong guess would lose
 * code silently.
 */
import { inPlace, type IndentStyle } from './indentation.ts';
import { isEmphatic, losesAt, saidBy, sayings } from './omissionMarker.ts';
import { isBlank } from '../base/lines.ts';
import { losesDeclarations } from './lostDeclarations.ts';
import { locatePieces, type Piece, type Placed } from './locatePieces.ts';

/** What is known about the document besides its lines. */
export interface Surroundings {
  /** VS Code's language id. It determines the comment syntax. */
  readonly language?: string;
  readonly style?: IndentStyle;
}

/** Whether a line only states that code was omitted. */
export function isRestMarker(line: string, language?: string): boolean {
  return saidBy(line, language) === 'marker';
}

/**
 * The response's lines with each marker replaced by the old lines that it stands for. Undefined if
 * those are uncertain, or if a response without markers contains only part of the old lines. A
 * marker that also occurs in the old lines counts as code.
 */
export function expandRest(
  reply: readonly string[],
  old: readonly string[],
  { language, style }: Surroundings = {},
): readonly string[] | undefined {
  const said = sayings(reply, old, language);
  if (!said.includes('marker')) {
    const maybes = new Set(said.flatMap((saying, at) => (saying === 'maybe' ? [at] : [])));
    return losesAt(maybes, reply, old) || losesDeclarations(reply, old) ? undefined : reply;
  }
  const pieces = piecesOf(reply, said);
  const lines = inPlace(
    pieces.flatMap((piece) => piece.lines),
    old,
    style,
  );
  let at = 0;
  const placed = locatePieces(
    pieces.map((piece) => {
      const moved = lines.slice(at, at + piece.lines.length);
      at += piece.lines.length;
      return { ...piece, lines: moved };
    }),
    old,
  );
  if (placed === undefined) return undefined;
  const result = joined(placed, old);
  // If nothing changes, the response may be the remainder of a deletion, but of unknown lines.
  if (result.join('\n') === old.join('\n')) return undefined;
  const unclear = new Set(
    reply.filter((_, index) => said[index] === 'maybe').map((line) => line.trim()),
  );
  const maybes = new Set(
    result.flatMap((line, index) => (unclear.has(line.trim()) ? [index] : [])),
  );
  return losesAt(maybes, result, old) ? undefined : result;
}

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

/** Appends blank lines until `lines` ends in `wanted` of them, unless all lines are blank. */
function addBlanks(lines: string[], wanted: number): void {
  let there = 0;
  while (there < lines.length && isBlank(lines.at(-1 - there) ?? 'x')) there += 1;
  if (lines.length === there) return;
  for (; there < wanted; there += 1) lines.push('');
}
