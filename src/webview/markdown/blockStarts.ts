/**
 * How each kind of block starts: CommonMark 0.31 sections 4 and 5, and GFM tables. Raw HTML starts
 * no block: it is text.
 */
import MarkdownIt from 'markdown-it';
import { trimSpace } from '../../core/base/trim.ts';
import type {
  Block,
  ContainerBlock,
  LeafBlock,
  ListBlock,
  ParagraphBlock,
  TableBlock,
} from './blocks.ts';
import {
  advanceChars,
  advanceColumns,
  advanceTo,
  isSpaceOrTab,
  type Ahead,
  type Cursor,
} from './cursor.ts';
import { maxColumns, parseDelimiterRow, splitRow } from './tables.ts';

const { unescapeAll } = new MarkdownIt().utils;

/**
 * What starts at the cursor: containers, outermost first, or a leaf, which takes the rest of the
 * line.
 */
export type Start =
  | { readonly containers: readonly ContainerBlock[] }
  | { readonly leaf: LeafBlock; readonly closed: boolean };

/** The context in which a block may start. */
export interface Situation {
  readonly cursor: Cursor;
  readonly ahead: Ahead;
  readonly lineNumber: number;
  /** The innermost block that this line continues. */
  readonly container: Block;
  /** The innermost open block, which the line may continue lazily. */
  readonly tip: Block;
}

/**
 * The block that starts at the cursor, with the cursor moved past its marker. If there is none,
 * returns null and doesn't move the cursor.
 */
export function blockStart(situation: Situation): Start | null {
  const { cursor, ahead, lineNumber, container, tip } = situation;
  if (ahead.blank) return null;
  const lines = { startLine: lineNumber, endLine: lineNumber };
  if (ahead.indent >= 4) {
    if (tip.kind === 'paragraph') return null;
    advanceColumns(cursor, 4);
    const code = {
      fence: null,
      info: '',
      lines: [],
      joins: [],
      blankTail: 0,
      depth: 0,
      held: null,
    };
    return { leaf: { kind: 'code', ...code, ...lines }, closed: false };
  }
  const rest = cursor.line.slice(ahead.offset);
  switch (rest[0]) {
    case '>':
      advanceTo(cursor, ahead);
      advanceChars(cursor, 1);
      if (isSpaceOrTab(cursor.line.charCodeAt(cursor.offset))) advanceColumns(cursor, 1);
      return { containers: [{ kind: 'quote', children: [], ...lines }] };
    case '#': {
      const marker = /^#{1,6}(?=[ \t]|$)/.exec(rest)?.[0];
      if (marker === undefined) return null;
      const text = trimSpace(rest.slice(marker.length).replace(/(^|[ \t])#+[ \t]*$/, ''));
      return { leaf: { kind: 'heading', level: marker.length, text, ...lines }, closed: true };
    }
    case '`':
    case '~': {
      const marker = /^(?:`{3,}|~{3,})/.exec(rest)?.[0];
      // A line such as ```x``` is inline code.
      if (marker === undefined) return null;
      if (rest.startsWith('`') && rest.includes('`', marker.length)) return null;
      const fence = { char: rest[0], length: marker.length, indent: ahead.indent };
      const info = unescapeAll(rest.slice(marker.length)).trim();
      const code = { fence, info, lines: [], joins: [], blankTail: 0, depth: 0, held: null };
      return { leaf: { kind: 'code', ...code, ...lines }, closed: false };
    }
    case '_':
      return isRule(rest) ? { leaf: { kind: 'rule', ...lines }, closed: true } : null;
    default: {
      if (isRule(rest)) return { leaf: { kind: 'rule', ...lines }, closed: true };
      const item = listItemStart(cursor, ahead, container);
      if (item === null) return null;
      const { marker, start, indent } = item;
      const child: ContainerBlock = {
        kind: 'item',
        indent,
        counted: start !== null,
        children: [],
        ...lines,
      };
      if (container.kind === 'list' && sameList(container, item)) return { containers: [child] };
      const list: ListBlock = { kind: 'list', marker, start, tight: true, children: [], ...lines };
      return { containers: [list, child] };
    }
  }
}

/**
 * What the line below a paragraph turns it into: a heading or a table. `text` is what the paragraph
 * keeps.
 */
export function paragraphTurns(
  situation: Situation,
  paragraph: ParagraphBlock,
): { readonly text: string; readonly block: LeafBlock } | null {
  const { cursor, ahead, lineNumber } = situation;
  if (ahead.indent >= 4) return null;
  const rest = cursor.line.slice(ahead.offset);
  const lines = { startLine: paragraph.startLine, endLine: lineNumber };
  const align = parseDelimiterRow(rest);
  if (align !== null && paragraph.lastIndent < 4) {
    const cut = paragraph.text.lastIndexOf('\n');
    const headerLine = paragraph.text.slice(cut + 1);
    const header = headerLine.includes('|') ? splitRow(headerLine) : [];
    if (header.length === align.length || isMeantAsTable(headerLine, header, rest, align)) {
      const columns = Math.max(header.length, align.length);
      const sides = Array.from({ length: columns }, (_, i) => align[i] ?? null);
      const table = { kind: 'table', align: sides, header, missing: 0 } as const;
      return {
        text: paragraph.text.slice(0, Math.max(cut, 0)),
        block: { ...table, rows: [], ...lines, startLine: lineNumber - 1 },
      };
    }
  }
  if (!/^(?:=+|-+)[ \t]*$/.test(rest)) return null;
  const level = rest.startsWith('=') ? 1 : 2;
  return { text: '', block: { kind: 'heading', level, text: trimSpace(paragraph.text), ...lines } };
}

/**
 * Models miscount the columns below a header. GFM requires the same number as in the header, and
 * would leave the whole table as unreadable text.
 */
function isMeantAsTable(
  headerLine: string,
  header: readonly string[],
  rest: string,
  align: TableBlock['align'],
): boolean {
  if (header.length < 2 || align.length < 2 || header.length > maxColumns) return false;
  return headerLine.trimStart().startsWith('|') && rest.startsWith('|');
}

/** Whether the rest of a line closes a fence of this length and character. */
export function closesFence(
  rest: string,
  fence: { readonly char: string; readonly length: number },
): boolean {
  const marker = /^(?:`{3,}|~{3,})(?=[ \t]*$)/.exec(rest)?.[0];
  return marker?.[0] === fence.char && marker.length >= fence.length;
}

function isRule(rest: string): boolean {
  return /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(rest);
}

interface ItemStart {
  readonly marker: string;
  readonly start: number | null;
  readonly indent: number;
}

/** Models also use typographic bullets. CommonMark has only `*`, `+` and `-`. */
const itemMarker = /^(?:[*+-]|[•◦‣▪](?=[ \t]+\S)|(\d{1,9})([.)]))(?=[ \t]|$)/;

/** Whether the rest of a line starts a bullet item with text. */
export function startsBullet(rest: string): boolean {
  return /^[-*+•◦‣▪][ \t]+\S/.test(rest) && !isRule(rest);
}

function listItemStart(cursor: Cursor, ahead: Ahead, container: Block): ItemStart | null {
  const rest = cursor.line.slice(ahead.offset);
  const match = itemMarker.exec(rest);
  if (match === null) return null;
  const start = match[1] === undefined ? null : Number(match[1]);
  if (container.kind === 'paragraph') {
    // Only an item that starts a list and is not empty can interrupt a paragraph.
    if (start !== null && start !== 1) return null;
    if (/^[ \t]*$/.test(rest.slice(match[0].length))) return null;
  }
  advanceTo(cursor, ahead);
  advanceChars(cursor, match[0].length);
  const after = { ...cursor };
  let width = 0;
  while (width < 5 && isSpaceOrTab(cursor.line.charCodeAt(cursor.offset))) {
    advanceColumns(cursor, 1);
    width++;
  }
  const empty = cursor.offset >= cursor.line.length;
  if (width >= 5 || width < 1 || empty) {
    Object.assign(cursor, after);
    if (isSpaceOrTab(cursor.line.charCodeAt(cursor.offset))) advanceColumns(cursor, 1);
    width = 1;
  }
  const marker = match[2] ?? match[0];
  return { marker, start, indent: ahead.indent + match[0].length + width };
}

function sameList(list: ListBlock, item: ItemStart): boolean {
  return list.marker === item.marker && (list.start === null) === (item.start === null);
}
