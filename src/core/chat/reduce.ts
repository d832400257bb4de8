/** The one place where an event changes a conversation: the host, the panel and the journal's reader all call it. */
import type { ChatEvent, Conversation, Message } from './conversation.ts';

/**
 * Returns the conversation after the event; the one given stays as it was.
 * An event that names an unknown message, or comes before `created`, changes nothing: a journal may have lost a line.
 */
export function reduce(
  conversation: Conversation | undefined,
  event: ChatEvent,
): Conversation | undefined {
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
      return addMessage(conversation, event.message, event.at);
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
      return event.id === null || conversation.messages.some((message) => message.id === event.id)
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

function addMessage(conversation: Conversation, message: Message, at: number): Conversation {
  if (conversation.messages.some((other) => other.id === message.id)) return conversation;
  return {
    ...conversation,
    messages: [...conversation.messages, message],
    head: message.id,
    updatedAt: at,
  };
}

function changeMessage(
  conversation: Conversation,
  id: string,
  at: number,
  change: (message: Message) => Message,
): Conversation {
  // The message that changes is nearly always among the last.
  const index = conversation.messages.findLastIndex((message) => message.id === id);
  const message = conversation.messages[index];
  if (message === undefined) return conversation;
  const messages = conversation.messages.slice();
  messages[index] = change(message);
  return { ...conversation, messages, updatedAt: at };
}
