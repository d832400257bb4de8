/**
 * "The rest is unchanged": puts back what such lines of a reply stand for, where that is certain.
 *
 * Between its markers a reply has pieces of the new text. A piece is placed by lines that are there once before and once now, or by
 * the very beginning or end of the text. Lines that could be anywhere (`}`, `return x;`) never place one by themselves.
 * From a sure line to the marker the piece must be the old lines, lines put in, or changed lines before old ones, with the same
 * brackets left open; what can be read in two ways is refused, for a wrong guess would lose code silently.
 */
import { inPlace, type IndentStyle } from './indentation.ts';
import { isEmphatic, losesAt, saidBy, sayings } from './omissionMarker.ts';
import { isBlank } from '../base/lines.ts';
import { isPartialResponse } from './partialResponse.ts';
import { locatePieces, type Piece, type Placed } from './locatePieces.ts';

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
    return losesAt(maybes, reply, old) || isPartialResponse(reply, old) ? undefined : reply;
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

/** As many blank lines as the piece has before it, those that are there already counted. */
function addBlanks(lines: string[], wanted: number): void {
  let there = 0;
  while (there < lines.length && isBlank(lines.at(-1 - there) ?? 'x')) there += 1;
  if (lines.length === there) return;
  for (; there < wanted; there += 1) lines.push('');
}
