/** Text as lines that keep their terminators, so that joining any run of them gives the exact text back. */

/** The terminators that VS Code's documents know. U+2028 and the like are ordinary characters of a line. */
export type LineEnding = '\n' | '\r\n' | '\r';

/**
 * Splits a text after each LF, CRLF or lone CR. Every line but perhaps the last ends in its terminator;
 * an empty text has no lines, and `lines.join('')` is the text.
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

/** A line's terminator, or '' where it has none: the last line of a text without a final newline. */
export function lineTerminator(line: string): LineEnding | '' {
  if (line.endsWith('\r\n')) return '\r\n';
  if (line.endsWith('\n')) return '\n';
  return line.endsWith('\r') ? '\r' : '';
}

/** The terminator that most lines of a text have; `fallback` where no line has one. The first to reach the count wins a tie. */
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
  // Searching for CR up to a known LF would scan the whole rest of a file that has none: look only as far as the LF.
  const cr = lf === -1 ? text.indexOf('\r', from) : text.slice(from, lf).indexOf('\r');
  if (cr === -1) return lf;
  return lf === -1 ? cr : from + cr;
}
