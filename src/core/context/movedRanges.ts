/** Where the lines of an attachment stand after the file was edited, and what stands there now. */
import type { LineRange } from '../model/conversation.ts';

/** A place in a text, 0-based. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** A part of a file was replaced. */
export interface Edit {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** Lines that come or go above a run of lines move it; those in it change its length. */
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
 * What stands in these lines of a file now. Several runs of lines stay apart: what lies between them was never attached.
 *
 * @param attached What stood there when it was attached: a selection may begin and end within its lines, and its text still being there is
 * enough.
 */
export function textOfLines(whole: string, ranges: readonly LineRange[], attached: string): string {
  const lines = whole.split(/(?<=\n)/);
  const runs = ranges.map(({ start, end }) => lines.slice(start, end + 1).join(''));
  const [only = ''] = runs;
  if (runs.length === 1 && only.includes(attached)) return attached;
  return joined(runs);
}

/** Runs of whole lines as the text of one attachment. */
export function joined(runs: readonly string[]): string {
  return runs.map((run) => run.replace(/\r?\n$/, '')).join('\n');
}
