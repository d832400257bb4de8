/** What the model says beside its code, shown over the changes that it belongs to. */
import type { TextDocument } from 'vscode';
import type { Exchange } from '../../core/rewrite/exchange.ts';
import type { LineHunk } from '../../core/diff/lineHunk.ts';
import type { ReviewedDocuments } from './reviewedDocuments.ts';

export interface Note {
  readonly response: Exchange;
  /** Which of the document's responses it is: what `laplas.showResponse` takes. */
  readonly index: number;
  /** The change that it is shown over, as an index of the hunks. */
  readonly hunk: number;
}

/** Of a document's hunks. A note belongs to the first change that has a line of its response, wherever that has moved since. */
export function notesOf(
  document: TextDocument,
  hunks: readonly LineHunk[],
  reviews: ReviewedDocuments,
): readonly Note[] {
  if (hunks.length === 0) return [];
  return reviews.responses(document.uri).flatMap((response, index): Note[] => {
    if (response.notes === '') return [];
    const lines = new Set(response.response.split(/\r\n|\r|\n/).map((line) => line.trim()));
    const own = hunks.findIndex(({ bStart, bEnd }) => {
      for (let line = bStart; line < bEnd; line += 1) {
        const text = document.lineAt(line).text.trim();
        // A bracket alone is in every response.
        if (/\w/.test(text) && lines.has(text)) return true;
      }
      return false;
    });
    return [{ response, index, hunk: Math.max(0, own) }];
  });
}
