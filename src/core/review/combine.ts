/** Puts a rewrite's texts into a document's text, together with what the user typed there meanwhile. */
import { merge } from './merge.ts';
import type { OffsetRange } from './trackRange.ts';

export interface CommitTarget {
  /** The lines as they were when the rewrite was asked for. LF. */
  readonly base: string;
  /** What should stand there. LF. */
  readonly next: string;
}

/** A run of a text and what it becomes. */
export interface Part extends OffsetRange {
  readonly text: string;
}

export interface Combined {
  /** The whole text after the rewrite. */
  readonly text: string;
  readonly parts: readonly Part[];
  /** The user changed the same lines in another way: `text` holds the rewrite's there, and they must be asked before it is used. */
  readonly conflict: boolean;
}

/** @param text the document as it is now, with LF; `ranges` say where the targets' lines are in it, one for each */
export function combine(
  text: string,
  ranges: readonly OffsetRange[],
  targets: readonly CommitTarget[],
): Combined {
  let conflict = false;
  const parts = targets.map((target, index): Part => {
    const range = placeOf(text, ranges[index] ?? { start: 0, end: 0 }, target.base);
    const merged = merge(target.base, text.slice(range.start, range.end), target.next);
    if (merged.kind === 'conflict') conflict = true;
    return { ...range, text: merged.kind === 'merged' ? merged.text : target.next };
  });
  return { text: assemble(text, parts), parts, conflict };
}

/** Lines that were deleted and came back (cut and pasted, or by undo) are followed no more: where they are there once, they are found. */
function placeOf(text: string, range: OffsetRange, base: string): OffsetRange {
  if (range.end > range.start || base === '') return range;
  const start = text.indexOf(base);
  const once = start !== -1 && text.indexOf(base, start + 1) === -1;
  return once && (start === 0 || text[start - 1] === '\n')
    ? { start, end: start + base.length }
    : range;
}

/** A text with each part replaced. Parts do not overlap, and may stand in any order. */
export function assemble(text: string, parts: readonly Part[]): string {
  return [...parts]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (result, part) => result.slice(0, part.start) + part.text + result.slice(part.end),
      text,
    );
}

/** Where the parts stand after all of them were put in. */
export function placedParts(parts: readonly Part[]): readonly Part[] {
  return parts.map((part) => {
    const growth = parts
      .filter((other) => other.start < part.start)
      .reduce((sum, other) => sum + other.text.length - (other.end - other.start), 0);
    const start = part.start + growth;
    return { start, end: start + part.text.length, text: part.text };
  });
}
