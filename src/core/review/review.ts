/**
 * The review of a change: the differences between the accepted text (the baseline) and the current
 * text. Everything is computed from these two, so undo, redo, a formatter or a checkout can't make
 * the review inconsistent with the document.
 */
import { diffLines } from '../diff/lineDiff.ts';
import type { LineHunk } from '../diff/lineHunk.ts';
import { commonEnding, splitLines, withEnding } from '../base/lines.ts';

/** Replaces `length` characters at `offset`. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** The hunks under review, in order: side `a` is the baseline, side `b` is the text. */
export function hunks(baseline: string, text: string): LineHunk[] {
  return diffLines(splitLines(baseline), splitLines(text));
}

/**
 * The baseline after a hunk was accepted: it has the text's lines there. The text stays unchanged.
 */
export function accept(baseline: string, text: string, hunk: LineHunk): string {
  return applyEdits(baseline, [
    replacement(
      splitLines(baseline),
      hunk.aStart,
      hunk.aEnd,
      splitLines(text),
      hunk.bStart,
      hunk.bEnd,
    ),
  ]);
}

/** The edit that undoes a hunk: the baseline's lines, with the text's line endings. */
export function reject(baseline: string, text: string, hunk: LineHunk): TextEdit {
  return replacement(
    splitLines(text),
    hunk.bStart,
    hunk.bEnd,
    splitLines(baseline),
    hunk.aStart,
    hunk.aEnd,
  );
}

/**
 * The baseline after another change turned the text from `before` into `after`. Changes outside the
 * hunks aren't under review: the baseline gets them too. Changes inside a hunk become part of it,
 * and the baseline stays unchanged. Lines added directly above or below a hunk are outside it, so
 * rejecting the hunk doesn't remove them.
 */
export function follow(baseline: string, before: string, after: string): string {
  if (before === after) return baseline;
  const beforeLines = splitLines(before);
  const baseLines = splitLines(baseline);
  const afterLines = splitLines(after);
  const reviewed = diffLines(baseLines, beforeLines);
  const moves: TextEdit[] = [];
  for (const change of diffLines(beforeLines, afterLines).flatMap(pieces)) {
    const above = reviewed.filter((hunk) => hunk.bEnd <= change.aStart);
    if (reviewed.some((hunk) => touches(hunk, change))) continue;
    const last = above.at(-1);
    const offset = last === undefined ? 0 : last.aEnd - last.bEnd;
    moves.push(
      replacement(
        baseLines,
        change.aStart + offset,
        change.aEnd + offset,
        afterLines,
        change.bStart,
        change.bEnd,
      ),
    );
  }
  return applyEdits(baseline, moves);
}

/** The smallest line edits that turn `text` into `next`, in ascending order and not overlapping. */
export function leastEdits(text: string, next: string): TextEdit[] {
  const a = splitLines(text);
  const b = splitLines(next);
  return diffLines(a, b).map((hunk) =>
    replacement(a, hunk.aStart, hunk.aEnd, b, hunk.bStart, hunk.bEnd),
  );
}

/** The text after edits, which must be in ascending order and not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.offset) + edit.text;
    at = edit.offset + edit.length;
  }
  return result + text.slice(at);
}

/**
 * Splits a change into single lines if each line has a counterpart: the number of lines is the same
 * before and after, or all lines were deleted. A formatter's change of a run of lines is then
 * judged line by line.
 */
function pieces(change: LineHunk): LineHunk[] {
  const count = change.aEnd - change.aStart;
  const added = change.bEnd - change.bStart;
  if (count < 2 || (added !== count && added !== 0)) return [change];
  return Array.from({ length: count }, (_, i) => {
    const bStart = change.bStart + (added === 0 ? 0 : i);
    const aStart = change.aStart + i;
    return { aStart, aEnd: aStart + 1, bStart, bEnd: bStart + (added === 0 ? 0 : 1) };
  });
}

/**
 * Whether a change of lines `aStart` to `aEnd` of the text under review overlaps a hunk's lines
 * there.
 */
function touches(hunk: LineHunk, change: LineHunk): boolean {
  if (change.aStart === change.aEnd) {
    return change.aStart > hunk.bStart && change.aStart < hunk.bEnd;
  }
  // A hunk of deleted lines is empty in the text. A change of the lines around its position touches
  // it.
  if (hunk.bStart === hunk.bEnd) return hunk.bStart > change.aStart && hunk.bStart < change.aEnd;
  return change.aStart < hunk.bEnd && change.aEnd > hunk.bStart;
}

/**
 * The edit that replaces lines `start` to `end` of `lines` with lines `fromStart` to `fromEnd` of
 * `from`, in the line endings of `lines`.
 */
function replacement(
  lines: readonly string[],
  start: number,
  end: number,
  from: readonly string[],
  fromStart: number,
  fromEnd: number,
): TextEdit {
  let offset = 0;
  for (let i = 0; i < start; i += 1) offset += lines[i]?.length ?? 0;
  let length = 0;
  for (let i = start; i < end; i += 1) length += lines[i]?.length ?? 0;
  const taken = from.slice(fromStart, fromEnd);
  const ending = commonEnding(lines, commonEnding(from));
  return { offset, length, text: withEnding(taken, ending).join('') };
}
