/**
 * The chat panel as a VS Code webview view: posts messages while it is visible, and validates
 * messages from the page.
 */
import * as vscode from 'vscode';
import { isRecord } from '../../core/base/guards.ts';
import type { Log } from '../../core/base/ports.ts';
import { parseToHost } from '../../shared/parse.ts';
import type { ToHost, ToPanel } from '../../shared/protocol.ts';
import { viewId } from '../base/ids.ts';
import { createPanelOutbox } from './panelOutbox.ts';
import { panelHtml } from './panelHtml.ts';

export interface Panel {
  /** Sets up the view when VS Code first shows it, and each time VS Code recreates it. */
  resolve(view: vscode.WebviewView): void;
  /**
   * Messages that open a place in the panel or restore a draft wait until the page is ready. All
   * others are dropped while it is hidden: it requests a snapshot when it is shown.
   */
  post(message: ToPanel): void;
  readonly visible: boolean;
  /** Shows the panel. With `preserveFocus`, the editor keeps the focus. */
  reveal(options: { readonly preserveFocus: boolean }): Promise<void>;
}

/** @param onMessage Called with each valid message (see parseToHost), in order. */
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
 * The notice for a message that was rejected: almost always because it is too large. Restores the
 * text if the page has already cleared it.
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
