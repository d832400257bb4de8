/** CodeLenses: progress and Stop above a running rewrite, Accept and Reject above each change. */
import {
  CodeLens,
  EventEmitter,
  languages,
  Range,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { firstWords } from '../../core/rewrite/exchange.ts';
import { notesOf } from '../review/reviewNotes.ts';
import type { ReviewedDocuments } from '../review/reviewedDocuments.ts';
import type { RewriteRun } from './rewriteRun.ts';
import { virtualScheme } from '../review/diffDocuments.ts';

export interface CodeLenses extends Disposable {
  /** Makes VS Code request the lenses again if any has changed. */
  refresh(): void;
}

export function createCodeLenses(
  reviews: ReviewedDocuments,
  sessions: () => readonly RewriteRun[],
): CodeLenses {
  const changed = new EventEmitter<void>();
  const lensesOf = (document: TextDocument): CodeLens[] =>
    document.uri.scheme === virtualScheme
      ? []
      : [...runningLenses(document, sessions()), ...reviewLenses(document, reviews)];
  const all = (): string => {
    const uris = new Set(
      [...sessions().map((session) => session.uri()), ...reviews.pending()].map(String),
    );
    return JSON.stringify(
      workspace.textDocuments
        .filter(({ uri }) => uris.has(uri.toString()))
        .map((document) => [
          document.uri.toString(),
          ...lensesOf(document).map(({ range, command }) => [range.start.line, command]),
        ]),
    );
  };
  let before = all();
  const registration = languages.registerCodeLensProvider(
    { scheme: '*' },
    {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: lensesOf,
    },
  );
  return {
    refresh() {
      // VS Code replaces all lenses of a file at once, so an unnecessary refresh could remove one
      // during a click.
      const now = all();
      if (now === before) return;
      before = now;
      changed.fire();
    },
    dispose() {
      registration.dispose();
      changed.dispose();
    },
  };
}

function runningLenses(document: TextDocument, sessions: readonly RewriteRun[]): CodeLens[] {
  const uri = document.uri.toString();
  return sessions
    .filter((session) => session.uri().toString() === uri)
    .flatMap((session) => {
      const [first] = session.tracked.ranges();
      if (first === undefined) return [];
      const range = lineRange(document.positionAt(first.start).line);
      const argument = { rewrite: session.id };
      const lens = (title: string, command: string): CodeLens =>
        new CodeLens(range, { title, command, arguments: command === '' ? [] : [argument] });
      const question = session.question();
      if (question === undefined) {
        // The review's lenses appear here next. Showing both at once would move lenses under the
        // mouse pointer.
        if (session.phase() === 'asking' || session.phase() === 'done') return [];
        return [
          // Progress is shown beside the line and in the status bar: a lens that keeps changing
          // can't be clicked.
          lens('$(loading~spin) Rewriting…', ''),
          lens('Stop', 'laplas.stop'),
          lens('Preview', 'laplas.showChanges'),
        ];
      }
      const answers = question.map(
        (title) =>
          new CodeLens(range, {
            title,
            command: 'laplas.rewriteSelection',
            arguments: [{ ...argument, answer: title }],
          }),
      );
      const notes = session.exchange()?.notes ?? '';
      return [
        lens('No changes made yet', ''),
        ...(notes === '' ? [] : [noteLens(range, notes, argument)]),
        ...answers,
        lens('Discard', 'laplas.stop'),
      ];
    });
}

function reviewLenses(document: TextDocument, reviews: ReviewedDocuments): CodeLens[] {
  const hunks = reviews.hunks(document);
  const uri = document.uri.toString();
  const notes = notesOf(document, hunks, reviews);
  return hunks.flatMap((hunk, index) => {
    const range = lineRange(Math.min(hunk.bStart, document.lineCount - 1));
    const at = { uri, baselineLine: hunk.aStart, line: hunk.bStart };
    const lens = (title: string, command: string, argument: object, tooltip: string): CodeLens =>
      new CodeLens(range, { title, command, arguments: [argument], tooltip });
    const own = [
      lens('$(check) Accept', 'laplas.acceptHunk', at, 'Keep this change'),
      lens('$(discard) Reject', 'laplas.rejectHunk', at, 'Put the old lines back'),
    ];
    const said = notes
      .filter((note) => note.hunk === index)
      .map(({ response, index: number }) =>
        noteLens(range, response.notes, { uri, response: number }),
      );
    if (index > 0) return [...own, ...said];
    const whole = { uri };
    const all =
      hunks.length === 1
        ? []
        : [
            lens(
              `Accept All ${hunks.length}`,
              'laplas.acceptAll',
              whole,
              'Keep all changes of this file',
            ),
            lens('Reject All', 'laplas.rejectAll', whole, 'Put all old lines back'),
          ];
    return [
      ...own,
      ...all,
      lens(
        'Show Changes',
        'laplas.showChanges',
        whole,
        'Compare with the text before, in the diff editor',
      ),
      lens(
        'Retry…',
        'laplas.rewriteSelection',
        { uri, again: true },
        'Rewrite from the text before, with the same or another instruction',
      ),
      ...said,
    ];
  });
}

/**
 * The start of the response's text outside its code. The tooltip shows more of it, and a click
 * shows the response in the chat.
 */
function noteLens(range: Range, notes: string, argument: object): CodeLens {
  return new CodeLens(range, {
    title: `$(comment) Note from Laplas: ${firstWords(notes, 80)}`,
    command: 'laplas.showResponse',
    arguments: [argument],
    tooltip: `${firstWords(notes, 1_000)}\n\nView the whole response in the chat`,
  });
}

function lineRange(line: number): Range {
  return new Range(line, 0, line, 0);
}
