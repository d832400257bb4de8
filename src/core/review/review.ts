/**
 * The review of a change: what differs between the text as it was agreed on (the baseline) and as it is now. Everything is
 * computed from these two, so that undo, redo, a formatter or a checkout cannot put the review out of step with the document.
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

/** What is under review, in order: `a` is the baseline's side, `b` the text's. */
export function hunks(baseline: string, text: string): LineHunk[] {
  return diffLines(splitLines(baseline), splitLines(text));
}

/** The baseline after a hunk was accepted: it says there what the text says. The text stays as it is. */
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

/** The one edit that takes a hunk back: the baseline's lines, with the line endings of the text. */
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
 * The baseline after somebody changed the text from `before` to `after`. What they changed outside the hunks is theirs and is not under
 * review: the baseline moves along. What they changed inside a hunk belongs to it from then on, and the baseline stays.
 * Lines added right above or below a hunk are outside it, so that rejecting it does not take them away.
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

/** The least edits, line by line, that make `next` of `text`. In ascending order, not overlapping. */
export function leastEdits(text: string, next: string): TextEdit[] {
  const a = splitLines(text);
  const b = splitLines(next);
  return diffLines(a, b).map((hunk) =>
    replacement(a, hunk.aStart, hunk.aEnd, b, hunk.bStart, hunk.bEnd),
  );
}

/** The text after edits that are in ascending order and do not overlap. */
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
 * A change as small ones, where each line's fate is known: as many lines after as before, or lines deleted. A formatter's
 * change of a run of lines is then judged line by line.
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

/** A change of lines `aStart` to `aEnd` of the text under review, against a hunk's lines there. */
function touches(hunk: LineHunk, change: LineHunk): boolean {
  if (change.aStart === change.aEnd) {
    return change.aStart > hunk.bStart && change.aStart < hunk.bEnd;
  }
  // Deleted lines leave a hunk without lines in the text: a change of the lines around that place contains it.
  if (hunk.bStart === hunk.bEnd) return hunk.bStart > change.aStart && hunk.bStart < change.aEnd;
  return change.aStart < hunk.bEnd && change.aEnd > hunk.bStart;
}

/** Lines `start` to `end` of `lines` become lines `fromStart` to `fromEnd` of `from`, with the endings of `lines`. */
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
