/** Follows documents to a new address: renamed with their file or a folder above it, or saved for the first time. */
import { Disposable, workspace, type TextDocument, type Uri } from 'vscode';

export interface Move {
  /** A document, a file, or a folder. */
  readonly from: Uri;
  readonly to: Uri;
  /** The text that it moved with, where the document of the old address has lost it already. */
  readonly text?: string;
}

/** Where a document is after a move, or undefined where the move is not about it. */
export function movedUri(uri: Uri, { from, to }: Move): Uri | undefined {
  // A notebook's cell has the path of its notebook, in a scheme of its own.
  const cell = uri.scheme === 'vscode-notebook-cell' && from.scheme !== uri.scheme;
  if (!cell && (uri.scheme !== from.scheme || uri.authority !== from.authority)) return undefined;
  const place = cell ? {} : { scheme: to.scheme, authority: to.authority };
  if (uri.path === from.path) return uri.with({ ...place, path: to.path });
  const folder = from.path.endsWith('/') ? from.path : `${from.path}/`;
  if (!uri.path.startsWith(folder)) return undefined;
  return uri.with({
    ...place,
    path: `${to.path.replace(/\/$/, '')}/${uri.path.slice(folder.length)}`,
  });
}

/** Whether a file is this one, or lies below this folder. */
export function isWithin(uri: Uri, place: Uri): boolean {
  return movedUri(uri, { from: place, to: place }) !== undefined;
}

export function onDidMove(listener: (move: Move) => void): Disposable {
  /** Opened since, the last one last. */
  const opened = new Set<TextDocument>();
  /** Of untitled documents: VS Code empties one that was saved to a file, and doesn't report that as a move. */
  const texts = new Map<TextDocument, string>();
  for (const document of workspace.textDocuments) {
    if (document.isUntitled) texts.set(document, document.getText());
  }
  const saved = (document: TextDocument): void => {
    const text = texts.get(document) ?? '';
    const file = [...opened].findLast(
      (other) => !other.isUntitled && !other.isDirty && other.getText() === text,
    );
    if (file !== undefined && text !== '') listener({ from: document.uri, to: file.uri, text });
  };
  return Disposable.from(
    workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) listener({ from: oldUri, to: newUri });
    }),
    workspace.onDidOpenTextDocument((document) => {
      opened.delete(document);
      opened.add(document);
      if (document.isUntitled) texts.set(document, document.getText());
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!document.isUntitled || contentChanges.length === 0) return;
      const text = document.getText();
      if (text === '') saved(document);
      else texts.set(document, text);
    }),
    workspace.onDidCloseTextDocument((document) => {
      // Another language closes a document for listeners alone.
      if (!document.isClosed) return;
      opened.delete(document);
      if (document.isUntitled) saved(document);
      texts.delete(document);
    }),
  );
}
