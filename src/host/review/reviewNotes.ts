/** Assigns the notes in a response (its text outside the code) to the changes they belong to. */
import type { TextDocument } from 'vscode';
import type { Exchange } from '../../core/rewrite/exchange.ts';
import type { LineHunk } from '../../core/diff/lineHunk.ts';
import type { ReviewedDocuments } from './reviewedDocuments.ts';

export interface Note {
  readonly response: Exchange;
  /** The response's index in the document's responses, as passed to `laplas.showResponse`. */
  readonly index: number;
  /** The index of the hunk that the note is shown at. */
  readonly hunk: number;
}

/**
 * Returns the notes for a document's hunks. A note belongs to the first hunk that contains a line
 * of its response, even if that line has moved.
 */
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
        // Skip lines without a word character: a lone bracket is in every response.
        if (/\w/.test(text) && lines.has(text)) return true;
      }
      return false;
    });
    return [{ response, index, hunk: Math.max(0, own) }];
  });
}
