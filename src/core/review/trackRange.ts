/** Tracks a range of a document through other edits of the document. */

/** Offsets in UTF-16 units, end exclusive. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** `length` UTF-16 units at `offset` were replaced by `textLength` units. */
export interface OffsetChange {
  readonly offset: number;
  readonly length: number;
  readonly textLength: number;
}

/**
 * The range after one edit. Text inserted directly before or after the range stays outside. If an
 * edit crosses an end of the range, the deleted text is removed from the range, and the inserted
 * text stays outside.
 */
export function trackRange(range: OffsetRange, change: OffsetChange): OffsetRange {
  const end = change.offset + change.length;
  const growth = change.textLength - change.length;
  if (change.offset >= range.end) return range;
  if (end <= range.start) return { start: range.start + growth, end: range.end + growth };
  const inside = change.offset >= range.start && end <= range.end;
  // The whole range was replaced at once, for example by a formatter: the new text is the range.
  if (inside || (change.offset <= range.start && end >= range.end)) {
    return { start: Math.min(range.start, change.offset), end: Math.max(range.end, end) + growth };
  }
  return change.offset < range.start
    ? { start: change.offset + change.textLength, end: range.end + growth }
    : { start: range.start, end: change.offset };
}

/**
 * The range after several edits of one event. Their offsets all refer to the text before the event.
 */
export function trackChanges(range: OffsetRange, changes: readonly OffsetChange[]): OffsetRange {
  // From last to first, so that no edit moves the offset of one that is still pending.
  return [...changes]
    .sort((a, b) => b.offset - a.offset)
    .reduce((tracked, change) => trackRange(tracked, change), range);
}

/**
 * The range extended to whole lines, so that text typed at its ends counts as inside. Terminators
 * are LF or CRLF. An empty range stays empty: the line that is there now was never part of it.
 */
export function wholeLines(text: string, range: OffsetRange): OffsetRange {
  if (range.start === range.end) return range;
  const start = range.start === 0 ? 0 : text.lastIndexOf('\n', range.start - 1) + 1;
  if (text[range.end - 1] === '\n') return { start, end: range.end };
  const lineEnd = text.indexOf('\n', range.end);
  return { start, end: lineEnd === -1 ? text.length : lineEnd + 1 };
}
