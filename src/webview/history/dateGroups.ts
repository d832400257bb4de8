/** Groups chats by age: pinned, today, yesterday, this week, then by month. */
import type { ConversationSummary } from '../../core/history/storeTypes.ts';

export interface DateGroup {
  readonly name: string;
  readonly items: readonly ConversationSummary[];
}

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });

/** Preserves the order within a group. `now` is in milliseconds since the epoch; days are local. */
export function groupByDate(items: readonly ConversationSummary[], now: number): DateGroup[] {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const before = (days: number): number => {
    const date = new Date(today);
    return date.setDate(date.getDate() - days);
  };
  const groups = new Map<string, ConversationSummary[]>();
  const newestFirst = [...items].sort(
    (a, b) => Number(b.pinned) - Number(a.pinned) || b.updatedAt - a.updatedAt,
  );
  for (const item of newestFirst) {
    const name = item.pinned ? 'Pinned' : nameOf(item.updatedAt);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups].map(([name, list]) => ({ name, items: list }));

  function nameOf(at: number): string {
    if (at >= today) return 'Today';
    if (at >= before(1)) return 'Yesterday';
    if (at >= before(7)) return 'Previous 7 days';
    return month.format(at);
  }
}
