/** Rebuilds a conversation from the events of a journal, as far as they are readable. */
import type { Conversation, Message } from '../model/conversation.ts';
import { createReducer } from '../model/reduce.ts';
import type { Journal } from './journal.ts';
import type { ConversationSummary } from './storeTypes.ts';
import { titleOf } from '../prompts/title.ts';

/** The title of a conversation of which nothing is readable. */
export const unreadableTitle = 'Unreadable chat';

/**
 * Returns undefined if nothing was ever saved. Preserves every readable message: a lost first line
 * is replaced, and a message whose parent is lost is attached to the one before it.
 */
export function replay(id: string, journal: Journal): Conversation | undefined {
  const { events } = journal;
  const first = events[0];
  const reduce = createReducer();
  let conversation: Conversation | undefined;
  if (first?.type !== 'created') {
    if (first === undefined && journal.lost === 0 && !journal.newer) return undefined;
    const opening = events.find((event) => event.type === 'message');
    const title =
      opening === undefined
        ? unreadableTitle
        : titleOf(opening.message.text, opening.message.attachments);
    conversation = reduce({ type: 'created', at: first?.at ?? 0, id, title });
  }
  const known = new Set<string>();
  for (const event of events) {
    if (event.type === 'message') {
      const { parentId } = event.message;
      const orphan = parentId !== null && !known.has(parentId);
      const message = orphan
        ? { ...event.message, parentId: conversation?.head ?? null }
        : event.message;
      known.add(message.id);
      conversation = reduce({ ...event, message });
    } else {
      conversation = reduce(event);
    }
  }
  // The file's name determines the id.
  return conversation === undefined || conversation.id === id
    ? conversation
    : { ...conversation, id };
}

/**
 * Marks messages that are still streaming as interrupted, for a file that no window writes. `alive`
 * lists messages that really are streaming.
 */
export function interruptStreaming(
  conversation: Conversation,
  alive: ReadonlySet<string> = new Set(),
): Conversation {
  const interrupted = (message: Message): Message => ({
    ...message,
    state: 'interrupted',
    error: { kind: 'interrupted', what: 'the window was closed or reloaded' },
  });
  return {
    ...conversation,
    messages: conversation.messages.map((message) =>
      message.state === 'streaming' && !alive.has(message.id) ? interrupted(message) : message,
    ),
  };
}

export function summarize(conversation: Conversation): ConversationSummary {
  const { id, title, createdAt, updatedAt, pinned, messages } = conversation;
  return { id, title, createdAt, updatedAt, pinned, messageCount: messages.length };
}

export function streamingIds(conversation: Conversation | undefined): ReadonlySet<string> {
  const messages = conversation?.messages ?? [];
  return new Set(messages.filter(({ state }) => state === 'streaming').map(({ id }) => id));
}
