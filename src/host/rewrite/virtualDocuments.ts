/** Read-only documents for the native diff editor: a review's baseline, and what a running rewrite would make of its file. */
import { EventEmitter, Uri, workspace, type Disposable } from 'vscode';
import { nameOf } from './documents.ts';

export const virtualScheme = 'laplas-rewrite';

export interface VirtualDocuments extends Disposable {
  /** Shows what `content` gives, asked anew after each `changed`. The address has the file's name, so that its language is known. */
  add(name: string, file: Uri, content: () => string): Uri;
  changed(uri: Uri): void;
}

export function virtualDocuments(): VirtualDocuments {
  const contents = new Map<string, () => string>();
  const changes = new EventEmitter<Uri>();
  const registration = workspace.registerTextDocumentContentProvider(virtualScheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: (uri) => contents.get(uri.toString())?.() ?? '',
  });
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
    dispose() {
      registration.dispose();
      changes.dispose();
      contents.clear();
    },
  };
}
