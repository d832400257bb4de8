/** A document's text as the core sees it (lines end in LF), and edits of it as VS Code takes them: one undo step, no save, no focus. */
import {
  FilePermission,
  FileSystemError,
  Position,
  Range,
  TabInputText,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import { leastEdits, type TextEdit } from '../../core/review/review.ts';

/** VS Code's documents have one line ending throughout, and give inserted text the same: so the core need not know it. */
export function textOf(document: TextDocument): string {
  return toLf(document.getText());
}

export function toLf(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Where an edit of a text with LF stands in its document. */
export function rangeOf(text: string, edit: Pick<TextEdit, 'offset' | 'length'>): Range {
  const start = positionAt(text, edit.offset, new Position(0, 0), 0);
  return new Range(start, positionAt(text, edit.offset + edit.length, start, edit.offset));
}

function positionAt(text: string, offset: number, from: Position, fromOffset: number): Position {
  let line = from.line;
  let lineStart = fromOffset - from.character;
  for (let at = text.indexOf('\n', fromOffset); at !== -1 && at < offset;) {
    line += 1;
    lineStart = at + 1;
    at = text.indexOf('\n', lineStart);
  }
  return new Position(line, offset - lineStart);
}

/** Tries again while the user types faster than an edit gets through. */
const attempts = 8;

export type Applied = 'applied' | 'unchanged' | 'refused';

/**
 * Makes `next(text)` of a document by the least lines that differ, as one undo step. `next` is called anew when the document changed before
 * the edit was in; undefined from it gives up. `expect` is told the text that the edit will lead to, right before it is made.
 */
export async function editDocument(
  document: TextDocument,
  next: (text: string) => string | undefined,
  expect: (text: string) => void = () => undefined,
): Promise<Applied> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { version } = document;
    const text = textOf(document);
    const wanted = next(text);
    if (wanted === undefined || wanted === text) return 'unchanged';
    const edits = leastEdits(text, wanted);
    if (edits.length === 0) return 'unchanged';
    expect(wanted);
    if (await applyEdits(document, text, edits)) return 'applied';
    if (document.version === version) return 'refused';
  }
  return 'refused';
}

async function applyEdits(
  document: TextDocument,
  text: string,
  edits: readonly TextEdit[],
): Promise<boolean> {
  const replacements = edits.map((edit) => ({ range: rangeOf(text, edit), text: edit.text }));
  return replaceIn(document, editorOf(document), replacements, {
    undoStopBefore: true,
    undoStopAfter: true,
    takesCursor: false,
  });
}

export interface Replacement {
  readonly range: Range;
  readonly text: string;
}

export interface ReplaceOptions {
  readonly undoStopBefore: boolean;
  readonly undoStopAfter: boolean;
  /** A cursor that stands where text is inserted goes along, to its end. */
  readonly takesCursor: boolean;
}

/**
 * Edits a document through its editor; through the workspace, which makes an undo step of its own, where there is no editor, or where it
 * was closed on the way.
 * @returns false where VS Code refused, as it does when the document has changed meanwhile
 */
export async function replaceIn(
  document: TextDocument,
  editor: TextEditor | undefined,
  replacements: readonly Replacement[],
  { takesCursor, ...undoStops }: ReplaceOptions,
): Promise<boolean> {
  if (editor !== undefined) {
    const { version } = document;
    try {
      return await editor.edit((builder) => {
        for (const { range, text } of replacements) {
          if (takesCursor && range.isEmpty) builder.insert(range.start, text);
          else builder.replace(range, text);
        }
      }, undoStops);
    } catch {
      // VS Code lists an editor for a moment after it was closed, and then throws.
      if (document.version !== version) return false;
    }
  }
  const edit = new WorkspaceEdit();
  for (const { range, text } of replacements) edit.replace(document.uri, range, text);
  return workspace.applyEdit(edit);
}

/** An editor that shows the document, the active one if it does. */
export function editorOf(document: TextDocument): TextEditor | undefined {
  const active = window.activeTextEditor;
  return active?.document === document
    ? active
    : window.visibleTextEditors.find((editor) => editor.document === document);
}

export function openDocument(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key);
}

/** False where there is certainly no such file: of a folder that isn't connected now, nothing is known. */
export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    return !(error instanceof FileSystemError && error.code === 'FileNotFound');
  }
}

/** Whether an editor has a text that is not in its file, or shows it. */
export function isHeld(uri: Uri): boolean {
  if (openDocument(uri)?.isDirty === true) return true;
  const key = uri.toString();
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === key),
  );
}

/** Documents that have no file system behind them and yet can be edited. */
const editableSchemes = new Set(['untitled', 'vscode-notebook-cell']);

/** A sentence that says why a document cannot be changed, or undefined where it can as far as one can know. */
export async function readOnlyReason(document: TextDocument): Promise<string | undefined> {
  const { uri } = document;
  const name = nameOf(uri);
  if (editableSchemes.has(uri.scheme)) return undefined;
  if (workspace.fs.isWritableFileSystem(uri.scheme) !== true) {
    return `${name} can’t be changed because it is read-only here.`;
  }
  try {
    const { permissions = 0 } = await workspace.fs.stat(uri);
    if ((permissions & FilePermission.Readonly) !== 0) {
      return `${name} can’t be changed because the file is read-only.`;
    }
  } catch {
    // Not on disk (yet, or any more): its document can be edited all the same.
  }
  return undefined;
}

export function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1) || uri.toString();
}
