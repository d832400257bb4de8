/** Shows reviews and running rewrites in the editors: the theme's diff colours, deleted lines in a hover, progress beside the first line. */
import {
  MarkdownString,
  OverviewRulerLane,
  Range,
  TabInputTextDiff,
  ThemeColor,
  window,
  type DecorationOptions,
  type Disposable,
  type TextEditor,
} from 'vscode';
import { fenceFor } from '../../core/edit/fences.ts';
import type { Hunk } from '../../core/edit/lineDiff.ts';
import { splitLines } from '../../core/edit/lines.ts';
import type { ReviewedDocuments } from './reviewedDocuments.ts';
import { progressText } from './progressText.ts';
import type { RewriteSession } from './session.ts';

export interface Decorations extends Disposable {
  /** Paints all visible editors anew. */
  paint(): void;
}

export function decorations(
  reviews: ReviewedDocuments,
  sessions: () => readonly RewriteSession[],
): Decorations {
  const added = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('diffEditor.insertedLineBackground'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.addedForeground'),
    overviewRulerLane: OverviewRulerLane.Left,
    // High contrast themes have no background for added lines: the edge is all they show.
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
  const status = window.createTextEditorDecorationType({
    after: { margin: '0 0 0 3em', color: new ThemeColor('descriptionForeground') },
  });

  const paintEditor = (editor: TextEditor): void => {
    const { document } = editor;
    // The hunks first: a kept review is taken up again by asking for them.
    const changes = reviews.hunks(document);
    const baseline = splitLines(reviews.review(document.uri)?.baseline ?? '');
    const shown = isInDiff(editor) ? [] : changes;
    const addedLines: DecorationOptions[] = [];
    const removedLines: DecorationOptions[] = [];
    for (const hunk of shown) {
      const hoverMessage = removedText(baseline, hunk, document.languageId);
      if (hunk.bEnd > hunk.bStart) {
        addedLines.push({
          range: new Range(hunk.bStart, 0, hunk.bEnd - 1, 0),
          ...(hoverMessage === undefined ? {} : { hoverMessage }),
        });
      } else {
        const line = Math.min(hunk.bStart, document.lineCount - 1);
        removedLines.push({
          range: new Range(line, 0, line, document.lineAt(line).text.length),
          ...(hoverMessage === undefined ? {} : { hoverMessage }),
          renderOptions: { after: { contentText: removedNote(hunk) } },
        });
      }
    }
    editor.setDecorations(added, addedLines);
    editor.setDecorations(removedAbove, removedLines);

    const uri = document.uri.toString();
    const running = sessions().filter((session) => session.request.uri.toString() === uri);
    const ranges = running.flatMap((session) =>
      session.tracked.ranges().map((range) => {
        const start = document.positionAt(range.start).line;
        // The range ends after the last line's break, at the start of a line that is not part of it.
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

  const types = [added, removedAbove, rewriting, status];
  return {
    paint: () => {
      window.visibleTextEditors.forEach(paintEditor);
    },
    dispose: () => {
      for (const type of types) type.dispose();
    },
  };
}

/** The native diff editor has colours of its own. */
function isInDiff(editor: TextEditor): boolean {
  const group = window.tabGroups.all.find(({ viewColumn }) => viewColumn === editor.viewColumn);
  return group?.activeTab?.input instanceof TabInputTextDiff;
}

function removedNote(hunk: Hunk): string {
  const count = hunk.aEnd - hunk.aStart;
  return count === 1 ? '1 line deleted above' : `${count} lines deleted above`;
}

function removedText(
  baseline: readonly string[],
  hunk: Hunk,
  language: string,
): MarkdownString | undefined {
  if (hunk.aStart === hunk.aEnd) return undefined;
  const text = baseline.slice(hunk.aStart, hunk.aEnd).join('').replace(/\n$/, '');
  const fence = fenceFor(text);
  return new MarkdownString(`Was:\n${fence}${language}\n${text}\n${fence}`);
}
