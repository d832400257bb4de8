/**
 * Splits text into lines that include their terminators, so that joining them restores the exact
 * text.
 */

/**
 * The line terminators of VS Code's documents. U+2028 and similar characters are part of a line.
 */
export type LineEnding = '\n' | '\r\n' | '\r';

/**
 * Splits a text after each LF, CRLF or lone CR. Every line except possibly the last ends in its
 * terminator. An empty text has no lines. `lines.join('')` restores the text.
 */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = nextBreak(text, 0); at !== -1; at = nextBreak(text, start)) {
    const end = text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
    lines.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** A line without its terminator. */
export function lineContent(line: string): string {
  let end = line.length;
  if (line.charCodeAt(end - 1) === 10) end -= 1;
  if (line.charCodeAt(end - 1) === 13) end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

/**
 * Returns a line's terminator, or '' if it has none (the last line of a text without a final
 * newline).
 */
export function lineTerminator(line: string): LineEnding | '' {
  if (line.endsWith('\r\n')) return '\r\n';
  if (line.endsWith('\n')) return '\n';
  return line.endsWith('\r') ? '\r' : '';
}

/**
 * Returns the most frequent terminator, or `fallback` if no line has one. If counts are equal, the
 * first to reach the count wins.
 */
export function commonEnding(lines: readonly string[], fallback: LineEnding = '\n'): LineEnding {
  const counts = new Map<LineEnding, number>();
  let best: LineEnding = fallback;
  for (const line of lines) {
    const terminator = lineTerminator(line);
    if (terminator === '') continue;
    const count = (counts.get(terminator) ?? 0) + 1;
    counts.set(terminator, count);
    if (count > (counts.get(best) ?? 0)) best = terminator;
  }
  return best;
}

/** Gives every terminated line the same terminator. */
export function withEnding(lines: readonly string[], ending: LineEnding): string[] {
  return lines.map((line) => (lineTerminator(line) === '' ? line : lineContent(line) + ending));
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

function nextBreak(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  // Search for CR only up to the next LF: searching further would scan the rest of a file without
  // any CR.
  const cr = lf === -1 ? text.indexOf('\r', from) : text.slice(from, lf).indexOf('\r');
  if (cr === -1) return lf;
  return lf === -1 ? cr : from + cr;
}
