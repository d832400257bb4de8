/** What the user has selected in the editor, or the smallest symbol around the cursor where nothing is. */
import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/conversation.ts';
import { nameOfLines } from './places.ts';

/** Undefined where no editor is active, or the cursor is in no symbol and on an empty line. */
export async function readSelection(id: string): Promise<Attachment | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const range = selection.isEmpty
    ? await enclosing(document, selection.active)
    : trimmed(selection);
  const text = document.getText(range);
  return text.trim() === '' ? undefined : lines(id, document, range, text);
}

export function lines(
  id: string,
  document: vscode.TextDocument,
  range: vscode.Range,
  text = document.getText(range),
): Attachment {
  const lineRange = { start: range.start.line, end: range.end.line };
  return {
    kind: 'selection',
    id,
    name: nameOfLines(document.uri, lineRange),
    uri: document.uri.toString(),
    range: lineRange,
    language: document.languageId,
    text,
  };
}

/** A selection that ends before the first character of a line does not mean that line. */
function trimmed(selection: vscode.Selection): vscode.Range {
  if (selection.end.character > 0 || selection.isSingleLine) return selection;
  const line = selection.end.line - 1;
  return new vscode.Range(selection.start, new vscode.Position(line, Number.MAX_SAFE_INTEGER));
}

async function enclosing(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Range> {
  const symbols =
    (await vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    )) ?? [];
  let found = document.lineAt(position.line).range;
  for (let level = symbols; ;) {
    const inner = level.find((symbol) => rangeOf(symbol).contains(position));
    if (inner === undefined) return found;
    found = rangeOf(inner);
    level = 'children' in inner ? inner.children : [];
  }
}

function rangeOf(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): vscode.Range {
  return 'range' in symbol ? symbol.range : symbol.location.range;
}
