/**
 * Where code from the chat is inserted: at each cursor, and after each selection, which is never
 * replaced.
 */
import { Selection, type TextDocument, type TextEditor } from 'vscode';
import { indentOf } from '../../core/rewrite/indentation.ts';

export interface InsertionPlace {
  /** Offset in the document's own text. */
  readonly at: number;
  /** `below`: on new lines, after the line that ends at `at`. */
  readonly kind: 'atCursor' | 'below';
  readonly indent: string;
}

/** Sorted by position, without duplicates. */
export function insertionPlaces({ document, selections }: TextEditor): readonly InsertionPlace[] {
  const places = [...selections]
    .sort((a, b) => a.end.compareTo(b.end))
    .map((selection) => placeOf(document, selection));
  return places.filter(({ at }, index) => at !== places[index - 1]?.at);
}

function placeOf(document: TextDocument, selection: Selection): InsertionPlace {
  const { start, end, isEmpty, isSingleLine } = selection;
  const first = document.lineAt(start.line);
  const partOfLine = document.getText(selection).trim() !== first.text.trim();
  if (isEmpty || (isSingleLine && partOfLine)) {
    const indent = indentOf(first.text).slice(0, start.character);
    return { at: document.offsetAt(end), kind: 'atCursor', indent };
  }
  const last = document.lineAt(end.character === 0 ? end.line - 1 : end.line);
  return { at: document.offsetAt(last.range.end), kind: 'below', indent: indentOf(first.text) };
}

/**
 * The lines with their indentation and line breaks, as they are inserted. Later lines follow the
 * earlier ones on new lines.
 */
export function insertedText(
  { kind, indent }: Pick<InsertionPlace, 'kind' | 'indent'>,
  lines: readonly string[],
  eol: string,
  isFirst: boolean,
): string {
  const atCursor = isFirst && kind === 'atCursor';
  const indented = lines.map((line, index) =>
    line === '' || (atCursor && index === 0) ? line : indent + line,
  );
  return (atCursor ? '' : eol) + indented.join(eol);
}

/**
 * Moves each cursor to the end of its selection. VS Code extends a selection over text inserted at
 * its end, so the next key would delete both.
 */
export function leaveSelections(editor: TextEditor): void {
  if (editor.selections.every(({ isEmpty }) => isEmpty)) return;
  editor.selections = editor.selections.map(({ end }) => new Selection(end, end));
}
