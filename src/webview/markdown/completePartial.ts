/**
 * Prepares incomplete markdown for display while it streams: closes open marks, and holds back
 * marks that are still ambiguous, so that the view doesn't flicker. Complete text never passes
 * through here.
 */
import { trimEndOf } from '../../core/base/trim.ts';
import { flanks } from './flanking.ts';
import { mathLength } from './math.ts';

/** The lines to show for an incomplete line; null while it is too ambiguous to show. */
export function completeLine(partial: string, inCode: boolean): readonly string[] | null {
  const text = partial.trimStart();
  if (inCode) return /^(?:`{1,}|~{1,})\s*$/.test(text) ? null : [partial];
  // Marks of headings, lists, rules, fences and quotes, a number that may start a list item, or the
  // start of a task's checkbox.
  if (/^[-*+•◦‣▪_=#>`~|\s\d.)]*$/.test(text)) return null;
  if (/^[-*+>\s]*\[[ xX]?\]?\s*$/.test(text)) return null;
  if (text.startsWith('|')) return completeRow(partial);
  return [partial];
}

/** Shows a table's header as one before the delimiter row below it is there. */
function completeRow(partial: string): readonly string[] {
  const pipes = partial.replace(/\\\|/g, '').split('|').length - 1;
  const closed = partial.trimEnd().endsWith('|') && pipes > 1;
  return [closed ? partial : `${partial} |`];
}

/**
 * The delimiter row that would turn a paragraph's last line into a table header; null if that line
 * doesn't look like one.
 */
export function impliedDelimiter(header: string): string | null {
  const text = header.trim();
  if (!text.startsWith('|') || !text.endsWith('|') || text.length < 3) return null;
  const cells = text.replace(/\\\|/g, '').split('|').length - 2;
  return `|${'-|'.repeat(cells)}`;
}

/** Maximum characters to search for the end of a link or of math. */
const maxLookAhead = 2_000;

/** Maximum number of open marks to close. Readable text has fewer. */
const maxOpen = 12;

interface Mark {
  readonly char: string;
  readonly length: number;
  readonly at: number;
}

/** Closes the open emphasis, code and links at the end of a text, or leaves them out. */
export function completeInline(text: string): string {
  if (!/[*_`~[\\!<$]/.test(text)) return text;
  const open: Mark[] = [];
  let i = 0;
  while (i < text.length) {
    const char = text[i] ?? '';
    const math = char === '\\' || char === '$' ? mathLength(text, i) : 0;
    if (math > 0) i += math;
    else if (char === '\\') {
      if (i === text.length - 1) return close(text.slice(0, i), open);
      // Unclosed math: its opening mark is shown, as it will be once the math is closed.
      if (opensMath(text, i)) return close(`${text.slice(0, i)}\\${text.slice(i)}`, open);
      i += 2;
    } else if (char === '<' && /^<(?:b(?:r[ \t]*\/?)?)?$/i.test(text.slice(i, i + maxTag))) {
      return close(text.slice(0, i), open);
    } else if (char === '`') {
      const length = runLength(text, i);
      const end = closingTicks(text, i + length, length);
      if (end === null) return closeCode(text, i, length, open);
      i = end;
    } else if (char === '*' || char === '_' || char === '~') {
      const length = runLength(text, i);
      // Either an incomplete closing mark, which `close` replaces, or an opening mark with no text
      // yet, which is held back.
      if (i + length === text.length) return close(text.slice(0, i), open);
      mark(text, { char, length, at: i }, open);
      i += length;
    } else if (char === '!' && text[i + 1] === '[') {
      const end = linkEnd(text, i + 1);
      if (end === 'open') return close(text.slice(0, i), open);
      i = end ?? i + 2;
    } else if (char === '[') {
      const label = labelEnd(text, i);
      if (label !== null && text[label + 1] === '(' && linkEnd(text, i) === 'open') {
        return close(`${text.slice(0, i)}${text.slice(i, label + 1)}(#)`, open);
      }
      i++;
    } else i++;
  }
  if (text.endsWith('!')) return text;
  return close(text, open);
}

/** Maximum characters of an incomplete `<br>`. */
const maxTag = 8;

function opensMath(text: string, at: number): boolean {
  const rest = text.slice(at + 1, at + maxLookAhead);
  return /^\((?!.*\\\))|^\[(?:$|\s)(?!.*\\\])/s.test(rest);
}

function runLength(text: string, from: number): number {
  let end = from;
  while (text[end] === text[from]) end++;
  return end - from;
}

function closingTicks(text: string, from: number, length: number): number | null {
  for (let at = text.indexOf('`', from); at !== -1;) {
    const run = runLength(text, at);
    if (run === length) return at + run;
    at = text.indexOf('`', at + run);
  }
  return null;
}

/** Open inline code: closed if it has content, left out if only its backticks are there. */
function closeCode(text: string, at: number, length: number, open: readonly Mark[]): string {
  const body = trimEndOf(text.slice(at + length), '`');
  if (body.trim() === '' || body.length > 400) return close(text.slice(0, at), open) + keep(body);
  return close(`${text.slice(0, at)}${'`'.repeat(length)}${body}${'`'.repeat(length)}`, open);
}

function keep(body: string): string {
  return body.trim() === '' ? '' : body;
}

/** Processes a run of marks within the text: it closes what it can, and the rest of it may open. */
function mark(text: string, run: Mark, open: Mark[]): void {
  if (run.char === '~' && run.length !== 2) return;
  const may = flanks(text, run.at, run.length);
  let left = run.length;
  if (may.close) {
    for (let last = open.at(-1); last?.char === run.char && left > 0; last = open.at(-1)) {
      open.pop();
      if (last.length > left) open.push({ ...last, length: last.length - left });
      left -= Math.min(left, last.length);
    }
  }
  if (left > 0 && may.open) open.push({ ...run, length: Math.min(left, 3) });
}

function close(text: string, open: readonly Mark[]): string {
  if (open.length === 0 || open.length > maxOpen) return text;
  const last = open.at(-1);
  // Opening marks with no text yet.
  if (last !== undefined && last.at + last.length >= text.length) {
    return close(text.slice(0, last.at), open.slice(0, -1));
  }
  const end = text.trimEnd().length;
  const marks = [...open].reverse().map((each) => each.char.repeat(each.length));
  return text.slice(0, end) + marks.join('') + text.slice(end);
}

function labelEnd(text: string, from: number): number | null {
  let depth = 0;
  const max = Math.min(text.length, from + maxLookAhead);
  for (let i = from; i < max; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return i;
  }
  return null;
}

/**
 * End of the link or image whose `[` is at `from`; 'open' if it is incomplete; null if it is
 * neither.
 */
function linkEnd(text: string, from: number): number | 'open' | null {
  const label = labelEnd(text, from);
  if (label === null) return 'open';
  if (text[label + 1] === undefined) return 'open';
  if (text[label + 1] !== '(') return null;
  let depth = 0;
  const max = Math.min(text.length, label + maxLookAhead);
  for (let i = label + 1; i < max; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '\n') return null;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i + 1;
  }
  return max < text.length ? null : 'open';
}
