/** What the buttons of a code block do outside the panel. */
import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/conversation.ts';
import { confirmHiddenUnicode } from '../hiddenUnicode.ts';
import type { Rewriting } from '../rewrite/register.ts';
import type { Chat } from './chat.ts';
import type { PanelRooms } from './handlers.ts';

export function createCodeBlocks(chat: Chat, rewriting: Rewriting): PanelRooms['code'] {
  /** What was attached to the question that the message answers. */
  async function answering(
    conversationId: string,
    messageId: string,
  ): Promise<readonly Attachment[]> {
    const messages = (await chat.session.open(conversationId))?.conversation.messages ?? [];
    const answer = messages.find((message) => message.id === messageId);
    return messages.find((message) => message.id === answer?.parentId)?.attachments ?? [];
  }

  return {
    insert: (code) => rewriting.insertAtCursor(code),
    async apply({ conversationId, messageId, code, info }) {
      await rewriting.applyCode(code, info, await answering(conversationId, messageId));
    },
    async newFile(content, name) {
      if (!(await confirmHiddenUnicode(content))) return;
      const language = await languageOf(name);
      const document = await vscode.workspace.openTextDocument({
        content,
        ...(language === undefined ? {} : { language }),
      });
      await vscode.window.showTextDocument(document);
    },
  };
}

/** The fence's word as VS Code's language id, where it knows it under that id or as a file's ending. */
async function languageOf(name: string): Promise<string | undefined> {
  const known = await vscode.languages.getLanguages();
  const language = name.toLowerCase();
  return known.find((id) => id === language) ?? known.find((id) => id === endings[language]);
}

const endings: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'shellscript',
  bash: 'shellscript',
  md: 'markdown',
  yml: 'yaml',
  'c++': 'cpp',
  cs: 'csharp',
  golang: 'go',
  docker: 'dockerfile',
};
