/** Names for places in the workspace, as the user and the model read them. */
import * as vscode from 'vscode';

/** The path within the workspace, with the folder's name where there are several; a notebook's cell by its number. */
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

/** The file that it is a part of: a notebook's cell has an address of its own. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== 'vscode-notebook-cell') return uri;
  return vscode.workspace.notebookDocuments.find((each) => each.uri.path === uri.path)?.uri ?? uri;
}

/** A fence's language for a file that is not open: its extension says enough. */
export function languageOf(uri: vscode.Uri): string {
  const open = vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === uri.toString(),
  );
  return open?.languageId ?? /\.([A-Za-z0-9]{1,12})$/.exec(uri.path)?.[1]?.toLowerCase() ?? '';
}
