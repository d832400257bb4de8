/** Activation only registers: services for commands and the panel are built on first use. */
import * as vscode from 'vscode';
import { createLoader } from '../core/base/loader.ts';
import { createContents } from './editor/virtualDocuments.ts';
import { codeActions } from './commands/codeActions.ts';
import { commandIds, viewId } from './base/ids.ts';
import { showKeyAtStart } from './settings/keyAtStart.ts';
import { reviewsArePending } from './review/storedReviewsFlag.ts';
import type { Platform, Services } from './services.ts';
import { createStatusBar } from './status/statusBar.ts';

/**
 * @returns A function to await before the extension host exits. It saves pending data and never
 * rejects.
 */
export function activate(
  context: vscode.ExtensionContext,
  platform: Platform,
): () => Promise<void> {
  const statusBar = createStatusBar();
  context.subscriptions.push(statusBar);
  const services = createLoader(async (): Promise<Services> => {
    const [{ createServices }, ports] = await Promise.all([
      import('./services.ts'),
      platform.ports(),
    ]);
    const kept = context.subscriptions.length;
    try {
      return createServices(context, { ...platform, ...ports }, statusBar, contents.register);
    } catch (error) {
      // Dispose what the failed attempt registered, so that a retry can register it again.
      for (const each of context.subscriptions.splice(kept).reverse()) each.dispose();
      throw error;
    }
  });

  const contents = createContents(() => services.load());
  context.subscriptions.push(contents);
  for (const id of commandIds) {
    context.subscriptions.push(
      vscode.commands.registerCommand(`laplas.${id}`, async (...args: unknown[]) =>
        (await services.load()).commands[id](...args),
      ),
    );
  }
  context.subscriptions.push(codeActions());
  const elsewhere = platform.environment !== undefined;
  void showKeyAtStart(context.secrets, statusBar, elsewhere, () => services.started !== undefined);
  // Reload pending reviews from the last session. A failure is reported when a command or the panel
  // needs the same services.
  if (reviewsArePending(context.workspaceState)) services.load().catch(() => undefined);
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider(viewId, {
      resolveWebviewView: async (view) => {
        (await services.load()).panel.resolve(view);
      },
    }),
  );
  return async () => {
    const loaded = await services.started?.catch(() => undefined);
    await loaded?.close();
  };
}
