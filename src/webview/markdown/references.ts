/** Link reference definitions: `[label]: destination "title"` at the start of a paragraph. */
import type { MarkdownIt } from 'markdown-it';

export interface Definition {
  readonly href: string;
  readonly title: string;
}

/** By normalized label. The first definition of a label counts. */
export type References = Record<string, Definition>;

const maxLabel = 999;

/**
 * Removes the definitions from the start of a paragraph's text, passes each to `found`, and returns
 * the rest of the text.
 */
export function takeDefinitions(
  parser: MarkdownIt,
  text: string,
  found: (label: string, definition: Definition) => void,
): string {
  let start = 0;
  while (text[start] === '[') {
    const end = takeOne(parser, text, start, found);
    if (end === null) break;
    start = end;
  }
  return text.slice(start);
}

function takeOne(
  parser: MarkdownIt,
  text: string,
  start: number,
  found: (label: string, definition: Definition) => void,
): number | null {
  const close = endOfLabel(text, start);
  if (close === null || text[close + 1] !== ':') return null;
  // A footnote, which is not supported: its text would be read as a destination and lost.
  if (text[start + 1] === '^') return null;
  const label = parser.utils.normalizeReference(text.slice(start + 1, close));
  if (label === '') return null;

  const from = skipSpace(text, close + 2);
  const destination = parser.helpers.parseLinkDestination(text, from, text.length);
  if (!destination.ok) return null;
  const href = parser.normalizeLink(destination.str);
  if (!parser.validateLink(href)) return null;

  const beforeTitle = skipSpace(text, destination.pos);
  let title = '';
  let end = endOfLine(text, destination.pos);
  if (beforeTitle > destination.pos) {
    const parsed = parser.helpers.parseLinkTitle(text, beforeTitle, text.length);
    const afterTitle = parsed.ok ? endOfLine(text, parsed.pos) : null;
    if (afterTitle !== null) {
      title = parsed.str;
      end = afterTitle;
    }
  }
  if (end === null) return null;
  found(label, { href, title });
  return end;
}

/** Index of the `]` that ends the label which starts at `start`. */
function endOfLabel(text: string, start: number): number | null {
  const max = Math.min(text.length, start + maxLabel + 2);
  for (let i = start + 1; i < max; i++) {
    if (text[i] === ']') return i;
    if (text[i] === '[') return null;
    if (text[i] === '\\') i++;
  }
  return null;
}

/** Skips spaces and tabs, and at most one line feed. */
function skipSpace(text: string, from: number): number {
  let lines = 0;
  let at = from;
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === '\n' && ++lines > 1) break;
    if (char !== ' ' && char !== '\t' && char !== '\n') break;
  }
  return at;
}

/** Start of the next line if only whitespace remains on this one; else null. */
function endOfLine(text: string, from: number): number | null {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at >= text.length) return at;
  return text[at] === '\n' ? at + 1 : null;
}
