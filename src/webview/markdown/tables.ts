/** Parses the rows of GFM tables. */
import type { TableBlock } from './blocks.ts';

/** Maximum columns, more than any readable table has. Beyond it the lines are text. */
export const maxColumns = 256;

/** The cells of a row, without the leading and trailing pipes. `\|` is a pipe within a cell. */
export function splitRow(line: string): string[] {
  const cells: string[] = [];
  const text = line.trim();
  let cell = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '|') continue;
    if (text[i - 1] === '\\') {
      cell += text.slice(start, i - 1);
      start = i;
      continue;
    }
    cells.push(cell + text.slice(start, i));
    cell = '';
    start = i + 1;
  }
  cells.push(cell + text.slice(start));
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells.map((each) => each.trim());
}

/** The alignment of each column if the line is a delimiter row; else null. */
export function parseDelimiterRow(line: string): TableBlock['align'] | null {
  if (!/^[-|:][-|: \t]+$/.test(line) || /^-[ \t]/.test(line)) return null;
  const parts = line.split('|').map((part) => part.trim());
  if (parts[0] === '') parts.shift();
  if (parts.at(-1) === '') parts.pop();
  if (parts.length === 0 || parts.length > maxColumns) return null;
  // Models sometimes write only a colon for a cell. No other line has such cells next to cells of
  // dashes.
  if (!parts.every((part) => /^:?-+:?$|^:$/.test(part)) || !line.includes('-')) return null;
  return parts.map((part) => {
    const [left, right] = [part.startsWith(':-'), part.endsWith('-:')];
    if (left && right) return 'center';
    return right ? 'right' : left ? 'left' : null;
  });
}
