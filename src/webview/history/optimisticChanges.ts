/** Changes of the list that the panel shows at once, kept over each list that does not know of them yet. */
import type { ConversationSummary } from '../../core/history/store.ts';

type Items = readonly ConversationSummary[];

export interface OptimisticChanges {
  /** What the user has asked for; `change` is applied to each list until the host has answered. */
  ask(id: string, change: (items: Items) => Items): void;
  /** The host's answer to the oldest of that conversation. */
  answered(id: string): void;
  /** The list with all that is not answered. */
  over(items: Items): Items;
  /** Forgets what is not answered: a page that was hidden has not heard everything. */
  clear(): void;
}

export function createOptimisticChanges(): OptimisticChanges {
  let changes: readonly { readonly id: string; readonly change: (items: Items) => Items }[] = [];
  return {
    ask(id, change) {
      changes = [...changes, { id, change }];
    },
    answered(id) {
      const at = changes.findIndex((each) => each.id === id);
      changes = changes.filter((_each, index) => index !== at);
    },
    over: (items) => changes.reduce((list, { change }) => change(list), items),
    clear() {
      changes = [];
    },
  };
}
