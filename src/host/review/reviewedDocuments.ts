/**
 * The reviews of all documents. Updates them with every change, and keeps them when documents are
 * closed, renamed or reloaded.
 */
import {
  EventEmitter,
  TextDocumentChangeReason,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
} from 'vscode';
import type { Exchange } from '../../core/rewrite/exchange.ts';
import type { LineHunk } from '../../core/diff/lineHunk.ts';
import { openReview, type OpenReview } from '../../core/review/openReview.ts';
import { applyEdits } from '../../core/review/review.ts';
import { editDocument, exists, isHeld, openDocument, textOf } from '../editor/documents.ts';
import { isWithin, movedUri, onDidMove, type Move } from '../editor/fileMoves.ts';
import type { StoredReviews } from './storedReviews.ts';

export interface ReviewedDocuments extends Disposable {
  /** Fires after a document's review has changed. */
  readonly onDidChange: Event<Uri>;
  /** Undefined for a document that was never under review. */
  review(uri: Uri): OpenReview | undefined;
  /** The hunks of an open document. Empty if nothing is under review. */
  hunks(document: TextDocument): readonly LineHunk[];
  /** All documents of this window with hunks, open or not. */
  pending(): readonly Uri[];
  /** Announces an edit of ours: the change that leads to this text is put under review. */
  expect(document: TextDocument, text: string): void;
  /** Stores a response with the document's review, for as long as changes are under review. */
  addResponse(uri: Uri, response: Exchange): void;
  responses(uri: Uri): readonly Exchange[];
  accept(document: TextDocument, hunks: readonly LineHunk[]): void;
  reject(document: TextDocument, hunks: readonly LineHunk[]): Promise<void>;
  /**
   * Checks whether the document exists. If not, `pending` excludes its review until it exists
   * again.
   */
  checkExists(uri: Uri): Promise<boolean>;
  /** Excludes a review from `pending` because its document can't be opened. */
  setAside(uri: Uri): void;
}

interface DocumentReview {
  readonly review: OpenReview;
  responses: readonly Exchange[];
  expected?: string;
  isDirty: boolean;
  /** The value of the event counter at its last change. */
  changedAt: number;
}

export function createReviewedDocuments(saved: StoredReviews): ReviewedDocuments {
  const entries = new Map<string, DocumentReview>();
  /**
   * Reviews of deleted files. They are kept, since a file may be restored by an undo or a branch
   * switch.
   */
  const aside = new Set<string>();
  const openedAt = new WeakMap<TextDocument, number>();
  let now = 0;
  const changed = new EventEmitter<Uri>();
  const notify = (uri: Uri, { review, responses }: DocumentReview): void => {
    saved.keep(uri, review, responses);
    changed.fire(uri);
  };
  const newEntry = (document: TextDocument, review: OpenReview): DocumentReview => {
    // Record the text on disk as saved: a later revert returns to it.
    if (!document.isDirty) review.saved();
    const entry = { review, responses: [], isDirty: document.isDirty, changedAt: (now += 1) };
    entries.set(document.uri.toString(), entry);
    return entry;
  };

  /** The review of an open document. Restores a stored one when its document is first used. */
  const entryOf = (document: TextDocument): DocumentReview | undefined => {
    const known = entries.get(document.uri.toString());
    if (known !== undefined) return known;
    const kept = saved.get(document.uri);
    if (kept === undefined) return undefined;
    const entry = newEntry(document, openReview(textOf(document), kept));
    entry.responses = kept.responses;
    return entry;
  };

  /**
   * The document that Save As creates: opened after the entry's last change, and with the same
   * text.
   */
  const copyOf = (uri: Uri, { review, changedAt }: DocumentReview): TextDocument | undefined =>
    workspace.textDocuments.find(
      (document) =>
        (openedAt.get(document) ?? 0) > changedAt &&
        document.uri.toString() !== uri.toString() &&
        !entries.has(document.uri.toString()) &&
        textOf(document) === review.text,
    );

  /**
   * Handles a document that was reset to the text on disk, by Revert File or by closing it without
   * saving.
   */
  const reverted = (document: TextDocument, entry: DocumentReview): void => {
    const copy = entry.review.hunks().length === 0 ? undefined : copyOf(document.uri, entry);
    if (copy !== undefined) {
      const { text, baseline } = entry.review;
      const moved = newEntry(copy, openReview(text, { text, baseline }));
      moved.responses = entry.responses;
      notify(copy.uri, moved);
    }
    entry.review.changed(textOf(document), 'revert');
  };

  const setAside = (uri: Uri): void => {
    if (aside.has(uri.toString())) return;
    aside.add(uri.toString());
    changed.fire(uri);
  };

  const checkExists = async (uri: Uri): Promise<boolean> => {
    if (uri.scheme === 'vscode-notebook-cell' || uri.scheme === 'untitled') return true;
    const there = isHeld(uri) || (await exists(uri));
    // A file that exists again may be a different one: `isReplaced` compares its text when it is
    // opened.
    if (!there) setAside(uri);
    return there;
  };
  /**
   * Removes the review of a deleted file if a different file has replaced it. Returns true if so.
   */
  const isReplaced = (document: TextDocument): boolean => {
    const key = document.uri.toString();
    if (!aside.delete(key)) return false;
    const text = entries.get(key)?.review.text ?? saved.get(document.uri)?.text;
    if (document.isDirty || text === textOf(document)) return false;
    entries.delete(key);
    saved.forget(document.uri);
    changed.fire(document.uri);
    return true;
  };

  const all = (): readonly Uri[] => {
    const uris = new Map(saved.uris().map((uri) => [uri.toString(), uri]));
    for (const [key, { review }] of entries) {
      if (review.hunks().length > 0) uris.set(key, Uri.parse(key));
      else uris.delete(key);
    }
    return [...uris.values()];
  };

  const move = (step: Move): void => {
    for (const uri of new Map(
      [...saved.uris(), ...all()].map((each) => [each.toString(), each]),
    ).values()) {
      const to = movedUri(uri, step);
      if (to === undefined || to.toString() === uri.toString()) continue;
      saved.move(uri, to);
      const entry = entries.get(uri.toString());
      entries.delete(uri.toString());
      aside.delete(uri.toString());
      if (entry === undefined) {
        changed.fire(to);
        continue;
      }
      entries.set(to.toString(), entry);
      const document = openDocument(to);
      if (document !== undefined) entry.review.changed(textOf(document));
      notify(to, entry);
    }
  };

  // Files deleted outside VS Code are only set aside: a branch switch may restore the file, but not
  // a removed review.
  const watcher = workspace.createFileSystemWatcher('**/*', true, true, false);
  const checkWithin = (place: Uri): void => {
    for (const uri of all()) if (isWithin(uri, place)) void checkExists(uri);
  };

  const subscriptions = [
    // Registered first: an untitled document that was saved to a file is emptied right after, and
    // closed.
    onDidMove(move),
    workspace.onDidChangeTextDocument((event) => {
      const { document } = event;
      if (event.contentChanges.length > 0 && isReplaced(document)) return;
      const entry = entryOf(document);
      if (entry === undefined) return;
      const wasDirty = entry.isDirty;
      entry.isDirty = document.isDirty;
      if (event.contentChanges.length === 0) return;
      const text = textOf(document);
      if (entry.expected === text) {
        delete entry.expected;
        entry.review.applied(text);
      } else if (event.reason === undefined && wasDirty && !document.isDirty) {
        reverted(document, entry);
      } else {
        entry.review.changed(text, reasons[event.reason ?? 0]);
      }
      entry.changedAt = now += 1;
      notify(document.uri, entry);
    }),
    workspace.onDidSaveTextDocument((document) => {
      entries.get(document.uri.toString())?.review.saved();
    }),
    workspace.onDidOpenTextDocument((document) => {
      openedAt.set(document, (now += 1));
      if (isReplaced(document)) return;
      const entry = entryOf(document);
      if (entry === undefined) return;
      entry.review.changed(textOf(document));
      entry.isDirty = document.isDirty;
      notify(document.uri, entry);
    }),
    workspace.onDidCloseTextDocument((document) => {
      // VS Code also fires this event when a document's language changes.
      if (!document.isClosed) return;
      const key = document.uri.toString();
      const entry = entries.get(key);
      if (entry === undefined) return;
      if (document.isUntitled || entry.review.hunks().length === 0) {
        // An untitled document can't be reopened. A file's review is kept until the file is opened
        // again.
        entries.delete(key);
        saved.forget(document.uri);
        changed.fire(document.uri);
      } else void checkExists(document.uri);
    }),
    workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of all()) if (files.some((file) => isWithin(uri, file))) setAside(uri);
    }),
    watcher,
    watcher.onDidDelete(checkWithin),
  ];
  void saved.loaded.then(() => Promise.all(saved.uris().map(checkExists)));

  return {
    onDidChange: changed.event,
    review: (uri) => entries.get(uri.toString())?.review,
    hunks: (document) => entryOf(document)?.review.hunks() ?? [],
    pending: () => all().filter((uri) => !aside.has(uri.toString())),
    expect(document, text) {
      const entry = entryOf(document) ?? newEntry(document, openReview(textOf(document)));
      // Responses of a finished review don't apply to the new one.
      if (entry.review.hunks().length === 0) entry.responses = [];
      entry.expected = text;
    },
    addResponse(uri, response) {
      const entry = entries.get(uri.toString());
      if (entry === undefined) return;
      entry.responses = [...entry.responses, response].slice(-mostResponses);
      notify(uri, entry);
    },
    responses: (uri) => entries.get(uri.toString())?.responses ?? [],
    accept(document, hunks) {
      const entry = entryOf(document);
      if (entry === undefined) return;
      // In reverse order, so that accepting a hunk doesn't shift the next one's lines in the
      // baseline.
      for (const hunk of [...hunks].reverse()) entry.review.accept(hunk);
      notify(document.uri, entry);
    },
    async reject(document, hunks) {
      const entry = entryOf(document);
      if (entry === undefined || hunks.length === 0) return;
      const { text } = entry.review;
      const wanted = applyEdits(text, entry.review.rejectEdits(hunks));
      // The hunks belong to this exact text. If it has changed, reject nothing.
      await editDocument(
        document,
        (current) => (current === text ? wanted : undefined),
        (expected) => (entry.expected = expected),
      );
    },
    checkExists,
    setAside,
    dispose() {
      changed.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Maximum responses stored per document. */
const mostResponses = 20;

const reasons: Readonly<Record<number, 'undo' | 'redo'>> = {
  [TextDocumentChangeReason.Undo]: 'undo',
  [TextDocumentChangeReason.Redo]: 'redo',
};
