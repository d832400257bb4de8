/** Handles the panel's messages: one line for each type. */
import * as vscode from 'vscode';
import type { ConversationStore } from '../../core/history/storeTypes.ts';
import type { Clock } from '../../core/base/ports.ts';
import type { ErrorAction } from '../../shared/errorText.ts';
import type { ToHost, ToPanel } from '../../shared/protocol.ts';
import type { Chat } from './chat.ts';
import { openLink } from './links.ts';
import { createChatList } from './chatList.ts';
import type { Origin } from './sending.ts';

/** A code block, and the message that contains it. */
export type CodeBlockMessage = Extract<ToHost, { type: 'insertCode' | 'applyCode' }>;

/** What the panel's buttons need besides the chat itself. */
export interface HandlerDeps {
  readonly chat: Chat;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly post: (message: ToPanel) => void;
  /** Called when the page is ready. Posts colors and other data that snapshots don't contain. */
  readonly onReady: () => void;
  /** Sends the composer's text as it was typed. */
  readonly send: (origin: Origin, text: string) => Promise<void>;
  readonly context: {
    suggest(query: string): Promise<void>;
    attach(reference: string | undefined): Promise<void>;
    attachImage(image: Extract<ToHost, { type: 'attachImage' }>): void;
    remove(id: string): void;
    refresh(id: string): Promise<void>;
    showRequest(id: string | null, text: string): Promise<void>;
  };
  readonly code: {
    insert(block: CodeBlockMessage): Promise<void>;
    apply(block: CodeBlockMessage): Promise<void>;
    newFile(code: string, language: string): Promise<void>;
  };
  readonly transfer: {
    export(id: string): Promise<void>;
    import(): Promise<void>;
  };
  readonly runAction: (action: Exclude<ErrorAction, 'retry' | 'continue' | 'newChat'>) => void;
}

/**
 * Returns the listener for the panel's messages. It reports every failure in the panel and never
 * throws.
 */
export function createHandlers(deps: HandlerDeps): (message: ToHost) => void {
  const { chat, store, post, context } = deps;
  const { session } = chat;

  const list = createChatList(deps);

  async function handle(message: ToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        deps.onReady();
        await chat.postSnapshot({ endFirst: true });
        return list.post();
      case 'snapshot':
        return chat.postSnapshot();
      case 'send':
        return chat.deliver(message.conversationId, message.text, (origin) =>
          deps.send(origin, message.text),
        );
      case 'stop':
        session.stop(message.conversationId);
        return;
      case 'newChat':
        chat.newChat();
        return;
      case 'openChat':
        return chat.openChat(message.conversationId);
      case 'regenerate':
      case 'continue':
      case 'retry':
        chat.reportRefusal(await session[message.type](message.conversationId, message.messageId));
        return;
      case 'edit':
        chat.reportRefusal(
          await session.edit(message.conversationId, message.messageId, message.text),
          message.text,
          message.conversationId,
        );
        return;
      case 'selectBranch':
        chat.reportRefusal(await session.selectBranch(message.conversationId, message.messageId));
        // Another branch has a different token count.
        chat.postState();
        return;
      case 'insertCode':
        return deps.code.insert(message);
      case 'newFile':
        return deps.code.newFile(message.code, message.language);
      case 'applyCode':
        return deps.code.apply(message);
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        post({ type: 'copied' });
        return;
      case 'openLink':
        return openLink(message.href);
      case 'suggest':
        return context.suggest(message.query);
      case 'attach':
        return context.attach(message.reference);
      case 'removeAttachment':
        context.remove(message.id);
        return;
      case 'refreshAttachment':
        return context.refresh(message.id);
      case 'attachImage':
        context.attachImage(message);
        return;
      case 'history':
        return list.post();
      case 'search':
        post({
          type: 'searchResult',
          query: message.query,
          hits: await store.search(message.query, 100),
        });
        return;
      case 'rename':
        return list.rename(message.conversationId, message.title);
      case 'pin':
        return list.pin(message.conversationId, message.pinned);
      case 'delete':
        return list.remove(message.conversationId);
      case 'undoDelete':
        return list.restore(message.conversationId);
      case 'export':
        return deps.transfer.export(message.conversationId);
      case 'import':
        return list.changing(() => deps.transfer.import());
      case 'setOptions': {
        const { type: _type, conversationId, ...options } = message;
        return chat.setOptions(conversationId, options);
      }
      case 'showRequest':
        return context.showRequest(message.conversationId, message.text);
      case 'action':
        return act(message.action);
    }
  }

  async function act(action: ErrorAction): Promise<void> {
    if (action === 'newChat') chat.newChat();
    else if (action === 'retry' || action === 'continue') {
      const conversation = await chat.conversation();
      if (conversation !== undefined && conversation.head !== null) {
        chat.reportRefusal(await session[action](conversation.id, conversation.head));
      }
    } else deps.runAction(action);
  }

  return (message) => {
    if (message.type === 'edit') {
      void chat.guard(() => handle(message), message.text, message.conversationId);
    } else void chat.guard(() => handle(message));
  };
}
