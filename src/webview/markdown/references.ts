/** Link reference definitions: `[label]: destination "title"` at a paragraph's start. */
import type { MarkdownIt } from 'markdown-it';

export interface Definition {
  readonly href: string;
  readonly title: string;
}

/** By the normalised label. The first definition of a label counts. */
export type References = Record<string, Definition>;

const maxLabel = 999;

/** Takes the definitions off the start of a paragraph's text into `found` and gives back what is left of the text. */
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
  // A footnote, which is not read: what it says would be taken for an address, and lost.
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

/** The index of the `]` that ends the label which begins at `start`. */
function endOfLabel(text: string, start: number): number | null {
  const max = Math.min(text.length, start + maxLabel + 2);
  for (let i = start + 1; i < max; i++) {
    if (text[i] === ']') return i;
    if (text[i] === '[') return null;
    if (text[i] === '\\') i++;
  }
  return null;
}

/** Over spaces and tabs, and at most one line feed among them. */
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

/** The start of the next line when nothing but space is left of this one. */
function endOfLine(text: string, from: number): number | null {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at >= text.length) return at;
  return text[at] === '\n' ? at + 1 : null;
}
