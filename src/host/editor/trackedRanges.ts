/** Tracks ranges of a document through edits, closing and reopening, renaming and saving. */
import { EventEmitter, workspace, type Disposable, type Event, type Uri } from 'vscode';
import { leastEdits } from '../../core/review/review.ts';
import { trackChanges, wholeLines, type OffsetRange } from '../../core/review/trackRange.ts';
import { openDocument } from './documents.ts';
import { isWithin, movedUri, onDidMove } from './fileMoves.ts';

export interface TrackedRanges extends Disposable {
  /** The document's current URI. */
  uri(): Uri;
  /** Whether VS Code deleted the file. Its document may still be open without an editor. */
  isDeleted(): boolean;
  /**
   * Whole lines, in the order in which they were given. Offsets refer to the document's own text.
   */
  ranges(): readonly OffsetRange[];
  /** Fires after a change that moved a range or the document. */
  readonly onDidMove: Event<void>;
}

export function createTrackedRanges(
  initialUri: Uri,
  initial: readonly OffsetRange[],
): TrackedRanges {
  let uri = initialUri;
  let key = uri.toString();
  const moved = new EventEmitter<void>();
  let ranges = initial;
  /** The document's text when it was closed. Nothing can be tracked until it is opened again. */
  let closedWith: string | undefined;
  let isDeleted = false;
  const follow = (
    changes: readonly { offset: number; length: number; textLength: number }[],
  ): void => {
    const next = ranges.map((range) => trackChanges(range, changes));
    const same = next.every((range, i) => range === ranges[i]);
    ranges = next;
    if (!same) moved.fire();
  };
  const followTo = (text: string): void => {
    if (closedWith === undefined) return;
    const edits = leastEdits(closedWith, text);
    closedWith = undefined;
    follow(
      edits.map(({ offset, length, text: put }) => ({ offset, length, textLength: put.length })),
    );
  };
  const subscriptions = [
    // Registered first: the document at the old URI may change right after the move.
    onDidMove((move) => {
      const to = movedUri(uri, move);
      if (to === undefined) return;
      // VS Code may open the new document before or after it reports the move, and closes the old
      // one later.
      closedWith ??= move.text ?? openDocument(uri)?.getText();
      uri = to;
      key = to.toString();
      const text = openDocument(to)?.getText();
      if (text !== undefined) followTo(text);
      moved.fire();
    }),
    workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== key) return;
      follow(
        event.contentChanges.map((change) => ({
          offset: change.rangeOffset,
          length: change.rangeLength,
          textLength: change.text.length,
        })),
      );
    }),
    workspace.onDidCloseTextDocument((document) => {
      if (document.uri.toString() === key) closedWith = document.getText();
    }),
    workspace.onDidOpenTextDocument((document) => {
      if (document.uri.toString() === key) followTo(document.getText());
    }),
    workspace.onDidDeleteFiles(({ files }) => {
      if (files.some((file) => isWithin(uri, file))) isDeleted = true;
    }),
    workspace.onDidCreateFiles(({ files }) => {
      if (!isDeleted || !files.some((file) => file.toString() === key)) return;
      isDeleted = false;
      moved.fire();
    }),
  ];
  return {
    uri: () => uri,
    isDeleted: () => isDeleted,
    ranges() {
      const text = openDocument(uri)?.getText();
      return text === undefined ? ranges : ranges.map((range) => wholeLines(text, range));
    },
    onDidMove: moved.event,
    dispose() {
      moved.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
