/**
 * Commands to accept, reject, navigate and show changes under review, from a CodeLens or at the
 * cursor.
 */
import {
  Position,
  Range,
  Selection,
  TextEditorRevealType,
  window,
  workspace,
  type TextDocument,
} from 'vscode';
import type { LineHunk } from '../../core/diff/lineHunk.ts';
import { isRecord, uriFrom } from '../editor/commandArguments.ts';
import { editorOf, nameOf, openDocument } from '../editor/documents.ts';
import type { ReviewedDocuments } from './reviewedDocuments.ts';
import { showDiff, type DiffDocuments } from './diffDocuments.ts';

export type ReviewCommands = Readonly<
  Record<
    | 'acceptHunk'
    | 'rejectHunk'
    | 'acceptAll'
    | 'rejectAll'
    | 'nextHunk'
    | 'previousHunk'
    | 'showChanges',
    (argument?: unknown) => void | Promise<void>
  >
>;

export function createReviewCommands(
  reviews: ReviewedDocuments,
  virtual: DiffDocuments,
  /**
   * Shows the preview of a running rewrite. Returns false if neither the argument nor the document
   * refers to one.
   */
  previewRunning: (argument: unknown, document: TextDocument | undefined) => Promise<boolean>,
): ReviewCommands {
  const withHunk = (
    argument: unknown,
    act: (document: TextDocument, hunk: LineHunk) => void | Promise<void>,
  ): void | Promise<void> => {
    const document = documentOf(argument);
    if (document === undefined) return undefined;
    const hunk = chosenHunk(reviews.hunks(document), argument, document);
    return hunk === undefined ? undefined : act(document, hunk);
  };
  return {
    acceptHunk: (argument) =>
      withHunk(argument, (document, hunk) => {
        reviews.accept(document, [hunk]);
      }),
    rejectHunk: (argument) =>
      withHunk(argument, (document, hunk) => reviews.reject(document, [hunk])),
    acceptAll(argument) {
      const document = documentOf(argument);
      if (document !== undefined) reviews.accept(document, reviews.hunks(document));
    },
    async rejectAll(argument) {
      const document = documentOf(argument);
      if (document !== undefined) await reviews.reject(document, reviews.hunks(document));
    },
    nextHunk: () => walk(reviews, 1),
    previousHunk: () => walk(reviews, -1),
    async showChanges(argument) {
      const document = documentOf(argument);
      const hunks = document === undefined ? [] : reviews.hunks(document);
      const named = isRecord(argument) && 'rewrite' in argument;
      if ((named || hunks.length === 0) && (await previewRunning(argument, document))) return;
      if (document === undefined || hunks.length === 0) return;
      const { uri } = document;
      const baseline = virtual.add('baseline', uri, () => reviews.review(uri)?.baseline ?? '');
      virtual.changed(baseline);
      await showDiff(baseline, uri, `${nameOf(uri)} (Before Rewrite ↔ Current)`);
    },
  };
}

/** The hunk at a cursor's line. Deleted lines belong to the line below them. */
export function hunkAt(
  hunks: readonly LineHunk[],
  line: number,
  lineCount: number,
): LineHunk | undefined {
  return hunks.find((hunk) =>
    hunk.bStart === hunk.bEnd
      ? line === Math.min(hunk.bStart, lineCount - 1)
      : line >= hunk.bStart && line < hunk.bEnd,
  );
}

function documentOf(argument: unknown): TextDocument | undefined {
  const uri = isRecord(argument) ? uriFrom(argument['uri']) : undefined;
  return uri === undefined ? window.activeTextEditor?.document : openDocument(uri);
}

/**
 * The hunk of the CodeLens, or undefined if it no longer exists. Without a CodeLens, the hunk at
 * the cursor.
 */
function chosenHunk(
  hunks: readonly LineHunk[],
  argument: unknown,
  document: TextDocument,
): LineHunk | undefined {
  if (isRecord(argument) && typeof argument['line'] === 'number') {
    const { line, baselineLine } = argument;
    return hunks.find((hunk) => hunk.bStart === line && hunk.aStart === baselineLine);
  }
  const editor = editorOf(document);
  return editor === undefined
    ? undefined
    : hunkAt(hunks, editor.selection.active.line, document.lineCount);
}

/**
 * Moves the cursor to the next or previous hunk of the file. If the file has no hunks, to the first
 * one of another file.
 */
async function walk(reviews: ReviewedDocuments, step: 1 | -1): Promise<void> {
  const active = window.activeTextEditor;
  const hunks = active === undefined ? [] : reviews.hunks(active.document);
  if (active !== undefined && hunks.length > 0) {
    const line = active.selection.active.line;
    const next =
      step === 1
        ? (hunks.find((hunk) => hunk.bStart > line) ?? hunks[0])
        : (hunks.findLast((hunk) => hunk.bStart < line) ?? hunks.at(-1));
    if (next !== undefined) reveal(active.document, next);
    return;
  }
  for (const uri of reviews.pending()) {
    if (!(await reviews.checkExists(uri))) continue;
    try {
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document);
      const [first] = reviews.hunks(document);
      if (first === undefined) continue;
      reveal(document, first);
      return;
    } catch {
      // The file was deleted or is no longer text. Another file may have changes.
      reviews.setAside(uri);
    }
  }
  void window.showInformationMessage('No changes left to review.');
}

function reveal(document: TextDocument, hunk: LineHunk): void {
  const editor = editorOf(document);
  if (editor === undefined) return;
  const at = new Position(Math.min(hunk.bStart, document.lineCount - 1), 0);
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at), TextEditorRevealType.InCenterIfOutsideViewport);
}
