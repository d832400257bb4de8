/**
 * A document's text with LF line endings, as the core needs it, and edits in one undo step that
 * neither save nor move the focus.
 */
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

/**
 * A VS Code document has one line ending throughout and converts inserted text to it, so the core
 * only handles LF.
 */
export function textOf(document: TextDocument): string {
  return toLf(document.getText());
}

export function toLf(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The document range of an edit whose offsets refer to the text with LF. */
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

/** Maximum attempts while the user types faster than an edit is applied. */
const attempts = 8;

export type Applied = 'applied' | 'unchanged' | 'refused';

/**
 * Changes the document to `next(text)` by the smallest line edits, as one undo step. `next` is
 * called again if the document changed before the edit was applied. If it returns undefined,
 * nothing is edited. `expect` is called with the resulting text right before the edit.
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
  /** A cursor at the position of an insertion moves to its end. */
  readonly takesCursor: boolean;
}

/**
 * Edits a document through its editor. Without an editor, or if it was closed in the meantime,
 * edits through the workspace, which always makes its own undo step.
 * @returns false if VS Code refused, for example because the document has changed
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
      // VS Code lists an editor for a moment after it was closed, and then `edit` throws.
      if (document.version !== version) return false;
    }
  }
  const edit = new WorkspaceEdit();
  for (const { range, text } of replacements) edit.replace(document.uri, range, text);
  return workspace.applyEdit(edit);
}

/** An editor that shows the document, preferably the active one. */
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

/**
 * Returns false only if the file certainly doesn't exist. For a disconnected folder, that is
 * unknown.
 */
export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    return !(error instanceof FileSystemError && error.code === 'FileNotFound');
  }
}

/** Whether the document has unsaved changes or is open in a tab. */
export function isHeld(uri: Uri): boolean {
  if (openDocument(uri)?.isDirty === true) return true;
  const key = uri.toString();
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === key),
  );
}

/** Schemes of editable documents without a file system provider. */
const editableSchemes = new Set(['untitled', 'vscode-notebook-cell']);

/** Returns a sentence that says why a document is read-only, or undefined if it seems writable. */
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
    // Not on disk yet, or deleted: the document can still be edited.
  }
  return undefined;
}

export function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1) || uri.toString();
}
