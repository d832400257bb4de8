/**
 * Read-only virtual documents. Their schemes are registered at activation, so that restored tabs
 * find their text.
 */
import {
  EventEmitter,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
  type Uri,
} from 'vscode';

export type RegisterContent = (scheme: string, provider: TextDocumentContentProvider) => Disposable;

/** All schemes of our virtual documents. */
const schemes = ['laplas-chat', 'laplas-request', 'laplas-rewrite'];

export interface Contents extends Disposable {
  /** Registers the content provider for a scheme. */
  readonly register: RegisterContent;
}

/** @param load Builds the services. They have registered their providers when it resolves. */
export function createContents(load: () => Promise<unknown>): Contents {
  const providers = new Map<string, TextDocumentContentProvider>();
  const changes = new Map<string, EventEmitter<Uri>>();
  const disposables: Disposable[] = schemes.flatMap((scheme) => {
    const changed = new EventEmitter<Uri>();
    changes.set(scheme, changed);
    return [
      changed,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        async provideTextDocumentContent(uri, token) {
          if (!providers.has(scheme)) await load();
          return providers.get(scheme)?.provideTextDocumentContent(uri, token);
        },
      }),
    ];
  });
  return {
    register(scheme, provider) {
      providers.set(scheme, provider);
      const subscription = provider.onDidChange?.((uri) => changes.get(scheme)?.fire(uri));
      return {
        dispose() {
          subscription?.dispose();
          if (providers.get(scheme) === provider) providers.delete(scheme);
        },
      };
    },
    dispose() {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}
