/** What a code block's buttons do outside the panel. */
import * as vscode from 'vscode';
import type { Attachment, Message } from '../../core/model/conversation.ts';
import { streamingBlock, readBlock } from '../../core/rewrite/streamingCode.ts';
import { confirmHiddenUnicode } from '../editor/askHiddenUnicode.ts';
import type { CodeSource } from '../rewrite/insertStreaming.ts';
import type { Rewriting } from '../rewrite/registerRewrite.ts';
import type { Chat } from './chat.ts';
import type { HandlerDeps } from './handlers.ts';

export function createCodeBlockActions(chat: Chat, rewriting: Rewriting): HandlerDeps['code'] {
  async function messageOf(conversationId: string, id: string): Promise<Message | undefined> {
    const open = await chat.session.open(conversationId);
    return open?.conversation.messages.find((message) => message.id === id);
  }

  /** The attachments of the user message that this message responds to. */
  async function answering(
    conversationId: string,
    messageId: string,
  ): Promise<readonly Attachment[]> {
    const answer = await messageOf(conversationId, messageId);
    const question = await messageOf(conversationId, answer?.parentId ?? '');
    return question?.attachments ?? [];
  }

  /** The block that is still streaming, if `code` is the beginning of it. */
  async function comingFrom(
    conversationId: string,
    messageId: string,
    code: string,
  ): Promise<CodeSource | undefined> {
    const message = await messageOf(conversationId, messageId);
    if (message?.state !== 'streaming') return undefined;
    const index = streamingBlock(message.text, code);
    if (index === undefined) return undefined;
    return {
      async read() {
        const now = await messageOf(conversationId, messageId);
        return readBlock(now?.text ?? '', index, now?.state === 'streaming');
      },
      onDidChange: (listener) =>
        chat.onDidChange((id) => {
          if (id === conversationId) listener();
        }),
    };
  }

  return {
    async insert({ conversationId, messageId, code }) {
      await rewriting.insertAtCursor(code, await comingFrom(conversationId, messageId, code));
    },
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

/**
 * VS Code's language ID for a fence's info word, which may be an ID or a common alias. Undefined if
 * VS Code doesn't know the language.
 */
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
