/** The panel's operations on the list of chats. */
import type { ConversationStore } from '../../core/history/storeTypes.ts';
import type { Clock } from '../../core/base/ports.ts';
import type { ToPanel } from '../../shared/protocol.ts';
import type { Chat } from './chat.ts';

export interface ListPorts {
  readonly chat: Chat;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly post: (message: ToPanel) => void;
}

/**
 * All but `post` reject with the store's FileError. Even then the list is posted, since the panel
 * has already shown the change optimistically.
 */
export interface ChatList {
  post(): Promise<void>;
  rename(id: string, title: string): Promise<void>;
  pin(id: string, pinned: boolean): Promise<void>;
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Runs an operation that may change the list, then posts the list. */
  changing(operation: () => Promise<void>): Promise<void>;
}

export function createChatList({ chat, store, clock, post }: ListPorts): ChatList {
  /** The latest deletion or restore of each chat, while it is pending. */
  const wishes = new Map<string, symbol>();

  const postList = async (changed?: string): Promise<void> => {
    const items = await store.list();
    post({ type: 'history', items, ...(changed === undefined ? {} : { changed }) });
  };

  async function changing(operation: () => Promise<void>, id?: string): Promise<void> {
    try {
      await operation();
    } finally {
      await postList(id);
    }
  }

  /** Returns false if a later deletion or restore of the same chat superseded this one. */
  async function isStillWished(id: string, operation: () => Promise<void>): Promise<boolean> {
    const wish = Symbol();
    wishes.set(id, wish);
    try {
      await operation();
      return wishes.get(id) === wish;
    } finally {
      if (wishes.get(id) === wish) wishes.delete(id);
    }
  }

  async function remove(id: string): Promise<void> {
    chat.session.stop(id);
    // A chat that was restored in the meantime may be open again.
    if (!(await isStillWished(id, () => store.remove(id)))) return;
    // Stop a response that started during the deletion.
    chat.session.stop(id);
    if (chat.current === id) chat.newChat();
    chat.session.release(id);
  }

  return {
    post: () => postList(),
    rename: (id, title) =>
      changing(() => chat.change(id, { type: 'title', at: clock.now(), title }), id),
    pin: (id, pinned) =>
      changing(() => chat.change(id, { type: 'pinned', at: clock.now(), pinned }), id),
    remove: (id) => changing(() => remove(id), id),
    restore: (id) =>
      changing(async () => {
        await isStillWished(id, () => store.restore(id));
      }, id),
    changing: (operation) => changing(operation),
  };
}
