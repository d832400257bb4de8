/**
 * A position in a line, in characters and in columns. A tab extends to the next multiple of four
 * columns.
 */

export interface Cursor {
  readonly line: string;
  offset: number;
  column: number;
  /** Only part of the tab at `offset` was consumed. */
  partOfTab: boolean;
}

export interface Ahead {
  /** Offset of the next character that is neither space nor tab, or the line's end. */
  readonly offset: number;
  /** Columns from the cursor to `offset`. */
  readonly indent: number;
  readonly blank: boolean;
}

export function createCursor(line: string): Cursor {
  return { line, offset: 0, column: 0, partOfTab: false };
}

const tab = 9;
const space = 32;

export function isSpaceOrTab(code: number): boolean {
  return code === space || code === tab;
}

export function lookAhead(cursor: Cursor): Ahead {
  const { line } = cursor;
  let { offset, column } = cursor;
  for (; offset < line.length; offset++) {
    const code = line.charCodeAt(offset);
    if (code === space) column++;
    else if (code === tab) column += 4 - (column % 4);
    else break;
  }
  return { offset, indent: column - cursor.column, blank: offset >= line.length };
}

export function advanceChars(cursor: Cursor, count: number): void {
  for (let left = count; left > 0 && cursor.offset < cursor.line.length; left--) {
    const isTab = cursor.line.charCodeAt(cursor.offset) === tab;
    cursor.column += isTab ? 4 - (cursor.column % 4) : 1;
    cursor.offset++;
  }
  if (count > 0) cursor.partOfTab = false;
}

export function advanceColumns(cursor: Cursor, count: number): void {
  for (let left = count; left > 0 && cursor.offset < cursor.line.length;) {
    const isTab = cursor.line.charCodeAt(cursor.offset) === tab;
    const width = isTab ? 4 - (cursor.column % 4) : 1;
    const taken = Math.min(width, left);
    cursor.column += taken;
    cursor.partOfTab = isTab && width > left;
    if (!cursor.partOfTab) cursor.offset++;
    left -= taken;
  }
}

export function advanceTo(cursor: Cursor, ahead: Ahead): void {
  cursor.column += ahead.indent;
  cursor.offset = ahead.offset;
  cursor.partOfTab = false;
}

/** The rest of the line. The rest of a partly consumed tab becomes spaces. */
export function restOfLine(cursor: Cursor): string {
  if (!cursor.partOfTab) return cursor.line.slice(cursor.offset);
  return ' '.repeat(4 - (cursor.column % 4)) + cursor.line.slice(cursor.offset + 1);
}
