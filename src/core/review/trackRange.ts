/** Follows a range of a document through the edits that others make to it. */

/** Offsets in characters, the end excluded. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** `length` characters at `offset` became `textLength` characters. */
export interface OffsetChange {
  readonly offset: number;
  readonly length: number;
  readonly textLength: number;
}

/**
 * Where a range is after one edit. What is inserted right before it or right after it stays outside. Where an edit reaches
 * across an end, what it deleted is gone from the range, and what it put there stays outside.
 */
export function trackRange(range: OffsetRange, change: OffsetChange): OffsetRange {
  const end = change.offset + change.length;
  const growth = change.textLength - change.length;
  if (change.offset >= range.end) return range;
  if (end <= range.start) return { start: range.start + growth, end: range.end + growth };
  const inside = change.offset >= range.start && end <= range.end;
  // All of it was replaced at once, by a formatter say: the new text is the range.
  if (inside || (change.offset <= range.start && end >= range.end)) {
    return { start: Math.min(range.start, change.offset), end: Math.max(range.end, end) + growth };
  }
  return change.offset < range.start
    ? { start: change.offset + change.textLength, end: range.end + growth }
    : { start: range.start, end: change.offset };
}

/** Several edits of one event: their offsets are all those of the text before it. */
export function trackChanges(range: OffsetRange, changes: readonly OffsetChange[]): OffsetRange {
  // From the end of the text to its start, so that no edit moves the place of one that is still to come.
  return [...changes]
    .sort((a, b) => b.offset - a.offset)
    .reduce((tracked, change) => trackRange(tracked, change), range);
}

/**
 * The range widened to whole lines, so that what was typed at its ends counts as being inside. Terminators are LF or CRLF.
 * A range that became empty stays so: the line that stands there now is somebody else's.
 */
export function wholeLines(text: string, range: OffsetRange): OffsetRange {
  if (range.start === range.end) return range;
  const start = range.start === 0 ? 0 : text.lastIndexOf('\n', range.start - 1) + 1;
  if (text[range.end - 1] === '\n') return { start, end: range.end };
  const lineEnd = text.indexOf('\n', range.end);
  return { start, end: lineEnd === -1 ? text.length : lineEnd + 1 };
}
