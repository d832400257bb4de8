/** Captures the input of a rewrite: the selected lines, and the context that the model gets. */
import {
  DiagnosticSeverity,
  languages,
  Range,
  workspace,
  type TextDocument,
  type TextEditorOptions,
} from 'vscode';
import { enclosingSymbol, linesOf } from './symbols.ts';
import { toLf } from './documents.ts';
import type { OffsetRange } from '../../core/review/trackRange.ts';
import type { IndentStyle } from '../../core/rewrite/indentation.ts';

/** A run of whole lines as it was when the rewrite was requested. */
export interface CapturedLines {
  /** Offsets in the document's own text. */
  readonly range: OffsetRange;
  /** The lines' text with the document's line endings. */
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly problems: readonly string[];
}

/**
 * Maximum characters of the file that are sent above the first selection, and below the last one.
 */
const surroundings = 6_000;
const mostProblems = 20;

/**
 * Captures the selected lines. Without a selection, the smallest symbol around the cursor, or else
 * its line. Ranges are extended to whole lines and sorted, and adjacent ones are merged.
 */
export async function captureLines(
  document: TextDocument,
  selections: readonly Range[],
): Promise<readonly CapturedLines[]> {
  const ranges = await Promise.all(
    selections.map(async (selection) =>
      selection.isEmpty
        ? ((await enclosingSymbol(document, selection))?.lines ?? linesOf(document, selection))
        : linesOf(document, selection),
    ),
  );
  ranges.sort((a, b) => a.start.line - b.start.line);
  const joined: Range[] = [];
  for (const range of ranges) {
    const previous = joined.at(-1);
    if (previous !== undefined && range.start.line <= previous.end.line + 1) {
      joined[joined.length - 1] = previous.union(range);
    } else joined.push(range);
  }
  return joined.map((range) => capture(document, range.start.line, range.end.line));
}

function capture(document: TextDocument, firstLine: number, lastLine: number): CapturedLines {
  const lines = new Range(
    document.lineAt(firstLine).range.start,
    document.lineAt(lastLine).rangeIncludingLineBreak.end,
  );
  const start = document.offsetAt(lines.start);
  const text = document.getText(lines);
  return {
    range: { start, end: start + text.length },
    text,
    firstLine,
    lastLine,
    problems: problemsIn(document, lines),
  };
}

/** The whole lines above and below the captured ones: as many of the nearest as fit the budget. */
export function linesAround(
  document: TextDocument,
  captured: readonly CapturedLines[],
): { before: string; after: string } {
  const first = captured[0]?.firstLine ?? 0;
  const last = captured.at(-1)?.lastLine ?? document.lineCount - 1;
  let from = first;
  for (let size = 0; from > 0; from -= 1) {
    size += document.lineAt(from - 1).text.length + 1;
    if (size > surroundings) break;
  }
  let to = last;
  for (let size = 0; to < document.lineCount - 1; to += 1) {
    size += document.lineAt(to + 1).text.length + 1;
    if (size > surroundings) break;
  }
  const text = (start: number, end: number): string =>
    Array.from(
      { length: Math.max(0, end - start) },
      (_, i) => document.lineAt(start + i).text,
    ).join('\n');
  return { before: text(from, first), after: text(last + 1, to + 1) };
}

/** Maximum lines above and below the captured ones that a response may repeat. */
const besideLines = 40;

/**
 * The whole lines directly above and below, with LF: if the response repeats them, they must not be
 * inserted twice.
 */
export function linesBeside(
  document: TextDocument,
  { firstLine, lastLine }: Pick<CapturedLines, 'firstLine' | 'lastLine'>,
): { readonly before: string; readonly after: string } {
  const text = (start: number, end: number): string =>
    toLf(document.getText(new Range(Math.max(0, start), 0, end, 0)));
  return {
    before: text(firstLine - besideLines, firstLine),
    after: text(lastLine + 1, lastLine + 1 + besideLines),
  };
}

/** The document's indentation, from its editor or else from the settings. */
export function indentStyle(document: TextDocument, options?: TextEditorOptions): IndentStyle {
  const settings = workspace.getConfiguration('editor', document);
  const tabSize = Number(options?.tabSize ?? settings.get('tabSize'));
  const insertSpaces = options?.insertSpaces ?? settings.get('insertSpaces');
  return {
    tabSize: Number.isInteger(tabSize) && tabSize > 0 ? tabSize : 4,
    insertSpaces: insertSpaces !== false,
  };
}

function problemsIn(document: TextDocument, range: Range): string[] {
  return languages
    .getDiagnostics(document.uri)
    .filter(
      (problem) =>
        problem.severity <= DiagnosticSeverity.Warning &&
        problem.range.intersection(range) !== undefined,
    )
    .slice(0, mostProblems)
    .map((problem) => {
      const kind = problem.severity === DiagnosticSeverity.Error ? 'error' : 'warning';
      return `line ${problem.range.start.line + 1}: ${kind}: ${problem.message.replace(/\s+/g, ' ')}`;
    });
}
