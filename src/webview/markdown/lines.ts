/** Splits chunks of text into lines. */
import type { BlockParser } from './blockParser.ts';

export interface Lines {
  append(text: string): void;
  /** The incomplete line so far; '' while a piece of a long line is being collected. */
  partial(): string;
  /** The text is complete, and so is its last line. */
  end(): void;
  /**
   * The unread text after the line at which the parser became full; undefined while it is not full.
   */
  left(): string | undefined;
}

/**
 * Characters per piece of a long line, so that a line of megabytes isn't scanned again with each
 * chunk.
 */
const maxPiece = 65_536;

/** @param isFull Called after each line. Returns true if no more lines should be read. */
export function createLines(
  parser: Pick<BlockParser, 'line' | 'more'>,
  isFull: () => boolean = () => false,
): Lines {
  let rest = '';
  /** The start of the line that `rest` belongs to was already passed to the parser. */
  let begun = false;
  let atStart = true;
  let full = false;

  const hand = (text: string) => {
    if (begun) parser.more(text);
    else parser.line(text);
    begun = true;
  };
  /** Passes the complete pieces of the line to the parser and returns the rest. */
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
    // A trailing carriage return may be the first half of a line ending.
    const end = !final && rest.endsWith('\r') ? rest.length - 1 : rest.length;
    for (;;) {
      const at = nextBreak(rest, from, end);
      if (at === null) break;
      endLine(rest.slice(from, at));
      from = at + (rest[at] === '\r' && rest[at + 1] === '\n' ? 2 : 1);
      // At the end of the text at most one line remains, so the limit is not checked.
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
      // CommonMark's reference parsers ignore a byte order mark at the start of the text.
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
