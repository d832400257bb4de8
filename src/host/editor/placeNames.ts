/** Names of files and notebook cells, as shown to the user and the model. */
import * as vscode from 'vscode';

/**
 * The path in the workspace, with the folder's name if there are several folders. A notebook cell
 * gets its number.
 */
export function nameOf(uri: vscode.Uri): string {
  if (uri.scheme === 'untitled') return uri.path;
  if (uri.scheme !== 'vscode-notebook-cell') return vscode.workspace.asRelativePath(uri);
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cells = notebook.getCells();
    const cell = cells.findIndex(({ document }) => document.uri.toString() === uri.toString());
    if (cell !== -1) return `${nameOf(notebook.uri)}#${cell + 1}`;
  }
  return vscode.workspace.asRelativePath(uri.path);
}

/** The file that contains the document: a notebook cell has its own URI. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== 'vscode-notebook-cell') return uri;
  return vscode.workspace.notebookDocuments.find((each) => each.uri.path === uri.path)?.uri ?? uri;
}

/** A fence's language. For a file that is not open, its extension is used. */
export function languageOf(uri: vscode.Uri): string {
  const open = vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === uri.toString(),
  );
  return open?.languageId ?? /\.([A-Za-z0-9]{1,12})$/.exec(uri.path)?.[1]?.toLowerCase() ?? '';
}
