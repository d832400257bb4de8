/** Where code from the chat goes: at each cursor, and after what is selected, which is never replaced. */
import { Selection, type TextDocument, type TextEditor } from 'vscode';
import { indentOf } from '../../core/rewrite/indentation.ts';

export interface InsertionPlace {
  /** Offset in the document's own text. */
  readonly at: number;
  /** `below`: on lines of its own, after the end of the line that `at` is the end of. */
  readonly kind: 'atCursor' | 'below';
  readonly indent: string;
}

/** In the order of the document, each once. */
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

/** The lines as they are inserted there: the next ones follow the ones before on lines of their own. */
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

/** VS Code lets a selection grow over what is inserted at its end: the next key would delete both. The cursor goes to the end instead. */
export function leaveSelections(editor: TextEditor): void {
  if (editor.selections.every(({ isEmpty }) => isEmpty)) return;
  editor.selections = editor.selections.map(({ end }) => new Selection(end, end));
}
