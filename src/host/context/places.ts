/** Names for places in the workspace, as the user and the model read them. */
import * as vscode from 'vscode';
import type { LineRange } from '../../core/chat/conversation.ts';

/** The path within the workspace, with the folder's name where there are several. */
export function nameOf(uri: vscode.Uri): string {
  return uri.scheme === 'untitled' ? uri.path : vscode.workspace.asRelativePath(uri);
}

/** `src/app.ts:11-25`: the chip's way to name lines. */
export function nameOfLines(uri: vscode.Uri, { start, end }: LineRange): string {
  return `${nameOf(uri)}:${start + 1}${end > start ? `-${end + 1}` : ''}`;
}

/** A fence's language for a file that is not open: its extension says enough. */
export function languageOf(uri: vscode.Uri): string {
  const open = vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === uri.toString(),
  );
  return open?.languageId ?? /\.([A-Za-z0-9]{1,12})$/.exec(uri.path)?.[1]?.toLowerCase() ?? '';
}
