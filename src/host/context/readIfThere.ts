/** Reads files that may not exist. */
import * as vscode from 'vscode';

const absent = ['FileNotFound', 'FileIsADirectory', 'FileNotADirectory'];

/** Returns undefined if the file doesn't exist. Rejects if it exists but can't be read. */
export async function readIfThere(uri: vscode.Uri): Promise<string | undefined> {
  return readUnless(uri, absent);
}

/**
 * Like Git for files outside a repository: a file that this user may not read counts as missing.
 */
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
