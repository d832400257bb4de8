/** The interface of the conversation store. The file format is defined in journal.ts. */
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
  /**
   * Created by a newer version, or being written by another window: can be displayed but not
   * changed.
   */
  readonly readOnly: boolean;
  /** What was damaged or left out, as text for the user. */
  readonly warnings: readonly string[];
}

export interface SearchHit {
  readonly summary: ConversationSummary;
  readonly messageId: string;
  /** The text around the match. */
  readonly excerpt: string;
}

/**
 * Every operation except `onDidChange` rejects with a FileError when the disk fails. Stored data is
 * then unchanged.
 */
export interface ConversationStore {
  /** Pinned conversations first, then the newest first. */
  list(): Promise<readonly ConversationSummary[]>;
  /**
   * Undefined if the id does not exist. A message that was still streaming is returned as
   * `interrupted`.
   */
  open(id: string): Promise<OpenedConversation | undefined>;
  /**
   * Saves an event, or several that belong together: all of them in one write, or none. With
   * `durable`, they are on disk when the promise resolves; otherwise within 250 ms. The first event
   * of a conversation is `created`.
   */
  append(
    id: string,
    events: ChatEvent | readonly ChatEvent[],
    options: { readonly durable: boolean },
  ): Promise<void>;
  /** Removes a conversation from the list. `restore` can bring it back. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  search(query: string, limit: number): Promise<readonly SearchHit[]>;
  /** Writes all pending events. */
  flush(): Promise<void>;
  /**
   * Calls the listener when the list may have changed, in this window or another. The returned
   * function unsubscribes.
   */
  onDidChange(listener: () => void): () => void;
  dispose(): Promise<void>;
}
