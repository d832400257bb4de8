/** Puts a rewrite's texts in the place of what they replace, together with what the user typed there meanwhile. */
import type { TextDocument, Uri } from 'vscode';
import { merge } from '../../core/edit/merge.ts';
import type { OffsetRange } from '../../core/edit/trackRange.ts';
import { editDocument, nameOf, toLf } from './documents.ts';
import type { ReviewedDocuments } from './reviewedDocuments.ts';
import * as ask from './messages.ts';

/** Where a change goes, and how it can be looked at before. */
export interface Surface {
  readonly reviews: ReviewedDocuments;
  /** Shows a file beside a text that it might become. */
  compare(file: Uri, content: () => string): Promise<void>;
}

export interface CommitTarget {
  /** The lines as they were when the rewrite was asked for. */
  readonly base: string;
  readonly next: string;
}

/** Where a target's text stands after the commit: whole lines, offsets in the document's own text. */
export interface Placed {
  readonly start: number;
  readonly end: number;
  /** LF. */
  readonly text: string;
}

/**
 * One edit for all targets. Where the user changed the same lines in another way, they are asked; whatever they choose, their text is in
 * the document or one undo away.
 * @returns where the texts stand, or undefined where the document is as it was
 */
export async function commitTexts(
  document: TextDocument,
  targets: readonly CommitTarget[],
  ranges: () => readonly OffsetRange[],
  surface: Surface,
): Promise<readonly Placed[] | undefined> {
  let overwrite = false;
  for (;;) {
    let conflict = false;
    let parts: Part[] = [];
    const result = await editDocument(
      document,
      (lfText) => {
        // Offsets are the document's own; the core's text has LF.
        const text = document.getText();
        parts = targets.map((target, index) => {
          const range = ranges()[index] ?? { start: 0, end: 0 };
          const mine = toLf(text.slice(range.start, range.end));
          const merged = merge(toLf(target.base), mine, toLf(target.next));
          if (merged.kind === 'conflict' && !overwrite) conflict = true;
          const start = toLf(text.slice(0, range.start)).length;
          return {
            start,
            end: start + mine.length,
            text: merged.kind === 'merged' ? merged.text : toLf(target.next),
          };
        });
        return conflict ? undefined : assemble(lfText, parts);
      },
      (text) => {
        surface.reviews.expect(document, text);
      },
    );
    if (conflict) {
      const answer = await ask.conflict(nameOf(document.uri));
      if (answer === 'keep') return undefined;
      if (answer === 'compare') {
        const rewritten = parts;
        const text = toLf(document.getText());
        await surface.compare(document.uri, () => assemble(text, rewritten));
      } else overwrite = true;
      continue;
    }
    if (result === 'refused') ask.failedToApply();
    if (result === 'unchanged') ask.nothingChanged();
    return result === 'applied' ? placedParts(document, parts) : undefined;
  }
}

/** A run of a text and what it becomes. */
export interface Part extends OffsetRange {
  readonly text: string;
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

function placedParts(document: TextDocument, parts: readonly Part[]): readonly Placed[] {
  const text = document.getText();
  const lf = toLf(text);
  /** The offset in the document of one in its text with LF: one more for each line above where lines end in CRLF. */
  const own = (offset: number): number =>
    text.length === lf.length ? offset : offset + lf.slice(0, offset).split('\n').length - 1;
  return parts.map((part) => {
    const growth = parts
      .filter((other) => other.start < part.start)
      .reduce((sum, other) => sum + other.text.length - (other.end - other.start), 0);
    const start = part.start + growth;
    return { start: own(start), end: own(start + part.text.length), text: part.text };
  });
}
