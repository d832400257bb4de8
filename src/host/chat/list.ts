/** What the panel asks of the list of chats. */
import type { ConversationStore } from '../../core/history/store.ts';
import type { Clock } from '../../core/ports.ts';
import type { ToPanel } from '../../shared/protocol.ts';
import type { Chat } from './chat.ts';

export interface ListPorts {
  readonly chat: Chat;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly post: (message: ToPanel) => void;
}

/** All but `post` reject with the store's FileError; the panel, which shows at once what it asked for, is told how things are all the same. */
export interface ChatList {
  post(): Promise<void>;
  rename(id: string, title: string): Promise<void>;
  pin(id: string, pinned: boolean): Promise<void>;
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Runs what may change the list. */
  changing(operation: () => Promise<void>): Promise<void>;
}

export function createList({ chat, store, clock, post }: ListPorts): ChatList {
  const postList = async (): Promise<void> => {
    post({ type: 'history', items: await store.list() });
  };

  async function changing(operation: () => Promise<void>): Promise<void> {
    try {
      await operation();
    } finally {
      await postList();
    }
  }

  return {
    post: postList,
    rename: (id, title) =>
      changing(() => chat.change(id, { type: 'title', at: clock.now(), title })),
    pin: (id, pinned) =>
      changing(() => chat.change(id, { type: 'pinned', at: clock.now(), pinned })),
    remove: (id) =>
      changing(async () => {
        chat.session.stop(id);
        await store.remove(id);
        if (chat.current === id) chat.newChat();
        chat.session.release(id);
      }),
    restore: (id) => changing(() => store.restore(id)),
    changing,
  };
}
