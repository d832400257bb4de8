/** Reads files that may be absent. */
import * as vscode from 'vscode';

const absent = ['FileNotFound', 'FileIsADirectory', 'FileNotADirectory'];

/** Undefined where there is no such file; rejects where there is one that can't be read. */
export async function readIfThere(uri: vscode.Uri): Promise<string | undefined> {
  return readUnless(uri, absent);
}

/** As git reads what lies outside of a repository: a file that this user may not read counts as absent. */
export async function readIfAllowed(uri: vscode.Uri): Promise<string | undefined> {
  return readUnless(uri, [...absent, 'NoPermissions']);
}

async function readUnless(uri: vscode.Uri, codes: readonly string[]): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && codes.includes(error.code)) return undefined;
    throw error;
  }
}

export function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
