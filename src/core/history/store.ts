/** What the host asks of the kept conversations. The journal behind it is journal.ts's business. */
import type { ChatEvent, Conversation } from '../model/conversation.ts';

export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly pinned: boolean;
  readonly messageCount: number;
}

export interface OpenedConversation {
  readonly conversation: Conversation;
  /** Made by a newer version, or being written by another window: shown, not changed. */
  readonly readOnly: boolean;
  /** What was damaged or left out, in words for the user. */
  readonly warnings: readonly string[];
}

export interface SearchHit {
  readonly summary: ConversationSummary;
  readonly messageId: string;
  /** The text around the match. */
  readonly excerpt: string;
}

/** All operations but `onDidChange` reject with a FileError when the disk says no; what was there stays. */
export interface ConversationStore {
  /** Newest first, pinned ones before the others. */
  list(): Promise<readonly ConversationSummary[]>;
  /** Undefined where there is none with that id. A message that was still streaming comes back as `interrupted`. */
  open(id: string): Promise<OpenedConversation | undefined>;
  /**
   * Keeps an event, or several that belong together: all of them by one write, or none. With `durable`, they are on disk when the
   * promise resolves; otherwise within 250 ms. The first event of a conversation is `created`.
   */
  append(
    id: string,
    events: ChatEvent | readonly ChatEvent[],
    options: { readonly durable: boolean },
  ): Promise<void>;
  /** Out of the list, but kept, so that `restore` can bring it back. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  search(query: string, limit: number): Promise<readonly SearchHit[]>;
  /** Writes what is still waiting. */
  flush(): Promise<void>;
  /** Called when the list may have changed, by this window or another. The returned function ends it. */
  onDidChange(listener: () => void): () => void;
  dispose(): Promise<void>;
}
