/** Puts a rewrite's texts in the place of what they replace: one edit, after the user was asked where they changed the same lines. */
import { Selection, window, type TextDocument, type Uri } from 'vscode';
import {
  assemble,
  combine,
  placedParts,
  type CommitTarget,
  type Part,
} from '../../core/review/combine.ts';
import type { OffsetRange } from '../../core/review/trackRange.ts';
import { editDocument, nameOf, toLf } from '../editor/documents.ts';
import * as ask from './rewriteMessages.ts';
import type { Offer } from './rewriteQuestion.ts';
import type { ReviewedDocuments } from '../review/reviewedDocuments.ts';

/** Where a change goes, and how it can be looked at before. */
export interface RewriteUi {
  readonly reviews: ReviewedDocuments;
  /** Shows a file beside a text that it might become. */
  compare(file: Uri, content: () => string): Promise<void>;
  readonly offer: Offer;
}

export type AppliedTexts =
  /** Where the texts are in the document's own text. */
  | { readonly kind: 'applied'; readonly parts: readonly Part[] }
  /** The document was not edited: it says so already, VS Code doesn't take the edit, or the user kept their own lines. */
  | { readonly kind: 'unchanged' | 'refused' | 'kept' };

/**
 * One edit for all targets. Where the user changed the same lines in another way, they are asked; whatever they choose, their text is in
 * the document or one undo away.
 */
export async function applyTexts(
  document: TextDocument,
  targets: readonly CommitTarget[],
  ranges: () => readonly OffsetRange[],
  surface: RewriteUi,
): Promise<AppliedTexts> {
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

/** A selection over new lines would hide the colours of what changed: it shrinks to its start, until an undo brings it back. */
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

/** Offsets of a document's own text, in its text with LF. */
function lfRanges(text: string, ranges: readonly OffsetRange[]): readonly OffsetRange[] {
  if (!text.includes('\r')) return ranges;
  return ranges.map(({ start, end }) => ({
    start: toLf(text.slice(0, start)).length,
    end: toLf(text.slice(0, end)).length,
  }));
}

/** Offsets of a document's text with LF, in its own: one more for each line above where lines end in CRLF. */
function ownRanges(document: TextDocument, parts: readonly Part[]): readonly Part[] {
  const text = document.getText();
  if (!text.includes('\r')) return parts;
  const lf = toLf(text);
  const own = (offset: number): number => offset + lf.slice(0, offset).split('\n').length - 1;
  return parts.map((part) => ({ ...part, start: own(part.start), end: own(part.end) }));
}
