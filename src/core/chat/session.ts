/** What the user does with conversations: send, stop, continue, regenerate, edit. */
import type { ConversationStore } from '../history/store.ts';
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

/** Said by an operation that did nothing. */
export type Refusal = 'busy' | 'readOnly' | 'gone';

export interface ShownConversation {
  readonly conversation: Conversation;
  readonly readOnly: boolean;
  readonly warnings: readonly string[];
}

/** Operations reject with the store's FileError when the disk says no: then nothing was sent and nothing has changed. */
export interface Session {
  /** Undefined where there is no such conversation. */
  open(id: string): Promise<ShownConversation | undefined>;
  /** Looks for what another window did to it. True where it is not what it was. */
  refresh(id: string): Promise<boolean>;
  /** Frees a conversation that is not shown any more, unless its answer is still coming. */
  release(id: string): void;
  running(): readonly string[];
  newsOf(id: string): AnswerProgress | null;
  /**
   * Keeps the message, then asks for its answer; `id` null begins a conversation. Resolves when the request is on its way.
   *
   * @param onCreated Hears the id of the conversation that begins, before its message is kept.
   */
  send(
    id: string | null,
    text: string,
    attachments: readonly Attachment[],
    options?: Pick<Conversation, 'model' | 'parameters'>,
    onCreated?: (id: string) => void,
  ): Promise<{ readonly id: string } | { readonly refused: Refusal }>;
  /** The message ends at once; the socket is closed behind it. */
  stop(id: string): void;
  /** Another answer in place of this one, which stays as a branch. */
  regenerate(id: string, messageId: string): Promise<Refusal | undefined>;
  /** Goes on from what came of an answer that was cut; where messages follow it, asks for another answer beside it. */
  continue(id: string, messageId: string): Promise<Refusal | undefined>;
  /** Asks again: in place of an answer of which nothing came, beside one that was cut or that messages follow, below a question that has none. */
  retry(id: string, messageId: string): Promise<Refusal | undefined>;
  /** Sends another text in place of a message of the user's; what followed stays as a branch. */
  edit(id: string, messageId: string, text: string): Promise<Refusal | undefined>;
  selectBranch(id: string, messageId: string): Promise<Refusal | undefined>;
  /** Rejects with `notFound`, `busy` or `newer` where the conversation is not open here and cannot be changed. */
  change(
    id: string,
    event: Extract<ChatEvent, { type: 'title' | 'pinned' | 'options' }>,
  ): Promise<Refusal | undefined>;
  /** Ends every turn with what came so far, and no word of its end: who opens them next finds them interrupted. */
  dispose(): void;
}

export function createSession(ports: SessionPorts, listener: SessionListener): Session {
  const { store, clock, newId } = ports;
  const conversations = createOpenConversations(store, listener);

  /** Runs `change` on a conversation that is at rest, and keeps others off until it is done. */
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

  /** The answer's place is kept with `before`, what it answers, by one write: never the one without the other. */
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

  /** The same message streams again, after what it has. What follows one would be out of reach: there another answer comes beside it. */
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

  /** Runs `change` on a message of that role, or of either, in a conversation at rest. */
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
      // At once, so that it is done before what is asked for next: to delete the chat, say.
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
