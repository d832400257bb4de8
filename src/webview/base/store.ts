/**
 * The panel's data: the shown conversation, the state around it and the status of its response. The
 * host owns all three. The panel applies the host's events with the same reducer and renders at
 * most once per frame.
 */
import type { ChatEvent, Conversation } from '../../core/model/conversation.ts';
import { reduce } from '../../core/model/reduce.ts';
import type { PanelState, ToPanel, AnswerStatus } from '../../shared/protocol.ts';
import type { Post } from './hostConnection.ts';

/** What changed since the last frame. */
export interface Change {
  /** Everything may have changed. */
  readonly snapshot: boolean;
  /**
   * Events since the last frame, with consecutive deltas of a message merged. Empty for a snapshot.
   */
  readonly events: readonly ChatEvent[];
}

export interface Store {
  /** Null for a new chat. */
  readonly conversation: Conversation | null;
  /** Undefined until the first snapshot. */
  readonly state: PanelState | undefined;
  readonly status: AnswerStatus | null;
  receive(message: StoreMessage): void;
}

export type StoreMessage = Extract<ToPanel, { type: 'snapshot' | 'events' | 'state' | 'status' }>;

export interface StorePorts {
  readonly post: Post;
  /** Calls back once, before the next frame is painted. */
  readonly nextFrame: (callback: () => void) => void;
  readonly onChange: (change: Change) => void;
}

export function createStore({ post, nextFrame, onChange }: StorePorts): Store {
  let conversation: Conversation | null = null;
  let state: PanelState | undefined;
  let status: AnswerStatus | null = null;
  let expected = 0;
  /** A snapshot was requested. Events before it are ignored. */
  let asked = true;
  let waiting: ChatEvent[] = [];
  let snapshot = false;
  /** Only the end of a long conversation was received; the rest must be requested. */
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
      // Wait until the end of the conversation is painted.
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

/** Merges consecutive deltas of a message, so the text is copied once per frame, not per token. */
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
