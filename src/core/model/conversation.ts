/**
 * A conversation as both sides of the panel and the journal know it. Messages form a tree, since editing or regenerating keeps
 * what was there before as a branch; `head` names the end of the branch that is shown.
 */
import type { ErrorDetail, FinishReason, Parameters, Usage } from '../api/types.ts';

export type MessageState = 'streaming' | 'complete' | 'interrupted' | 'failed' | 'stopped';

/** A line range, 0-based, both ends included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Something a message carries besides its text. What is sent is what is stored here. */
export type Attachment =
  | {
      readonly kind: 'selection' | 'file' | 'folder' | 'editors' | 'problems' | 'terminal';
      readonly id: string;
      /** What the chip says: `app.ts:10-24`, say. */
      readonly name: string;
      readonly uri?: string;
      readonly range?: LineRange;
      /** Of several runs of lines each one, in their order; `range` goes from the first to the last. */
      readonly ranges?: readonly LineRange[];
      /** VS Code's language id. */
      readonly language?: string;
      /** The name of the function, class or so that the lines lie in. */
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

/** How an answer was asked for, besides the messages above it: with it Show Request tells the truth when settings have changed. */
export interface RequestSnapshot {
  readonly model: string;
  readonly parameters: Parameters;
  readonly stream: boolean;
  /** The instructions that the request began with. */
  readonly system: string;
  /** Where Continue asked for the rest: how many characters were there already. */
  readonly after?: number;
}

export interface Message {
  readonly id: string;
  /** The message it answers or follows; null for the first. */
  readonly parentId: string | null;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly state: MessageState;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** `length` means that the limit of tokens cut the text: it is not complete, and Continue goes on from it. */
  readonly finishReason?: FinishReason;
  readonly error?: ErrorDetail;
  readonly usage?: Usage;
  readonly elapsedMs?: number;
  readonly model?: string;
  /** Of an answer: absent while its request is not made, and where it was imported. */
  readonly asked?: RequestSnapshot;
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly pinned: boolean;
  /** In the order in which they were made; a parent stands before its children. */
  readonly messages: readonly Message[];
  /** The last message of the branch that is shown; null while there is none. */
  readonly head: string | null;
  /** Where they differ from the settings. */
  readonly model?: string;
  readonly parameters?: Parameters;
}

/** What happens to a conversation: a line of its journal, and what the panel is told. `at` is in milliseconds since the epoch. */
export type ChatEvent =
  | { readonly type: 'created'; readonly at: number; readonly id: string; readonly title: string }
  /** Added below its parent; it becomes the head. */
  | { readonly type: 'message'; readonly at: number; readonly message: Message }
  | { readonly type: 'delta'; readonly at: number; readonly id: string; readonly text: string }
  /** The request for an answer is on its way. */
  | {
      readonly type: 'asked';
      readonly at: number;
      readonly id: string;
      readonly asked: RequestSnapshot;
    }
  /** Continue: the message streams again, and what follows is added to its text. */
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

/** The messages from the first to the head, in order. */
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

/** The messages that share a parent with `message`, itself included, oldest first: what the branch switcher offers. */
export function siblings(conversation: Conversation, message: Message): readonly Message[] {
  return conversation.messages.filter(
    (other) => other.parentId === message.parentId && other.role === message.role,
  );
}

/** The newest leaf below a message: where the head goes when the user switches to its branch. */
export function newestLeaf(conversation: Conversation, id: string): string {
  let leaf = id;
  // A parent stands before its children, so one pass finds the newest child of the newest child.
  for (const message of conversation.messages) if (message.parentId === leaf) leaf = message.id;
  return leaf;
}
