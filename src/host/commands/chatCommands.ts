/** Commands for chats, the API key, the model and the log. Those for rewrites are in rewrite/. */
import * as vscode from 'vscode';
import type { ConnectionReport } from '../../core/api/connectionTest.ts';
import { branch } from '../../core/model/conversation.ts';
import type { ToPanel } from '../../shared/protocol.ts';
import type { Chat } from '../chat/chat.ts';
import type { Panel } from '../chat/panel.ts';
import { readSettings } from '../settings/config.ts';
import type { MenuCommandId } from './menuCommands.ts';
import type { CommandId, Commands } from '../base/ids.ts';
import type { ApiKeys } from '../settings/apiKeys.ts';
import { pickModel } from '../settings/selectModel.ts';

export interface ChatCommandDeps {
  readonly chat: Chat;
  readonly panel: Panel;
  readonly keys: ApiKeys;
  readonly channel: vscode.OutputChannel;
  readonly context: {
    addSelection(): Promise<boolean>;
    /** Shows the last request of this chat, or what the composer would send. */
    showRequest(id: string | null, text: string): Promise<void>;
  };
  readonly transfer: {
    export(id: string): Promise<void>;
    exportAll(): Promise<void>;
    import(): Promise<void>;
    openInEditor(id: string): Promise<void>;
  };
  readonly testConnection: () => Promise<ConnectionReport>;
  /**
   * Stops the rewrite that the argument names, or all if it names none. Returns true if it named
   * one.
   */
  readonly stopRewrites: (argument: unknown) => boolean;
  readonly stopCommitMessage: () => Promise<void>;
}

type ChatCommandId = Exclude<
  CommandId,
  | MenuCommandId
  | 'rewriteSelection'
  | 'acceptHunk'
  | 'rejectHunk'
  | 'acceptAll'
  | 'rejectAll'
  | 'nextHunk'
  | 'previousHunk'
  | 'showChanges'
  | 'showResponse'
>;

export function createChatCommands(deps: ChatCommandDeps): Pick<Commands, ChatCommandId> {
  const { chat, panel, keys, context, transfer } = deps;

  async function openWith(message: ToPanel): Promise<void> {
    await panel.reveal({ preserveFocus: false });
    panel.post(message);
  }

  return {
    openChat: () => openWith({ type: 'focusComposer' }),
    newChat: () => {
      chat.newChat();
      return openWith({ type: 'focusComposer' });
    },
    showHistory: () => openWith({ type: 'showHistory' }),
    setApiKey: () => keys.setApiKey(),
    clearApiKey: () => keys.clearApiKey(),
    testConnection: () => deps.testConnection(),
    async selectModel() {
      const model = await pickModel(readSettings().model);
      if (model === undefined) return;
      await vscode.workspace
        .getConfiguration('laplas')
        .update('model', model, vscode.ConfigurationTarget.Global);
    },
    async addSelectionToChat() {
      if (await context.addSelection()) await openWith({ type: 'focusComposer' });
    },
    async stop(argument) {
      if (deps.stopRewrites(argument)) return;
      for (const id of chat.session.running()) chat.session.stop(id);
      await deps.stopCommitMessage();
    },
    async exportChat() {
      const open = await chat.conversation();
      if (open === undefined || branch(open).length === 0) {
        void vscode.window.showInformationMessage('There is nothing to export in this chat yet.');
      } else await transfer.export(open.id);
    },
    exportAllChats: () => transfer.exportAll(),
    importChat: () => transfer.import(),
    async openChatInEditor() {
      const open = await chat.conversation();
      if (open === undefined) {
        void vscode.window.showInformationMessage('This chat has no message yet.');
      } else await transfer.openInEditor(open.id);
    },
    showRequest: () => context.showRequest(chat.current, ''),
    showLog: () => {
      deps.channel.show();
    },
  };
}
