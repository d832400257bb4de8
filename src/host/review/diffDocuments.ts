/**
 * Read-only documents for the native diff editor: a review's baseline, and the preview of a running
 * rewrite.
 */
import { commands, EventEmitter, Uri, workspace, type Disposable } from 'vscode';
import type { RegisterContent } from '../editor/virtualDocuments.ts';
import { nameOf } from '../editor/documents.ts';

export const virtualScheme = 'laplas-rewrite';

export interface DiffDocuments extends Disposable {
  /**
   * Creates a document with the text that `content` returns, read again after each `changed`. The
   * URI contains the file's name, so that VS Code detects the language.
   */
  add(name: string, file: Uri, content: () => string): Uri;
  changed(uri: Uri): void;
  /** Fixes the document's text as it is now, and releases `content`. */
  freeze(uri: Uri): void;
}

/**
 * @param restored Returns the text for a tab that VS Code restored, given the name passed to `add`.
 */
export function createDiffDocuments(
  restored: (name: string, file: Uri) => string,
  register: RegisterContent,
): DiffDocuments {
  const contents = new Map<string, () => string>();
  const changes = new EventEmitter<Uri>();
  const subscriptions = [
    register(virtualScheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: (uri) =>
        contents.get(uri.toString())?.() ?? restored(uri.authority, Uri.parse(uri.query)),
    }),
    workspace.onDidCloseTextDocument(({ uri, isClosed }) => {
      if (isClosed) contents.delete(uri.toString());
    }),
  ];
  return {
    add(name, file, content) {
      const uri = Uri.from({
        scheme: virtualScheme,
        authority: name,
        path: `/${nameOf(file)}`,
        query: file.toString(),
      });
      contents.set(uri.toString(), content);
      return uri;
    },
    changed: (uri) => {
      changes.fire(uri);
    },
    freeze(uri) {
      const text = contents.get(uri.toString())?.();
      if (text === undefined) return;
      contents.set(uri.toString(), () => text);
      changes.fire(uri);
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      changes.dispose();
      contents.clear();
    },
  };
}

/** Opens the native diff editor. */
export async function showDiff(left: Uri, right: Uri, title: string): Promise<void> {
  await commands.executeCommand('vscode.diff', left, right, title, { preview: true });
}
