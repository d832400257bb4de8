/** Follows ranges of a document through everything that happens to it, closing and opening it again included. */
import { EventEmitter, workspace, type Disposable, type Event, type Uri } from 'vscode';
import { leastEdits } from '../../core/edit/review.ts';
import { trackChanges, wholeLines, type OffsetRange } from '../../core/edit/trackRange.ts';
import { openDocument } from './documents.ts';

export interface TrackedRanges extends Disposable {
  /** Whole lines, in the order in which they were given; offsets in the document's own text. */
  ranges(): readonly OffsetRange[];
  /** After a change that moved a range. */
  readonly onDidMove: Event<void>;
}

export function trackRanges(uri: Uri, initial: readonly OffsetRange[]): TrackedRanges {
  const key = uri.toString();
  const moved = new EventEmitter<void>();
  let ranges = initial;
  /** The text that the document was closed with; until it is opened again nothing can be followed. */
  let closedWith: string | undefined;
  const follow = (
    changes: readonly { offset: number; length: number; textLength: number }[],
  ): void => {
    const next = ranges.map((range) => trackChanges(range, changes));
    const same = next.every((range, i) => range === ranges[i]);
    ranges = next;
    if (!same) moved.fire();
  };
  const subscriptions = [
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
      if (document.uri.toString() !== key || closedWith === undefined) return;
      const edits = leastEdits(closedWith, document.getText());
      closedWith = undefined;
      follow(
        edits.map(({ offset, length, text }) => ({ offset, length, textLength: text.length })),
      );
    }),
  ];
  return {
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
