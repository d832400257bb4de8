/**
 * What the panel knows: the shown conversation, the state around it, and what its answer is doing. The host owns all three;
 * here they are followed by the same reducer, and shown at most once a frame.
 */
import type { ChatEvent, Conversation } from '../../core/model/conversation.ts';
import { reduce } from '../../core/model/reduce.ts';
import type { PanelState, ToPanel, AnswerStatus } from '../../shared/protocol.ts';
import type { Post } from './hostConnection.ts';

/** What a frame has to show. */
export interface Change {
  /** Everything may differ from what was shown. */
  readonly snapshot: boolean;
  /** What happened since the last frame, deltas of one message that follow each other joined; none with a snapshot. */
  readonly events: readonly ChatEvent[];
}

export interface Store {
  /** Null for a chat that has not begun. */
  readonly conversation: Conversation | null;
  /** Undefined until the first snapshot. */
  readonly state: PanelState | undefined;
  readonly status: AnswerStatus | null;
  receive(message: StoreMessage): void;
}

export type StoreMessage = Extract<ToPanel, { type: 'snapshot' | 'events' | 'state' | 'status' }>;

export interface StorePorts {
  readonly post: Post;
  /** Calls back once before the next frame is painted. */
  readonly nextFrame: (callback: () => void) => void;
  readonly onChange: (change: Change) => void;
}

export function createStore({ post, nextFrame, onChange }: StorePorts): Store {
  let conversation: Conversation | null = null;
  let state: PanelState | undefined;
  let status: AnswerStatus | null = null;
  let expected = 0;
  /** A snapshot is on its way: what comes before it says nothing. */
  let asked = true;
  let waiting: ChatEvent[] = [];
  let snapshot = false;
  /** The end of a long conversation is there, and the rest is to be asked for. */
  let partial = false;
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    nextFrame(() => {
      scheduled = false;
      const events = joinDeltas(waiting);
      waiting = [];
      for (const event of events) conversation = reduce(conversation ?? undefined, event) ?? null;
      const change = { snapshot, events: snapshot ? [] : events };
      snapshot = false;
      onChange(change);
      if (!partial) return;
      partial = false;
      // Not before the end is seen.
      nextFrame(() => {
        post({ type: 'snapshot' });
      });
    });
  }

  function ask(): void {
    if (asked) return;
    asked = true;
    waiting = [];
    post({ type: 'snapshot' });
  }

  return {
    get conversation() {
      return conversation;
    },
    get state() {
      return state;
    },
    get status() {
      return status;
    },
    receive(message) {
      switch (message.type) {
        case 'snapshot':
          ({ conversation, state, status } = message);
          expected = message.seq;
          asked = false;
          waiting = [];
          snapshot = true;
          partial = message.partial === true;
          break;
        case 'events':
          if (asked) return;
          if (message.seq !== expected || message.conversationId !== conversation?.id) {
            ask();
            return;
          }
          expected++;
          waiting.push(...message.events);
          break;
        case 'state':
          state = message.state;
          break;
        case 'status':
          if (message.conversationId !== conversation?.id) return;
          status = message.status;
          break;
      }
      schedule();
    },
  };
}

/** Deltas of one message that follow each other, as one: the text is copied once a frame and not once a token. */
function joinDeltas(events: readonly ChatEvent[]): readonly ChatEvent[] {
  const joined: ChatEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === 'delta' && last?.type === 'delta' && last.id === event.id) {
      joined[joined.length - 1] = { ...event, text: last.text + event.text };
    } else joined.push(event);
  }
  return joined;
}
