/** The reviews of all documents: one core review each, told of every change, kept over closing and reloading. */
import {
  EventEmitter,
  TextDocumentChangeReason,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
} from 'vscode';
import type { Hunk } from '../../core/edit/lineDiff.ts';
import { openReview, type OpenReview } from '../../core/edit/openReview.ts';
import { applyEdits } from '../../core/edit/review.ts';
import { editDocument, textOf } from './documents.ts';
import type { PendingReviews } from './pendingReviews.ts';

export interface ReviewedDocuments extends Disposable {
  /** After a change of what is under review in a document. */
  readonly onDidChange: Event<Uri>;
  /** Undefined for a document that never was under review. */
  review(uri: Uri): OpenReview | undefined;
  /** Hunks of an open document that is under review; empty where there is nothing. */
  hunks(document: TextDocument): readonly Hunk[];
  /** All documents with something under review, open or not. */
  pending(): readonly Uri[];
  /** The next change that leads to this text is ours: it comes under review. */
  expect(document: TextDocument, text: string): void;
  accept(document: TextDocument, hunks: readonly Hunk[]): void;
  reject(document: TextDocument, hunks: readonly Hunk[]): Promise<void>;
}

interface Entry {
  readonly review: OpenReview;
  expected?: string;
}

export function reviewedDocuments(saved: PendingReviews): ReviewedDocuments {
  const entries = new Map<string, Entry>();
  const changed = new EventEmitter<Uri>();
  const notify = (uri: Uri, review: OpenReview): void => {
    saved.keep(uri, review);
    changed.fire(uri);
  };

  /** The review of an open document; a kept one is taken up again when its document is first seen. */
  const entryOf = (document: TextDocument): Entry | undefined => {
    const key = document.uri.toString();
    const known = entries.get(key);
    if (known !== undefined) return known;
    const kept = saved.get(document.uri);
    if (kept === undefined) return undefined;
    const entry: Entry = { review: openReview(textOf(document), kept) };
    entries.set(key, entry);
    return entry;
  };

  const subscriptions = [
    workspace.onDidChangeTextDocument((event) => {
      const { document } = event;
      const entry = entryOf(document);
      if (entry === undefined || event.contentChanges.length === 0) return;
      const text = textOf(document);
      if (entry.expected === text) {
        delete entry.expected;
        entry.review.applied(text);
      } else {
        entry.review.changed(text, reasons[event.reason ?? 0]);
      }
      notify(document.uri, entry.review);
    }),
    workspace.onDidOpenTextDocument((document) => {
      const entry = entryOf(document);
      if (entry === undefined) return;
      entry.review.changed(textOf(document));
      notify(document.uri, entry.review);
    }),
    workspace.onDidCloseTextDocument((document) => {
      const key = document.uri.toString();
      const entry = entries.get(key);
      if (entry === undefined) return;
      // An untitled document is gone for good; a file's review waits for it to be opened again.
      if (document.isUntitled || entry.review.hunks().length === 0) {
        entries.delete(key);
        saved.forget(document.uri);
        changed.fire(document.uri);
      }
    }),
    workspace.onDidRenameFiles((event) => {
      for (const { oldUri, newUri } of event.files) {
        const entry = entries.get(oldUri.toString());
        if (entry === undefined) continue;
        entries.delete(oldUri.toString());
        saved.forget(oldUri);
        entries.set(newUri.toString(), entry);
        notify(newUri, entry.review);
      }
    }),
  ];

  return {
    onDidChange: changed.event,
    review: (uri) => entries.get(uri.toString())?.review,
    hunks: (document) => entryOf(document)?.review.hunks() ?? [],
    pending() {
      const uris = new Map(saved.uris().map((uri) => [uri.toString(), uri]));
      for (const [key, entry] of entries) {
        if (entry.review.hunks().length > 0) uris.set(key, Uri.parse(key));
        else uris.delete(key);
      }
      return [...uris.values()];
    },
    expect(document, text) {
      const key = document.uri.toString();
      const entry = entryOf(document) ?? { review: openReview(textOf(document)) };
      entry.expected = text;
      entries.set(key, entry);
    },
    accept(document, hunks) {
      const entry = entryOf(document);
      if (entry === undefined) return;
      // From the last to the first, so that accepting one does not move the next in the baseline.
      for (const hunk of [...hunks].reverse()) entry.review.accept(hunk);
      notify(document.uri, entry.review);
    },
    async reject(document, hunks) {
      const entry = entryOf(document);
      if (entry === undefined || hunks.length === 0) return;
      const { text } = entry.review;
      const wanted = applyEdits(text, entry.review.rejectEdits(hunks));
      // The hunks are those of this very text: where it changed meanwhile, nothing is done.
      await editDocument(
        document,
        (now) => (now === text ? wanted : undefined),
        (expected) => (entry.expected = expected),
      );
    },
    dispose() {
      changed.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

const reasons: Readonly<Record<number, 'undo' | 'redo'>> = {
  [TextDocumentChangeReason.Undo]: 'undo',
  [TextDocumentChangeReason.Redo]: 'redo',
};
