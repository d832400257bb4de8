/**
 * Inserts code from the chat at the cursor: one undo step, indented like its line, for review.
 * Replaces nothing.
 */
import { EndOfLine, Range, window, workspace, type TextEditor } from 'vscode';
import type { RewriteDeps } from './rewriteDeps.ts';
import { nameOf, readOnlyReason, replaceIn, toLf } from '../editor/documents.ts';
import { insertStreaming, type CodeSource } from './insertStreaming.ts';
import { insertedText, insertionPlaces, leaveSelections } from './insertionPlaces.ts';
import * as ask from './rewriteNotifications.ts';
import type { ReviewedDocuments } from '../review/reviewedDocuments.ts';

/**
 * Inserts at every cursor and after every selection. Without an editor, opens a new file.
 * @param coming Provides the rest of a block that was still streaming when `code` was read.
 */
export async function insertAtCursor(
  code: string,
  reviews: Pick<ReviewedDocuments, 'expect'>,
  deps: Pick<RewriteDeps, 'confirmHiddenUnicode'>,
  coming?: CodeSource,
): Promise<void> {
  if (coming === undefined && !(await deps.confirmHiddenUnicode(code))) return;
  const there = window.activeTextEditor ?? window.visibleTextEditors[0];
  const editor =
    there ?? (await window.showTextDocument(await workspace.openTextDocument({ content: '' })));
  if (coming === undefined) await insertAgreed(editor, code, reviews);
  else if (await isWritable(editor)) await insertStreaming(editor, coming, reviews, deps);
}

/** Inserts code whose invisible characters, if any, the user has already accepted. */
export async function insertAgreed(
  editor: TextEditor,
  code: string,
  reviews: Pick<ReviewedDocuments, 'expect'>,
): Promise<void> {
  if (!(await isWritable(editor))) return;
  const { document } = editor;
  const lines = code.split(/\r\n|\r|\n/);
  const eol = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
  const edits = insertionPlaces(editor).map((place) => {
    const inPlace = lines.every((line) => line.trim() === '' || line.startsWith(place.indent));
    const indent = inPlace && place.kind === 'below' ? '' : place.indent;
    const at = document.positionAt(place.at);
    const text = insertedText({ ...place, indent }, lines, eol, true);
    return { at: place.at, range: new Range(at, at), text };
  });
  let next = document.getText();
  for (const { at, text } of [...edits].reverse()) next = next.slice(0, at) + text + next.slice(at);
  reviews.expect(document, toLf(next));
  const options = { undoStopBefore: true, undoStopAfter: true, takesCursor: true };
  if (await replaceIn(document, editor, edits, options)) leaveSelections(editor);
  else ask.failedToInsert(nameOf(document.uri));
}

async function isWritable({ document }: TextEditor): Promise<boolean> {
  const reason = await readOnlyReason(document);
  if (reason !== undefined) ask.sentence(reason);
  return reason === undefined;
}
