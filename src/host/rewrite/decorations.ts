/**
 * Shows reviews and running rewrites in editors: the theme's diff colors, deleted lines in a hover,
 * and progress beside the first line.
 */
import {
  MarkdownString,
  OverviewRulerLane,
  Range,
  TabInputTextDiff,
  ThemeColor,
  window,
  workspace,
  type DecorationOptions,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { firstWords } from '../../core/rewrite/exchange.ts';
import { fenceFor } from '../../core/rewrite/fences.ts';
import type { LineHunk } from '../../core/diff/lineHunk.ts';
import { splitLines } from '../../core/base/lines.ts';
import { notesOf, type Note } from '../review/reviewNotes.ts';
import type { ReviewedDocuments } from '../review/reviewedDocuments.ts';
import { progressText } from './progressText.ts';
import type { RewriteRun } from './rewriteRun.ts';

export interface Decorations extends Disposable {
  /** Updates the decorations of all visible editors. */
  paint(): void;
}

export function createDecorations(
  reviews: ReviewedDocuments,
  sessions: () => readonly RewriteRun[],
): Decorations {
  const added = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('diffEditor.insertedLineBackground'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.addedForeground'),
    overviewRulerLane: OverviewRulerLane.Left,
    // High-contrast themes have no background for added lines, so the border is the only mark.
    borderStyle: 'solid',
    borderWidth: '0 0 0 2px',
    borderColor: new ThemeColor('editorGutter.addedBackground'),
  });
  const removedAbove = window.createTextEditorDecorationType({
    isWholeLine: true,
    overviewRulerColor: new ThemeColor('editorOverviewRuler.deletedForeground'),
    overviewRulerLane: OverviewRulerLane.Left,
    borderStyle: 'solid',
    borderWidth: '2px 0 0 0',
    borderColor: new ThemeColor('editorGutter.deletedBackground'),
    after: { margin: '0 0 0 3em', color: new ThemeColor('descriptionForeground') },
  });
  const rewriting = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
    borderStyle: 'solid',
    borderWidth: '0 0 0 2px',
    borderColor: new ThemeColor('progressBar.background'),
    overviewRulerColor: new ThemeColor('progressBar.background'),
    overviewRulerLane: OverviewRulerLane.Left,
  });
  const note = window.createTextEditorDecorationType({
    after: { margin: '0 0 0 3em', color: new ThemeColor('descriptionForeground') },
  });
  const status = window.createTextEditorDecorationType({
    after: { margin: '0 0 0 3em', color: new ThemeColor('descriptionForeground') },
  });

  const paintEditor = (editor: TextEditor): void => {
    const { document } = editor;
    // Call `hunks` before `review`: it restores a stored review.
    const changes = reviews.hunks(document);
    const baseline = splitLines(reviews.review(document.uri)?.baseline ?? '');
    const shown = isInDiff(editor) ? [] : changes;
    const addedLines: DecorationOptions[] = [];
    const removedLines: DecorationOptions[] = [];
    const noteLines: DecorationOptions[] = [];
    const notes = notesOf(document, shown, reviews);
    for (const [index, hunk] of shown.entries()) {
      const own = notes.filter((note) => note.hunk === index);
      const removed = removedText(baseline, hunk, document.languageId);
      const hoverMessage = [
        ...own.flatMap((note) => noteText(document.uri.toString(), note)),
        ...(removed === undefined ? [] : [removed]),
      ];
      const [first] = own;
      const said = first === undefined || lensesAreOn(document) ? '' : noteWords(first);
      if (hunk.bEnd > hunk.bStart) {
        addedLines.push({
          range: new Range(hunk.bStart, 0, hunk.bEnd - 1, 0),
          hoverMessage,
        });
        if (said !== '') {
          const { end } = document.lineAt(hunk.bStart).range;
          noteLines.push({
            range: new Range(end, end),
            renderOptions: { after: { contentText: said } },
          });
        }
      } else {
        const line = Math.min(hunk.bStart, document.lineCount - 1);
        removedLines.push({
          range: new Range(line, 0, line, document.lineAt(line).text.length),
          hoverMessage,
          renderOptions: { after: { contentText: `${removedNote(hunk)} ${said}`.trim() } },
        });
      }
    }
    editor.setDecorations(added, addedLines);
    editor.setDecorations(removedAbove, removedLines);
    editor.setDecorations(note, noteLines);

    const uri = document.uri.toString();
    const running = sessions().filter((session) => session.uri().toString() === uri);
    const ranges = running.flatMap((session) =>
      session.tracked.ranges().map((range) => {
        const start = document.positionAt(range.start).line;
        // The range ends after the last line's line break, at the start of a line that is not part
        // of it.
        return new Range(start, 0, Math.max(start, document.positionAt(range.end - 1).line), 0);
      }),
    );
    editor.setDecorations(rewriting, ranges);
    editor.setDecorations(
      status,
      running.flatMap((session) => {
        const [range] = session.tracked.ranges();
        if (range === undefined) return [];
        const line = document.lineAt(document.positionAt(range.start).line);
        return [
          {
            range: new Range(line.range.end, line.range.end),
            renderOptions: { after: { contentText: progressText(session) } },
          },
        ];
      }),
    );
  };

  const types = [added, removedAbove, note, rewriting, status];
  return {
    paint: () => {
      window.visibleTextEditors.forEach(paintEditor);
    },
    dispose: () => {
      for (const type of types) type.dispose();
    },
  };
}

/** Whether the editor is part of a diff editor, which has its own colors. */
function isInDiff(editor: TextEditor): boolean {
  const group = window.tabGroups.all.find(({ viewColumn }) => viewColumn === editor.viewColumn);
  return group?.activeTab?.input instanceof TabInputTextDiff;
}

/** Whether CodeLenses are on. If not, the start of the note is shown beside the line. */
function lensesAreOn(document: TextDocument): boolean {
  return workspace.getConfiguration('editor', document).get('codeLens') !== false;
}

function noteWords({ response }: Note): string {
  return `Note from Laplas: ${firstWords(response.notes, 120)}`;
}

/**
 * The note as plain text, since Markdown could load images, and our own link to the whole response.
 */
function noteText(uri: string, { response, index }: Note): readonly MarkdownString[] {
  const text = new MarkdownString('**Note from Laplas:** ');
  text.appendText(response.notes.slice(0, mostOfNote));
  const argument = encodeURIComponent(JSON.stringify([{ uri, response: index }]));
  const link = new MarkdownString(`[View in Chat](command:laplas.showResponse?${argument})`);
  link.isTrusted = { enabledCommands: ['laplas.showResponse'] };
  return [text, link];
}

/** Maximum characters of a note in a hover. */
const mostOfNote = 4_000;

function removedNote(hunk: LineHunk): string {
  const count = hunk.aEnd - hunk.aStart;
  return count === 1 ? '1 line deleted above' : `${count} lines deleted above`;
}

function removedText(
  baseline: readonly string[],
  hunk: LineHunk,
  language: string,
): MarkdownString | undefined {
  if (hunk.aStart === hunk.aEnd) return undefined;
  const text = baseline.slice(hunk.aStart, hunk.aEnd).join('').replace(/\n$/, '');
  const fence = fenceFor(text);
  return new MarkdownString(`Before:\n${fence}${language}\n${text}\n${fence}`);
}
