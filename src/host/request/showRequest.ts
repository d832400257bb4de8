/**
 * Shows a pending or sent request: its exact body and a curl command. Neither contains the API key.
 */
import * as vscode from 'vscode';
import type { ChatRequest } from '../../core/api/types.ts';
import type { RegisterContent } from '../editor/virtualDocuments.ts';
import { requestCurl, requestJson } from '../../core/request/requestText.ts';

export interface RequestViewer extends vscode.Disposable {
  /** @param name The tab's title: `Request` or `Sent request`. */
  show(request: ChatRequest, baseUrl: string, name: string): Promise<void>;
}

const scheme = 'laplas-request';
const showCurl = 'Show as curl';
const copyCurl = 'Copy curl';

export function createRequestViewer(
  register: RegisterContent = vscode.workspace.registerTextDocumentContentProvider,
): RequestViewer {
  const texts = new Map<string, string>();
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const provider = register(scheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: (uri) =>
      texts.get(uri.path) ?? 'This request is no longer available. Run Show Request again.',
  });

  async function open(path: string, text: string, language: string): Promise<void> {
    texts.set(path, text);
    const uri = vscode.Uri.from({ scheme, path });
    changes.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, language);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  return {
    async show(request, baseUrl, name) {
      await open(`/${name}.json`, requestJson(request), 'json');
      const curl = requestCurl(request, baseUrl);
      void vscode.window
        .showInformationMessage(
          'This is the body of the request. The key travels in a header and is not shown.',
          showCurl,
          copyCurl,
        )
        .then(async (answer) => {
          if (answer === showCurl) await open(`/${name}.sh`, curl, 'shellscript');
          else if (answer === copyCurl) await vscode.env.clipboard.writeText(curl);
        });
    },
    dispose() {
      provider.dispose();
      changes.dispose();
    },
  };
}
