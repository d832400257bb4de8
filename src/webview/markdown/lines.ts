/** Cuts text that comes in pieces into lines. */
import type { BlockParser } from './blockParser.ts';

export interface Lines {
  append(text: string): void;
  /** What has come of the line that is not whole; '' while a piece of a long one is gathered. */
  partial(): string;
  /** The text is whole: so is its last line. */
  end(): void;
  /** What came behind the line with which the parser was full, and was not read; undefined while it is not full. */
  left(): string | undefined;
}

/** A line is handed on in pieces of this many characters, so that one of megabytes is not gone over with each that comes. */
const maxPiece = 65_536;

/** @param isFull Asked after each line: true where no more is to be read. */
export function createLines(
  parser: Pick<BlockParser, 'line' | 'more'>,
  isFull: () => boolean = () => false,
): Lines {
  let rest = '';
  /** The line that `rest` belongs to has been handed on up to there. */
  let begun = false;
  let atStart = true;
  let full = false;

  const hand = (text: string) => {
    if (begun) parser.more(text);
    else parser.line(text);
    begun = true;
  };
  /** Hands on what is full of the line's pieces and gives back the rest. */
  const handPieces = (text: string): string => {
    let from = 0;
    for (; text.length - from > maxPiece; from += maxPiece) hand(text.slice(from, from + maxPiece));
    return text.slice(from);
  };
  const endLine = (text: string) => {
    const last = handPieces(text);
    if (!begun || last !== '') hand(last);
    begun = false;
  };

  const take = (final: boolean) => {
    let from = 0;
    // A carriage return at the very end may be half of a line's end.
    const end = !final && rest.endsWith('\r') ? rest.length - 1 : rest.length;
    for (;;) {
      const at = nextBreak(rest, from, end);
      if (at === null) break;
      endLine(rest.slice(from, at));
      from = at + (rest[at] === '\r' && rest[at + 1] === '\n' ? 2 : 1);
      // What is left at the end is a line at most.
      full = !final && isFull();
      if (full) {
        rest = rest.slice(from);
        return;
      }
    }
    rest = handPieces(rest.slice(from));
  };

  return {
    append: (all) => {
      // A byte order mark at the start of a text is none of its characters: CommonMark's own readers leave it out.
      const text = atStart && all.startsWith('\ufeff') ? all.slice(1) : all;
      atStart &&= all === '';
      rest += text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
      take(false);
    },
    left: () => (full ? rest : undefined),
    partial: () => {
      if (begun || full) return '';
      return rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    },
    end: () => {
      if (full) return;
      take(true);
      if (rest !== '' || begun) endLine(rest);
      rest = '';
    },
  };
}

function nextBreak(text: string, from: number, end: number): number | null {
  const feed = text.indexOf('\n', from);
  const carriage = text.indexOf('\r', from);
  const at = feed < 0 ? carriage : carriage < 0 ? feed : Math.min(feed, carriage);
  return at < 0 || at >= end ? null : at;
}
