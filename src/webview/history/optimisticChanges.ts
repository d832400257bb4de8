/** Changes to the list that the panel shows before the host has confirmed them. */
import type { ConversationSummary } from '../../core/history/storeTypes.ts';

type Items = readonly ConversationSummary[];

export interface OptimisticChanges {
  /** Adds a change. It is applied to each list until the host has responded to it. */
  ask(id: string, change: (items: Items) => Items): void;
  /** The host has responded to the oldest pending change of that conversation. */
  answered(id: string): void;
  /** The list with all pending changes applied. */
  over(items: Items): Items;
  /** Drops all pending changes: a hidden page does not receive every response. */
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
