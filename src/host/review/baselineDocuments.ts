/** Read-only documents for the native diff editor: a review's baseline, and what a running rewrite would make of its file. */
import { commands, EventEmitter, Uri, workspace, type Disposable } from 'vscode';
import type { RegisterContent } from '../editor/virtualDocuments.ts';
import { nameOf } from '../editor/documents.ts';

export const virtualScheme = 'laplas-rewrite';

export interface BaselineDocuments extends Disposable {
  /** Shows what `content` returns, read again after each `changed`. The address has the file's name, so that its language is known. */
  add(name: string, file: Uri, content: () => string): Uri;
  changed(uri: Uri): void;
  /** Keeps the text as it is now, and frees what `content` holds. */
  freeze(uri: Uri): void;
}

/** @param restored the text of a tab that VS Code restored: its name is `add`'s */
export function createBaselineDocuments(
  restored: (name: string, file: Uri) => string,
  register: RegisterContent,
): BaselineDocuments {
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
