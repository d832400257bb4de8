/**
 * Holds the open conversations. Each is read once, changed only through `reduce`, and its events
 * are emitted in the order of its journal.
 */
import type { TurnEvent, TurnResult } from '../api/types.ts';
import type { ConversationStore, OpenedConversation } from '../history/storeTypes.ts';
import type { ChatEvent, Conversation } from '../model/conversation.ts';
import { reduce } from '../model/reduce.ts';

/** A turn's progress events, for the status line below the response. Never stored. */
export type AnswerProgress = Extract<TurnEvent, { type: 'phase' | 'stillWaiting' | 'retrying' }>;

export interface AnswerRun {
  readonly abort: AbortController;
  /** The latest progress. */
  news: AnswerProgress;
  /** Emits pending text without waiting for the end of the frame. */
  flush(): void;
  /** Emits pending text and finishes the message. Later events of the turn are ignored. */
  end(result: AnswerEnd): void;
}

export type AnswerEnd = Pick<TurnResult, 'outcome' | 'usage'>;

export interface OpenConversation {
  conversation: Conversation;
  readOnly: boolean;
  warnings: readonly string[];
  /** The running response, if any. */
  turn: AnswerRun | undefined;
  /** A user's operation is being saved. Until then the next one is refused. */
  changing: boolean;
}

export interface OpenConversationsListener {
  events(conversationId: string, events: readonly ChatEvent[]): void;
  /** A response can't be saved. It continues nevertheless. */
  storageFailed(conversationId: string, error: unknown): void;
}

export interface OpenConversations {
  /** Opens the conversation if it isn't open yet. Undefined if it does not exist. */
  load(id: string): Promise<OpenConversation | undefined>;
  get(id: string): OpenConversation | undefined;
  all(): readonly OpenConversation[];
  add(opened: OpenedConversation): OpenConversation;
  delete(id: string): void;
  /**
   * Reloads an idle conversation, since another window may have changed it. Resolves with true if
   * it changed.
   */
  refresh(id: string): Promise<boolean>;
  /**
   * Saves the events, then applies and emits them: what the user sees as sent is never lost. All
   * events are saved or none: rejects with the store's FileError, and then no event was applied.
   */
  keep(entry: OpenConversation, ...events: readonly ChatEvent[]): Promise<void>;
  /** The same for a conversation that may not be open. Does not open it. */
  keepIn(id: string, event: ChatEvent): Promise<void>;
  /**
   * Applies and emits the event at once and saves it within 250 ms. For the events of a response.
   */
  keepSoon(entry: OpenConversation, event: ChatEvent): void;
  /**
   * Applies and emits the event at once and immediately saves it with all pending events. For the
   * end of a response.
   */
  keepNow(entry: OpenConversation, event: ChatEvent): void;
}

export function createOpenConversations(
  store: ConversationStore,
  listener: OpenConversationsListener,
): OpenConversations {
  const entries = new Map<string, OpenConversation>();
  const opening = new Map<string, Promise<OpenConversation | undefined>>();

  function add(opened: OpenedConversation): OpenConversation {
    const entry: OpenConversation = { ...opened, turn: undefined, changing: false };
    entries.set(opened.conversation.id, entry);
    return entry;
  }

  function show(entry: OpenConversation, events: readonly ChatEvent[]): void {
    for (const event of events) {
      entry.conversation = reduce(entry.conversation, event) ?? entry.conversation;
    }
    listener.events(entry.conversation.id, events);
  }

  function keepSoon(entry: OpenConversation, event: ChatEvent): void {
    show(entry, [event]);
    store.append(entry.conversation.id, event, { durable: false }).catch((error: unknown) => {
      listener.storageFailed(entry.conversation.id, error);
    });
  }

  return {
    async load(id) {
      const entry = entries.get(id);
      if (entry !== undefined) return entry;
      let promise = opening.get(id);
      if (promise === undefined) {
        promise = store
          .open(id)
          .then((opened) => opened && add(opened))
          .finally(() => opening.delete(id));
        opening.set(id, promise);
      }
      return promise;
    },
    get: (id) => entries.get(id),
    all: () => [...entries.values()],
    add,
    delete: (id) => entries.delete(id),
    async refresh(id) {
      const before = entries.get(id)?.conversation;
      if (before === undefined) return false;
      const opened = await store.open(id);
      const entry = entries.get(id);
      // Changes made here while the file was read are newer than the file.
      const isAtRest = entry?.turn === undefined && entry?.changing !== true;
      if (opened === undefined || !isAtRest || entry?.conversation !== before) return false;
      if (entry === undefined) return false;
      const { conversation, readOnly, warnings } = opened;
      if (entry.readOnly === readOnly && isSame(entry.conversation, conversation)) return false;
      Object.assign(entry, { conversation, readOnly, warnings });
      return true;
    },
    async keep(entry, ...events) {
      await store.append(entry.conversation.id, events, { durable: true });
      show(entry, events);
    },
    async keepIn(id, event) {
      await store.append(id, event, { durable: true });
      // If it was opened in the meantime, it may have been read before this event was saved.
      const entry = entries.get(id) ?? (await opening.get(id));
      if (entry !== undefined) show(entry, [event]);
    },
    keepSoon,
    keepNow(entry, event) {
      keepSoon(entry, event);
      // The failure was already reported, and pending events are retried.
      store.flush().catch(() => undefined);
    },
  };
}

/** Every event except `title`, `pinned` and `options` changes `updatedAt`. */
function isSame(a: Conversation, b: Conversation): boolean {
  return (
    a.updatedAt === b.updatedAt &&
    a.head === b.head &&
    a.title === b.title &&
    a.messages.length === b.messages.length &&
    a.messages.at(-1)?.text.length === b.messages.at(-1)?.text.length &&
    a.messages.at(-1)?.state === b.messages.at(-1)?.state
  );
}
