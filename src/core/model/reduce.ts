/** Applies events to a conversation. The host, the panel and the journal's reader all use it. */
import type { ChatEvent, Conversation, Message } from './conversation.ts';

/**
 * Returns the conversation after the event, without changing the given one. An event that refers to
 * an unknown message, or precedes `created`, has no effect: a journal may have lost a line.
 */
export function reduce(
  conversation: Conversation | undefined,
  event: ChatEvent,
): Conversation | undefined {
  return step(conversation, event, copied);
}

/**
 * Creates a function that applies many events, one per call. Takes linear instead of quadratic time
 * because it changes the list of messages in place: only the most recently returned conversation is
 * valid.
 */
export function createReducer(): (event: ChatEvent) => Conversation | undefined {
  let conversation: Conversation | undefined;
  const places = new Map<string, number>();
  const grown: Messages = {
    find: (_messages, id) => places.get(id) ?? -1,
    with(messages, index, message) {
      places.set(message.id, index);
      const list = messages as Message[];
      list[index] = message;
      return list;
    },
  };
  return (event) => (conversation = step(conversation, event, grown));
}

/** How messages are found and replaced in the list. */
interface Messages {
  /** Index of the message with that id, or -1. */
  find(messages: readonly Message[], id: string): number;
  with(messages: readonly Message[], index: number, message: Message): readonly Message[];
}

const copied: Messages = {
  // The changed message is nearly always one of the last.
  find: (messages, id) => messages.findLastIndex((message) => message.id === id),
  with(messages, index, message) {
    const list = messages.slice();
    list[index] = message;
    return list;
  },
};

function step(
  conversation: Conversation | undefined,
  event: ChatEvent,
  list: Messages,
): Conversation | undefined {
  const changeMessage = (
    to: Conversation,
    id: string,
    at: number,
    change: (message: Message) => Message,
  ): Conversation => {
    const index = list.find(to.messages, id);
    const message = to.messages[index];
    return message === undefined
      ? to
      : { ...to, messages: list.with(to.messages, index, change(message)), updatedAt: at };
  };
  if (event.type === 'created') {
    return (
      conversation ?? {
        id: event.id,
        title: event.title,
        createdAt: event.at,
        updatedAt: event.at,
        pinned: false,
        messages: [],
        head: null,
      }
    );
  }
  if (conversation === undefined) return undefined;
  switch (event.type) {
    case 'message':
      if (list.find(conversation.messages, event.message.id) !== -1) return conversation;
      return {
        ...conversation,
        messages: list.with(conversation.messages, conversation.messages.length, event.message),
        head: event.message.id,
        updatedAt: event.at,
      };
    case 'delta':
      return changeMessage(conversation, event.id, event.at, (message) => ({
        ...message,
        text: message.text + event.text,
      }));
    case 'asked':
      return changeMessage(conversation, event.id, event.at, (message) => ({
        ...message,
        asked: event.asked,
      }));
    case 'resumed':
      return changeMessage(conversation, event.id, event.at, (message) => {
        const { error: _error, finishReason: _reason, ...rest } = message;
        return { ...rest, state: 'streaming' };
      });
    case 'finished':
      return changeMessage(conversation, event.id, event.at, (message) => {
        const { type: _type, at: _at, id: _id, ...outcome } = event;
        return { ...message, ...outcome };
      });
    case 'head':
      return event.id === null || list.find(conversation.messages, event.id) !== -1
        ? { ...conversation, head: event.id, updatedAt: event.at }
        : conversation;
    case 'title':
      return { ...conversation, title: event.title };
    case 'pinned':
      return { ...conversation, pinned: event.pinned };
    case 'options': {
      const { model: _model, parameters: _parameters, ...rest } = conversation;
      const { type: _type, at: _at, ...options } = event;
      return { ...rest, ...options };
    }
  }
}
