/** Activation only registers: what a command or the panel needs is built when it is first used. */
import * as vscode from 'vscode';
import { createContents } from './contents.ts';
import { codeActions } from './explain/codeActions.ts';
import { commandIds, viewId } from './ids.ts';
import { showKeyAtStart } from './keyAtStart.ts';
import { reviewsArePending } from './rewrite/pendingFlag.ts';
import type { Platform, Rooms } from './rooms.ts';
import { createStatusBar } from './statusBar.ts';

/** @returns what is to be awaited before the extension host ends: it writes what is not on disk yet, and never rejects */
export function activate(
  context: vscode.ExtensionContext,
  platform: Platform,
): () => Promise<void> {
  const statusBar = createStatusBar();
  context.subscriptions.push(statusBar);
  let rooms: Promise<Rooms> | undefined;
  const load = (): Promise<Rooms> =>
    (rooms ??= Promise.all([import('./rooms.ts'), platform.ports()]).then(
      ([{ createRooms }, ports]) =>
        createRooms(context, { ...platform, ...ports }, statusBar, contents.register),
    ));

  const contents = createContents(load);
  context.subscriptions.push(contents);
  for (const id of commandIds) {
    context.subscriptions.push(
      vscode.commands.registerCommand(`laplas.${id}`, async (...args: unknown[]) =>
        (await load()).commands[id](...args),
      ),
    );
  }
  context.subscriptions.push(codeActions());
  const elsewhere = platform.environment !== undefined;
  void showKeyAtStart(context.secrets, statusBar, elsewhere, () => rooms !== undefined);
  // Changes that were under review when the window was left are shown again.
  if (reviewsArePending(context.workspaceState)) void load();
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider(viewId, {
      resolveWebviewView: async (view) => {
        (await load()).panel.resolve(view);
      },
    }),
  );
  return async () => {
    const loaded = await rooms?.catch(() => undefined);
    await loaded?.close();
  };
}
