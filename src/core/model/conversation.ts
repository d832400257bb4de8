/**
 * The conversation model, shared by the host, the panel and the journal. Messages form a tree, so
 * editing or regenerating a message preserves the previous version as a branch. `head` is the last
 * message of the displayed branch.
 */
import type { ErrorDetail, FinishReason, Parameters, Usage } from '../api/types.ts';

export type MessageState = 'streaming' | 'complete' | 'interrupted' | 'failed' | 'stopped';

/** A line range, 0-based, both ends included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Content attached to a message. It is stored exactly as it is sent. */
export type Attachment =
  | {
      readonly kind: 'selection' | 'file' | 'folder' | 'editors' | 'problems' | 'terminal';
      readonly id: string;
      /** The chip's label, for example `app.ts:10-24`. */
      readonly name: string;
      readonly uri?: string;
      readonly range?: LineRange;
      /**
       * All line ranges, in order, if there are several. `range` then spans from the first to the
       * last.
       */
      readonly ranges?: readonly LineRange[];
      /** VS Code's language id. */
      readonly language?: string;
      /** The function, class or other symbol that contains the lines. */
      readonly symbol?: string;
      readonly text: string;
    }
  | {
      readonly kind: 'image';
      readonly id: string;
      readonly name: string;
      /** `data:image/…;base64,…` */
      readonly dataUrl: string;
      readonly width: number;
      readonly height: number;
    };

/**
 * The settings a response was requested with. Show Request uses them, so it is correct even after
 * settings have changed.
 */
export interface RequestSnapshot {
  readonly model: string;
  readonly parameters: Parameters;
  readonly stream: boolean;
  /** The request's system prompt. */
  readonly system: string;
  /** Only after Continue: the number of characters that the response had before. */
  readonly after?: number;
}

export interface Message {
  readonly id: string;
  /** The previous message of the branch. Null for the first. */
  readonly parentId: string | null;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly state: MessageState;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** `length`: the response reached the token limit and is incomplete. Continue resumes it. */
  readonly finishReason?: FinishReason;
  readonly error?: ErrorDetail;
  readonly usage?: Usage;
  readonly elapsedMs?: number;
  readonly model?: string;
  /** Only on responses. Absent until the request is made, and on messages imported without it. */
  readonly asked?: RequestSnapshot;
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly pinned: boolean;
  /** In order of creation: a parent always precedes its children. */
  readonly messages: readonly Message[];
  /** The last message of the displayed branch. Null if there are no messages. */
  readonly head: string | null;
  /** Present only if they override the settings. */
  readonly model?: string;
  readonly parameters?: Parameters;
}

/**
 * An event of a conversation. Each is one line of the journal, and is sent to the panel. `at` is in
 * milliseconds since the epoch.
 */
export type ChatEvent =
  | { readonly type: 'created'; readonly at: number; readonly id: string; readonly title: string }
  /** Adds a message below its parent. It becomes the head. */
  | { readonly type: 'message'; readonly at: number; readonly message: Message }
  | { readonly type: 'delta'; readonly at: number; readonly id: string; readonly text: string }
  /** The request for a response is being sent. */
  | {
      readonly type: 'asked';
      readonly at: number;
      readonly id: string;
      readonly asked: RequestSnapshot;
    }
  /** Continue: the message streams again, and new text is appended. */
  | { readonly type: 'resumed'; readonly at: number; readonly id: string }
  | {
      readonly type: 'finished';
      readonly at: number;
      readonly id: string;
      readonly state: Exclude<MessageState, 'streaming'>;
      readonly finishReason?: FinishReason;
      readonly error?: ErrorDetail;
      readonly usage?: Usage;
      readonly elapsedMs?: number;
    }
  | { readonly type: 'head'; readonly at: number; readonly id: string | null }
  | { readonly type: 'title'; readonly at: number; readonly title: string }
  | { readonly type: 'pinned'; readonly at: number; readonly pinned: boolean }
  | {
      readonly type: 'options';
      readonly at: number;
      readonly model?: string;
      readonly parameters?: Parameters;
    };

/** Returns the messages from the first to the head, in order. */
export function branch(conversation: Conversation): readonly Message[] {
  const byId = new Map(conversation.messages.map((message) => [message.id, message]));
  const path: Message[] = [];
  for (let id = conversation.head; id !== null;) {
    const message = byId.get(id);
    if (message === undefined) break;
    path.push(message);
    id = message.parentId;
  }
  return path.reverse();
}

/**
 * Returns the messages with the same parent and role, including `message`, oldest first. The branch
 * switcher lists them.
 */
export function siblings(conversation: Conversation, message: Message): readonly Message[] {
  return conversation.messages.filter(
    (other) => other.parentId === message.parentId && other.role === message.role,
  );
}

/** Returns the newest leaf below a message: the head after the user switches to its branch. */
export function newestLeaf(conversation: Conversation, id: string): string {
  let leaf = id;
  // A parent precedes its children, so one pass finds the newest child of the newest child.
  for (const message of conversation.messages) if (message.parentId === leaf) leaf = message.id;
  return leaf;
}
