/** The conversations that are open: each is read once, changed through `reduce` alone, and told about in the order of its journal. */
import type { TurnEvent, TurnResult } from '../api/types.ts';
import type { ConversationStore, OpenedConversation } from '../history/store.ts';
import type { ChatEvent, Conversation } from '../model/conversation.ts';
import { reduce } from '../model/reduce.ts';

/** What a turn tells besides text: for the line below the answer, never kept. */
export type AnswerProgress = Extract<TurnEvent, { type: 'phase' | 'stillWaiting' | 'retrying' }>;

export interface AnswerRun {
  readonly abort: AbortController;
  /** The latest. */
  news: AnswerProgress;
  /** Adds the text that is waiting for its frame. */
  flush(): void;
  /** Adds the text that is waiting and ends the message; what the turn says afterwards is not heard. */
  end(result: AnswerEnd): void;
}

export type AnswerEnd = Pick<TurnResult, 'outcome' | 'usage'>;

export interface OpenConversation {
  conversation: Conversation;
  readOnly: boolean;
  warnings: readonly string[];
  /** The answer that is coming. */
  turn: AnswerRun | undefined;
  /** An operation of the user's is on its way to the disk: the next one waits for nothing and is refused. */
  changing: boolean;
}

export interface OpenConversationsListener {
  events(conversationId: string, events: readonly ChatEvent[]): void;
  /** A reply goes on though it can't be written to disk. */
  storageFailed(conversationId: string, error: unknown): void;
}

export interface OpenConversations {
  /** Reads it where it is not open yet; undefined where there is none. */
  load(id: string): Promise<OpenConversation | undefined>;
  get(id: string): OpenConversation | undefined;
  all(): readonly OpenConversation[];
  add(opened: OpenedConversation): OpenConversation;
  delete(id: string): void;
  /** Reads it anew where it is at rest, since another window may have written it. True where it is not what it was. */
  refresh(id: string): Promise<boolean>;
  /**
   * On disk first, then seen: what the user sees as sent is never lost. All of it or nothing: rejects with the store's FileError,
   * and then none of the events has happened.
   */
  keep(entry: OpenConversation, ...events: readonly ChatEvent[]): Promise<void>;
  /** The same for a conversation that need not be open; it is not read for that. */
  keepIn(id: string, event: ChatEvent): Promise<void>;
  /** Seen first, on disk within 250 ms: for what a reply brings. */
  keepSoon(entry: OpenConversation, event: ChatEvent): void;
  /** Seen first, and written at once with all that waits: for the end of a reply. */
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
      // What happened here while the file was read is newer than the file.
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
      // Where it has been opened meanwhile, it may have been read before this.
      const entry = entries.get(id) ?? (await opening.get(id));
      if (entry !== undefined) show(entry, [event]);
    },
    keepSoon,
    keepNow(entry, event) {
      keepSoon(entry, event);
      // A failure has been told by then, and what waits is tried again.
      store.flush().catch(() => undefined);
    },
  };
}

/** Every event but a title's or a pin's moves `updatedAt`. */
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
