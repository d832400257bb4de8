/**
 * Merges the texts of a rewrite into a document, together with what the user typed in the meantime.
 */
import { merge } from './mergeLines.ts';
import type { OffsetRange } from './trackRange.ts';

export interface CommitTarget {
  /** The lines as they were when the rewrite was requested. LF. */
  readonly base: string;
  /** The new text for these lines. LF. */
  readonly next: string;
}

/** A range of a text and its replacement. */
export interface Part extends OffsetRange {
  readonly text: string;
}

export interface Combined {
  /** The whole text after the rewrite. */
  readonly text: string;
  readonly parts: readonly Part[];
  /**
   * Whether the user changed the same lines in another way. `text` then contains the rewrite's
   * version, and the caller must ask the user before using it.
   */
  readonly conflict: boolean;
}

/**
 * @param text the document's current text, with LF
 * @param ranges where the targets' lines are in `text`, one range per target
 */
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

/**
 * The range of a target's lines. Lines that were deleted and restored (by cut and paste, or by
 * undo) are no longer tracked. They are found by their text if it occurs exactly once.
 */
function placeOf(text: string, range: OffsetRange, base: string): OffsetRange {
  if (range.end > range.start || base === '') return range;
  const start = text.indexOf(base);
  const once = start !== -1 && text.indexOf(base, start + 1) === -1;
  return once && (start === 0 || text[start - 1] === '\n')
    ? { start, end: start + base.length }
    : range;
}

/** A text with each part replaced. Parts don't overlap, and may be in any order. */
export function assemble(text: string, parts: readonly Part[]): string {
  return [...parts]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (result, part) => result.slice(0, part.start) + part.text + result.slice(part.end),
      text,
    );
}

/** The parts with their ranges after all of them were replaced. */
export function placedParts(parts: readonly Part[]): readonly Part[] {
  return parts.map((part) => {
    const growth = parts
      .filter((other) => other.start < part.start)
      .reduce((sum, other) => sum + other.text.length - (other.end - other.start), 0);
    const start = part.start + growth;
    return { start, end: start + part.text.length, text: part.text };
  });
}
