/** The chat panel as VS Code sees it: a webview view, what is posted to it while it is visible, and what comes back, checked. */
import * as vscode from 'vscode';
import { isRecord } from '../../core/base/guards.ts';
import type { Log } from '../../core/base/ports.ts';
import { parseToHost } from '../../shared/parse.ts';
import type { ToHost, ToPanel } from '../../shared/protocol.ts';
import { viewId } from '../base/ids.ts';
import { createPanelOutbox } from './panelOutbox.ts';
import { panelHtml } from './panelHtml.ts';

export interface Panel {
  /** Fills the view when VS Code first shows it, and each time that it made it anew. */
  resolve(view: vscode.WebviewView): void;
  /** Waits for the page where it says where the user wants to be, or brings a text back; the page asks for everything else when it is seen. */
  post(message: ToPanel): void;
  readonly visible: boolean;
  /** Shows the panel; with `preserveFocus` the editor keeps the keyboard. */
  reveal(options: { readonly preserveFocus: boolean }): Promise<void>;
}

/** @param onMessage Hears what the panel says, in order, and only what parseToHost accepts. */
export function createPanel(
  extensionUri: vscode.Uri,
  log: Log,
  onMessage: (message: ToHost) => void,
): Panel {
  let view: vscode.WebviewView | undefined;
  const outbox = createPanelOutbox((message) =>
    view?.visible === true ? view.webview.postMessage(message) : undefined,
  );

  return {
    resolve(resolved) {
      view = resolved;
      outbox.away();
      const { webview } = resolved;
      const dist = vscode.Uri.joinPath(extensionUri, 'dist');
      webview.options = { enableScripts: true, localResourceRoots: [dist] };
      webview.onDidReceiveMessage((raw: unknown) => {
        const message = parseToHost(raw);
        if (message === undefined) {
          log.warn('a message from the panel was refused');
          void webview.postMessage(refusalOf(raw));
          return;
        }
        onMessage(message);
        if (message.type === 'ready') outbox.ready();
      });
      resolved.onDidChangeVisibility(() => {
        if (!resolved.visible) outbox.away();
      });
      resolved.onDidDispose(() => {
        if (view === resolved) view = undefined;
      });
      const address = (name: string): string =>
        webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
      webview.html = panelHtml(address('webview.js'), address('webview.css'), nonce());
    },
    post: outbox.post,
    get visible() {
      return view?.visible === true;
    },
    async reveal({ preserveFocus }) {
      if (view === undefined || !preserveFocus) {
        await vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus });
      } else view.show(preserveFocus);
    },
  };
}

/**
 * What the user did had no effect, and the size of it is why, unless the panel was made to say what it never says. A text that the
 * page has let go of comes back.
 */
function refusalOf(raw: unknown): ToPanel {
  const sent = isRecord(raw) && (raw['type'] === 'send' || raw['type'] === 'edit');
  const text = sent && typeof raw['text'] === 'string' ? raw['text'] : undefined;
  return {
    type: 'notice',
    level: 'error',
    text: 'That was not done. It is more text than Laplas takes there.',
    actions: [],
    ...(text === undefined ? {} : { restoreDraft: text }),
  };
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
