/**
 * Follows documents to a new URI: renamed with their file or a parent folder, or saved for the
 * first time.
 */
import { Disposable, workspace, type TextDocument, type Uri } from 'vscode';

export interface Move {
  /** A document, a file or a folder. */
  readonly from: Uri;
  readonly to: Uri;
  /** The text at the time of the move, if the old document has already lost it. */
  readonly text?: string;
}

/** The document's URI after a move, or undefined if the move doesn't affect it. */
export function movedUri(uri: Uri, { from, to }: Move): Uri | undefined {
  // A notebook cell has its notebook's path, in a different scheme.
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

/** Whether a URI is `place` itself or is below that folder. */
export function isWithin(uri: Uri, place: Uri): boolean {
  return movedUri(uri, { from: place, to: place }) !== undefined;
}

export function onDidMove(listener: (move: Move) => void): Disposable {
  /** Documents opened since, in order of opening. */
  const opened = new Set<TextDocument>();
  /**
   * Texts of untitled documents. When one is saved to a file, VS Code empties it and doesn't report
   * a move.
   */
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
      // VS Code also fires this event when a document's language changes.
      if (!document.isClosed) return;
      opened.delete(document);
      if (document.isUntitled) saved(document);
      texts.delete(document);
    }),
  );
}
