/**
 * `Insert at Cursor` for a code block that is still streaming: adds its lines as they arrive, all
 * in one undo step.
 */
import {
  EndOfLine,
  Range,
  workspace,
  type Disposable,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  type TextEditor,
} from 'vscode';
import type { StreamingCode } from '../../core/rewrite/streamingCode.ts';
import type { RewriteDeps } from './rewriteDeps.ts';
import { editorOf, nameOf, replaceIn, toLf, type Replacement } from '../editor/documents.ts';
import {
  insertedText,
  insertionPlaces,
  leaveSelections,
  type InsertionPlace,
} from './insertionPlaces.ts';
import * as ask from './rewriteNotifications.ts';
import type { ReviewedDocuments } from '../review/reviewedDocuments.ts';

/** A code block of a response that is still streaming. */
export interface CodeSource {
  read(): Promise<StreamingCode>;
  /** Calls the listener when there may be more to read. */
  onDidChange(listener: () => void): Disposable;
}

/**
 * The text inserted so far, as offsets in the document's own text. The next lines are added at its
 * end.
 */
interface Place extends Pick<InsertionPlace, 'kind' | 'indent'> {
  readonly start: number;
  readonly end: number;
}

/**
 * Inserts lines at each cursor and after each selection, and adds further lines as they arrive.
 * Stops if someone edits the inserted text or types right after it: the text is theirs now. Pauses
 * while no editor shows the document.
 * @returns when nothing more will be inserted
 */
export async function insertStreaming(
  editor: TextEditor,
  source: CodeSource,
  reviews: Pick<ReviewedDocuments, 'expect'>,
  deps: Pick<RewriteDeps, 'confirmHiddenUnicode'>,
): Promise<void> {
  const { document } = editor;
  let places: readonly Place[] = insertionPlaces(editor).map((place) => ({
    ...place,
    start: place.at,
    end: place.at,
  }));
  let expected: Step | undefined;
  /** Another edit was made in between: it must not share an undo step with ours. */
  let apart = true;
  let inTheWay = false;
  let wake = (): void => undefined;
  const subscriptions = [
    workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
      if (changed !== document || contentChanges.length === 0) return;
      if (expected?.text === document.getText()) {
        places = expected.places;
        expected = undefined;
        return;
      }
      apart = true;
      const moved = follow(places, contentChanges);
      if (moved === undefined) inTheWay = true;
      else places = moved;
    }),
    workspace.onDidCloseTextDocument((closed) => {
      // VS Code also fires this event when a document's language changes.
      if (closed === document && closed.isClosed) inTheWay = true;
    }),
    source.onDidChange(() => {
      wake();
    }),
  ];

  let taken = 0;
  /**
   * Inserts the lines that have arrived. Returns true when nothing more will be inserted. Holds
   * back the last complete line so that the final edit can close the undo step.
   */
  const insertMore = async (): Promise<boolean> => {
    const { lines, done } = await source.read();
    const until = done ? lines.length : lines.length - 1;
    const shown = editorOf(document);
    if (until <= taken || (shown === undefined && !done)) return done;
    const next = lines.slice(taken, until);
    if (!(await deps.confirmHiddenUnicode(next.join('\n')))) return true;
    if (inTheWay) return true;
    const { version } = document;
    const step = stepWith(document, places, next, taken === 0);
    expected = step;
    reviews.expect(document, toLf(step.text));
    const options = { undoStopBefore: apart, undoStopAfter: done, takesCursor: true };
    if (await replaceIn(document, shown, step.edits, options)) {
      if (taken === 0 && shown !== undefined) leaveSelections(shown);
      apart = false;
      taken = until;
      return done;
    }
    expected = undefined;
    if (document.version === version) {
      ask.failedToInsert(nameOf(document.uri));
      return true;
    }
    // The document changed before the edit was applied: retry at the current places.
    return inTheWay || insertMore();
  };

  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      if (inTheWay || (await insertMore())) break;
      await woken;
    }
    if (inTheWay) ask.insertingEnded();
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

interface Step {
  readonly edits: readonly Replacement[];
  /** The document's text after the edits. */
  readonly text: string;
  readonly places: readonly Place[];
}

/** Adds the lines at every place. */
function stepWith(
  document: TextDocument,
  places: readonly Place[],
  lines: readonly string[],
  isFirst: boolean,
): Step {
  const eol = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
  const whole = document.getText();
  const next: Place[] = [];
  let text = '';
  let from = 0;
  const edits = places.map((place) => {
    const added = insertedText(place, lines, eol, isFirst);
    const start = text.length + (place.start - from);
    text += whole.slice(from, place.end) + added;
    from = place.end;
    next.push({ ...place, start, end: text.length });
    const at = document.positionAt(place.end);
    return { range: new Range(at, at), text: added };
  });
  return { edits, text: text + whole.slice(from), places: next };
}

/**
 * Moves the places along with other edits. Returns undefined if one of these touches inserted text
 * or is right after it.
 */
function follow(
  places: readonly Place[],
  changes: readonly TextDocumentContentChangeEvent[],
): readonly Place[] | undefined {
  const inside = ({ start, end }: Place): boolean =>
    changes.some(
      ({ rangeOffset, rangeLength }) => rangeOffset <= end && rangeOffset + rangeLength > start,
    );
  const atEnd = ({ end }: Place): boolean => changes.some(({ rangeOffset }) => rangeOffset === end);
  if (places.some((place) => inside(place) || atEnd(place))) return undefined;
  return places.map((place) => {
    const by = changes
      .filter(({ rangeOffset }) => rangeOffset < place.start)
      .reduce((sum, { rangeLength, text }) => sum + text.length - rangeLength, 0);
    return { ...place, start: place.start + by, end: place.end + by };
  });
}
