/**
 * Replaces a rewrite's targets with their new texts in one edit, after asking if the user edited
 * the same lines.
 */
import { Selection, window, type TextDocument, type Uri } from 'vscode';
import {
  assemble,
  combine,
  placedParts,
  type CommitTarget,
  type Part,
} from '../../core/review/placeRewrite.ts';
import type { OffsetRange } from '../../core/review/trackRange.ts';
import { editDocument, nameOf, toLf } from '../editor/documents.ts';
import * as ask from './rewriteNotifications.ts';
import type { Offer } from './rewriteQuestion.ts';
import type { ReviewedDocuments } from '../review/reviewedDocuments.ts';

/** What applying a rewrite needs: the reviews, a diff editor, and questions to the user. */
export interface RewriteUi {
  readonly reviews: ReviewedDocuments;
  /** Shows a diff of a file and a text that could replace it. */
  compare(file: Uri, content: () => string): Promise<void>;
  readonly offer: Offer;
}

export type AppliedRewrite =
  /** The ranges of the new texts. Offsets refer to the document's own text. */
  | { readonly kind: 'applied'; readonly parts: readonly Part[] }
  /**
   * The document was not edited: it already has this text (`unchanged`), VS Code refused the edit
   * (`refused`), or the user chose to keep their own lines (`kept`).
   */
  | { readonly kind: 'unchanged' | 'refused' | 'kept' };

/**
 * Applies all targets in one edit. If the user changed the same lines differently, asks them.
 * Whatever they choose, their text is in the document or one undo away.
 */
export async function applyRewrite(
  document: TextDocument,
  targets: readonly CommitTarget[],
  ranges: () => readonly OffsetRange[],
  surface: RewriteUi,
): Promise<AppliedRewrite> {
  let overwrite = false;
  for (;;) {
    let conflict = false;
    let parts: readonly Part[] = [];
    const result = await editDocument(
      document,
      (text) => {
        const combined = combine(text, lfRanges(document.getText(), ranges()), targets);
        parts = combined.parts;
        conflict = combined.conflict && !overwrite;
        return conflict ? undefined : combined.text;
      },
      (text) => {
        surface.reviews.expect(document, text);
      },
    );
    if (conflict) {
      const answer = await ask.conflict(surface.offer, nameOf(document.uri));
      if (answer === 'keep') return { kind: 'kept' };
      if (answer === 'compare') {
        const text = assemble(toLf(document.getText()), parts);
        await surface.compare(document.uri, () => text);
      } else overwrite = true;
      continue;
    }
    if (result !== 'applied') return { kind: result };
    const placed = ownRanges(document, placedParts(parts));
    uncover(document, placed);
    return { kind: 'applied', parts: placed };
  }
}

/**
 * Collapses a selection over new lines to its start, since it would hide the diff colors. An undo
 * restores it.
 */
function uncover(document: TextDocument, parts: readonly Part[]): void {
  const covers = (selection: Selection): boolean => {
    const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
    return end > start && parts.some((part) => start >= part.start && end <= part.end);
  };
  for (const editor of window.visibleTextEditors) {
    if (editor.document !== document || !editor.selections.some(covers)) continue;
    editor.selections = editor.selections.map((selection) =>
      covers(selection) ? new Selection(selection.start, selection.start) : selection,
    );
  }
}

/** Converts offsets in the document's own text to offsets in its text with LF. */
function lfRanges(text: string, ranges: readonly OffsetRange[]): readonly OffsetRange[] {
  if (!text.includes('\r')) return ranges;
  return ranges.map(({ start, end }) => ({
    start: toLf(text.slice(0, start)).length,
    end: toLf(text.slice(0, end)).length,
  }));
}

/**
 * Converts offsets in the text with LF to offsets in the document's own text: with CRLF, one more
 * per line above.
 */
function ownRanges(document: TextDocument, parts: readonly Part[]): readonly Part[] {
  const text = document.getText();
  if (!text.includes('\r')) return parts;
  const lf = toLf(text);
  const own = (offset: number): number => offset + lf.slice(0, offset).split('\n').length - 1;
  return parts.map((part) => ({ ...part, start: own(part.start), end: own(part.end) }));
}
