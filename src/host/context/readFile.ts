/** Reads a file's text, including unsaved changes. */
import * as vscode from 'vscode';

/** Maximum size in bytes. A larger file is not text that a user meant to send. */
const sizeLimit = 4_000_000;

/** Rejects with an Error for the user if the file is missing, too large, or not text. */
export async function readText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === uri.toString(),
  );
  if (open !== undefined) return open.getText();
  const name = vscode.workspace.asRelativePath(uri);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > sizeLimit) {
    throw new Error(
      `${name} is too large to attach: ${(size / 1e6).toFixed(1)} MB, and ${sizeLimit / 1e6} MB is the most.`,
    );
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (bytes.includes(0)) throw new Error(`${name} is not a text file.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: VS Code knows the encoding that the user set.
    return (await vscode.workspace.openTextDocument(uri)).getText();
  }
}
