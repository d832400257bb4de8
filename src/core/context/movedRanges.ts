/** Tracks the lines of an attachment through edits of the file, and reads their current text. */
import type { LineRange } from '../model/conversation.ts';

/** A position in a text, 0-based. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** The replacement of a part of a file. */
export interface Edit {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/**
 * The range after an edit. Lines added or removed above the range move it; lines inside it change
 * its length.
 */
export function movedRanges(range: LineRange, edit: Edit): LineRange {
  const { start, end } = edit.range;
  const added = edit.text.split('\n').length - 1;
  const moved = added - (end.line - start.line);
  if (moved === 0 || start.line > range.end) return range;
  const above = end.line < range.start || (end.line === range.start && end.character === 0);
  const first = above ? range.start + moved : range.start;
  return { start: first, end: Math.max(first, range.end + moved) };
}

/**
 * The current text of these lines of a file. Separate ranges stay separate, because the lines
 * between them were never attached.
 *
 * @param attached the text when it was attached. A selection may start and end within a line, so
 *   this text is returned if the lines still contain it.
 */
export function textOfLines(whole: string, ranges: readonly LineRange[], attached: string): string {
  const lines = whole.split(/(?<=\n)/);
  const runs = ranges.map(({ start, end }) => lines.slice(start, end + 1).join(''));
  const [only = ''] = runs;
  if (runs.length === 1 && only.includes(attached)) return attached;
  return joined(runs);
}

/** Joins runs of whole lines into the text of one attachment. */
export function joined(runs: readonly string[]): string {
  return runs.map((run) => run.replace(/\r?\n$/, '')).join('\n');
}
