/** The user's operations on conversations: send, stop, continue, regenerate, edit. */
import type { ConversationStore } from '../history/storeTypes.ts';
import type { NewId } from '../base/ports.ts';
import { titleOf } from '../prompts/title.ts';
import type { Attachment, ChatEvent, Conversation, Message } from '../model/conversation.ts';
import { newestLeaf } from '../model/conversation.ts';
import type {
  AnswerProgress,
  OpenConversation,
  OpenConversationsListener,
} from './openConversations.ts';
import { createOpenConversations } from './openConversations.ts';
import { reduce } from '../model/reduce.ts';
import { startAnswerRun, type AnswerRunPorts } from './answerRun.ts';

export interface SessionPorts extends AnswerRunPorts {
  readonly store: ConversationStore;
  readonly newId: NewId;
}

export interface SessionListener extends OpenConversationsListener {
  /** Null when the turn is over. */
  news(conversationId: string, news: AnswerProgress | null): void;
}

/** Why an operation did nothing. */
export type Refusal = 'busy' | 'readOnly' | 'gone';

export interface ShownConversation {
  readonly conversation: Conversation;
  readonly readOnly: boolean;
  readonly warnings: readonly string[];
}

/**
 * Operations reject with the store's FileError when saving fails: then nothing was sent or changed.
 */
export interface Session {
  /** Undefined if the conversation does not exist. */
  open(id: string): Promise<ShownConversation | undefined>;
  /** Checks for changes by another window. Resolves with true if the conversation changed. */
  refresh(id: string): Promise<boolean>;
  /** Closes a conversation that is no longer displayed, unless its response is still running. */
  release(id: string): void;
  running(): readonly string[];
  newsOf(id: string): AnswerProgress | null;
  /**
   * Saves the message, then requests the response. With `id` null, starts a conversation. Resolves
   * when the turn has started.
   *
   * @param onCreated Called with the new conversation's id, before its message is saved.
   */
  send(
    id: string | null,
    text: string,
    attachments: readonly Attachment[],
    options?: Pick<Conversation, 'model' | 'parameters'>,
    onCreated?: (id: string) => void,
  ): Promise<{ readonly id: string } | { readonly refused: Refusal }>;
  /** Finishes the message immediately, then closes the connection. */
  stop(id: string): void;
  /** Generates another response. The current one is preserved as a branch. */
  regenerate(id: string, messageId: string): Promise<Refusal | undefined>;
  /**
   * Resumes an incomplete response. If messages follow it, generates another response as a branch
   * instead.
   */
  continue(id: string, messageId: string): Promise<Refusal | undefined>;
  /**
   * Retries a message. An empty response is filled again, unless messages follow it. Next to a
   * partial response, or one that messages follow, a new one is generated as a branch. A question
   * without a response gets one.
   */
  retry(id: string, messageId: string): Promise<Refusal | undefined>;
  /**
   * Replaces the text of a user message and sends it. The messages that followed are preserved as a
   * branch.
   */
  edit(id: string, messageId: string, text: string): Promise<Refusal | undefined>;
  selectBranch(id: string, messageId: string): Promise<Refusal | undefined>;
  /**
   * Rejects with `notFound`, `busy` or `newer` if the conversation is not open here and cannot be
   * changed.
   */
  change(
    id: string,
    event: Extract<ChatEvent, { type: 'title' | 'pinned' | 'options' }>,
  ): Promise<Refusal | undefined>;
  /**
   * Stops every turn and saves its partial text, but no `finished` event: when the conversation is
   * next opened, the message is `interrupted`.
   */
  dispose(): void;
}

export function createSession(ports: SessionPorts, listener: SessionListener): Session {
  const { store, clock, newId } = ports;
  const conversations = createOpenConversations(store, listener);

  /** Runs `change` on an idle conversation and refuses other operations until it is done. */
  async function whenFree<R>(
    id: string,
    change: (entry: OpenConversation) => Promise<R>,
  ): Promise<R | Refusal> {
    const entry = await conversations.load(id);
    if (entry === undefined) return 'gone';
    if (entry.readOnly) return 'readOnly';
    if (entry.turn !== undefined || entry.changing) return 'busy';
    entry.changing = true;
    try {
      return await change(entry);
    } finally {
      entry.changing = false;
    }
  }

  const run = (entry: OpenConversation, continuing: boolean): void => {
    startAnswerRun(entry, conversations, ports, continuing, (news) => {
      listener.news(entry.conversation.id, news);
    });
  };

  /**
   * Saves the empty response message together with `before`, the events it responds to, in one
   * write, so that neither exists without the other.
   */
  async function answer(
    entry: OpenConversation,
    parentId: string,
    ...before: readonly ChatEvent[]
  ): Promise<undefined> {
    const place: Message = {
      id: newId(),
      parentId,
      role: 'assistant',
      text: '',
      attachments: [],
      state: 'streaming',
      createdAt: clock.now(),
    };
    await conversations.keep(entry, ...before, added(place));
    run(entry, false);
    return undefined;
  }

  async function ask(
    entry: OpenConversation,
    parentId: string | null,
    text: string,
    attachments: readonly Attachment[],
    ...before: readonly ChatEvent[]
  ): Promise<undefined> {
    const question: Message = {
      id: newId(),
      parentId,
      role: 'user',
      text,
      attachments,
      state: 'complete',
      createdAt: clock.now(),
    };
    return answer(entry, question.id, ...before, added(question));
  }

  /**
   * Streams into the same message again, after its existing text. If messages follow it, they would
   * become unreachable, so another response is generated as a branch instead.
   */
  async function resume(entry: OpenConversation, message: Message): Promise<Refusal | undefined> {
    const { id } = message;
    if (entry.conversation.messages.some(({ parentId }) => parentId === id)) {
      return regenerate(entry, message);
    }
    const at = clock.now();
    const shown = entry.conversation.head === id ? [] : [{ type: 'head', at, id } as const];
    await conversations.keep(entry, ...shown, { type: 'resumed', at, id });
    run(entry, message.text !== '');
    return undefined;
  }

  async function regenerate(
    entry: OpenConversation,
    message: Message,
  ): Promise<Refusal | undefined> {
    return message.parentId === null ? 'gone' : answer(entry, message.parentId);
  }

  /** Runs `change` on a message with that role, or with either, in an idle conversation. */
  const withMessage = (
    id: string,
    messageId: string,
    role: Message['role'] | 'either',
    change: (entry: OpenConversation, message: Message) => Promise<Refusal | undefined>,
  ): Promise<Refusal | undefined> =>
    whenFree(id, async (entry) => {
      const message = entry.conversation.messages.find((other) => other.id === messageId);
      if (message === undefined) return 'gone';
      return role === 'either' || message.role === role ? change(entry, message) : 'gone';
    });

  async function create(title: string): Promise<string> {
    const created: ChatEvent = { type: 'created', at: clock.now(), id: newId(), title };
    await store.append(created.id, created, { durable: false });
    const conversation = reduce(undefined, created);
    if (conversation !== undefined)
      conversations.add({ conversation, readOnly: false, warnings: [] });
    return created.id;
  }

  async function begin(
    text: string,
    attachments: readonly Attachment[],
    options: Pick<Conversation, 'model' | 'parameters'>,
    onCreated: (id: string) => void,
  ): Promise<{ readonly id: string } | { readonly refused: Refusal }> {
    const id = await create(titleOf(text, attachments));
    onCreated(id);
    const set: readonly ChatEvent[] =
      Object.keys(options).length === 0 ? [] : [{ ...options, type: 'options', at: clock.now() }];
    try {
      return sent(id, await whenFree(id, (entry) => ask(entry, null, text, attachments, ...set)));
    } catch (error) {
      conversations.delete(id);
      throw error;
    }
  }

  return {
    open: (id) => conversations.load(id),
    refresh: (id) => conversations.refresh(id),
    release(id) {
      const entry = conversations.get(id);
      if (entry?.turn === undefined && entry?.changing !== true) conversations.delete(id);
    },
    running: () =>
      conversations.all().flatMap((entry) => (entry.turn ? [entry.conversation.id] : [])),
    newsOf: (id) => conversations.get(id)?.turn?.news ?? null,

    async send(id, text, attachments, options = {}, onCreated = () => undefined) {
      if (id === null) return begin(text, attachments, options, onCreated);
      const refused = await whenFree(id, (entry) =>
        ask(entry, entry.conversation.head, text, attachments),
      );
      return sent(id, refused);
    },

    stop(id) {
      const turn = conversations.get(id)?.turn;
      turn?.end({ outcome: { kind: 'stopped' } });
      turn?.abort.abort();
    },

    regenerate: (id, messageId) => withMessage(id, messageId, 'assistant', regenerate),
    continue: (id, messageId) => withMessage(id, messageId, 'assistant', resume),
    retry: (id, messageId) =>
      withMessage(id, messageId, 'either', (entry, message) => {
        if (message.role === 'user') return answer(entry, message.id);
        return message.text === '' ? resume(entry, message) : regenerate(entry, message);
      }),
    edit: (id, messageId, text) =>
      withMessage(id, messageId, 'user', (entry, message) =>
        ask(entry, message.parentId, text, message.attachments),
      ),
    selectBranch: (id, messageId) =>
      whenFree(id, async (entry) => {
        const head = newestLeaf(entry.conversation, messageId);
        await conversations.keep(entry, { type: 'head', at: clock.now(), id: head });
        return undefined;
      }),

    async change(id, event) {
      // Applied without waiting, so that it precedes the next operation, for example deleting the
      // chat.
      if (conversations.get(id)?.readOnly === true) return 'readOnly';
      await conversations.keepIn(id, event);
      return undefined;
    },

    dispose() {
      for (const entry of conversations.all()) {
        const { turn } = entry;
        turn?.flush();
        entry.turn = undefined;
        turn?.abort.abort();
        conversations.delete(entry.conversation.id);
      }
    },
  };
}

function added(message: Message): ChatEvent {
  return { type: 'message', at: message.createdAt, message };
}

function sent(
  id: string,
  refused: Refusal | undefined,
): { readonly id: string } | { readonly refused: Refusal } {
  return refused === undefined ? { id } : { refused };
}
