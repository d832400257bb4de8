/** Exports and imports chats, and opens a chat as a document in an editor. */
import * as vscode from 'vscode';
import type { Conversation } from '../../core/model/conversation.ts';
import { condense } from '../../core/history/journal.ts';
import { toMarkdown } from '../../core/history/markdownExport.ts';
import { fromMarkdown } from '../../core/history/markdownImport.ts';
import type { ConversationStore } from '../../core/history/storeTypes.ts';
import { exportText, fromJson } from '../../core/history/jsonTransfer.ts';
import type { Clock, NewId } from '../../core/base/ports.ts';
import type { RegisterContent } from '../editor/virtualDocuments.ts';
import { firstCharacters } from '../../core/base/graphemes.ts';

export interface TransferPorts {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Rejects only if reading or writing fails, with the FileError or VS Code's error. All other
 * failures are shown to the user here.
 */
export interface Transfer extends vscode.Disposable {
  /**
   * Asks for a file, whose extension (`.md` or `.json`) sets the format. `to` skips the question.
   */
  export(id: string, to?: vscode.Uri): Promise<void>;
  /** Exports all listed chats as one JSON file. */
  exportAll(to?: vscode.Uri): Promise<void>;
  /** Asks for a file. `from` skips the question. Adds the file's chats and replaces none. */
  import(from?: vscode.Uri): Promise<void>;
  openInEditor(id: string): Promise<void>;
}

const scheme = 'laplas-chat';

export function createTransfer(
  { store, clock, newId }: TransferPorts,
  register: RegisterContent = vscode.workspace.registerTextDocumentContentProvider,
): Transfer {
  const provider = register(scheme, {
    provideTextDocumentContent: async (uri) => {
      const opened = await store.open(uri.query);
      return opened === undefined
        ? 'This chat is not there any more.'
        : toMarkdown(opened.conversation);
    },
  });

  async function write(to: vscode.Uri, conversations: readonly Conversation[]): Promise<void> {
    let text: string;
    try {
      text = exportText(to.path, conversations);
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      void vscode.window.showErrorMessage(`Nothing was exported. ${why}`);
      return;
    }
    await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
  }

  return {
    async export(id, to) {
      const opened = await store.open(id);
      if (opened === undefined) {
        void vscode.window.showWarningMessage('This chat is not there any more.');
        return;
      }
      const { conversation } = opened;
      const target = to ?? (await askWhere(fileName(conversation.title), ['md', 'json']));
      if (target !== undefined) await write(target, [conversation]);
    },
    async exportAll(to) {
      const conversations: Conversation[] = [];
      let unread = 0;
      for (const { id } of await store.list()) {
        try {
          const opened = await store.open(id);
          if (opened !== undefined) conversations.push(opened.conversation);
        } catch {
          // A chat that can't be read must not prevent the export of the others.
          unread++;
        }
      }
      if (conversations.length === 0 && unread === 0) {
        void vscode.window.showInformationMessage('There are no chats to export yet.');
        return;
      }
      if (unread > 0) {
        const what = unread === 1 ? 'One chat' : `${unread} chats`;
        void vscode.window.showWarningMessage(
          `${what} couldn’t be read and won’t be in the exported file.`,
        );
      }
      const target = to ?? (await askWhere('chats', ['json']));
      if (target !== undefined) await write(target, conversations);
    },
    async import(from) {
      const chosen =
        from === undefined
          ? await vscode.window.showOpenDialog({
              openLabel: 'Import',
              filters: { Chats: ['json', 'md'] },
            })
          : [from];
      const [uri] = chosen ?? [];
      if (uri === undefined) return;
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      let imported: ReturnType<typeof fromJson>;
      try {
        const parse = /\.md$/i.test(uri.path) ? fromMarkdown : fromJson;
        imported = parse(text, newId, clock.now());
      } catch (error) {
        const why = error instanceof Error ? error.message : '';
        void vscode.window.showErrorMessage(`Nothing was imported. ${why}`);
        return;
      }
      const count = imported.conversations.length;
      for (const [done, conversation] of imported.conversations.entries()) {
        try {
          // One write per chat, so that a full disk leaves no partial chat in the list.
          await store.append(conversation.id, condense(conversation), { durable: true });
        } catch (error) {
          if (done > 0) {
            void vscode.window.showWarningMessage(`Only ${done} of ${count} chats were imported.`);
          }
          throw error;
        }
      }
      void vscode.window.showInformationMessage(
        [
          `${count === 1 ? 'One chat was' : `${count} chats were`} imported.`,
          ...imported.warnings,
        ].join(' '),
      );
    },
    async openInEditor(id) {
      const title = (await store.open(id))?.conversation.title ?? 'Chat';
      const uri = vscode.Uri.from({ scheme, path: `/${fileName(title)}.md`, query: id });
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
        preview: false,
      });
    },
    dispose: () => {
      provider.dispose();
    },
  };
}

async function askWhere(
  name: string,
  endings: readonly ('md' | 'json')[],
): Promise<vscode.Uri | undefined> {
  const names = { md: 'Markdown', json: 'JSON' };
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${name}.${endings[0] ?? 'json'}`;
  return vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
    filters: Object.fromEntries(endings.map((ending) => [names[ending], [ending]])),
  });
}

/** Converts a title to a file name that is valid on every file system. */
function fileName(title: string): string {
  const name = title
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return firstCharacters(name.replace(/^\.+/, ''), 60).trim() || 'chat';
}
