/**
 * What the host and the panel say to each other. The host trusts nothing that the panel says (it shows what a model wrote):
 * `parseToHost` in parse.ts is the only way in.
 */
import type { ParameterChanges } from '../core/api/parameters.ts';
import type { Parameters } from '../core/api/types.ts';
import type { Attachment, ChatEvent, Conversation } from '../core/model/conversation.ts';
import type { ConversationSummary, SearchHit } from '../core/history/store.ts';
import type { ErrorAction } from './errorText.ts';

/** What a running answer is doing, for the line below it. Never kept. */
export type AnswerStatus =
  | { readonly phase: 'connecting' | 'waiting' | 'streaming' }
  | { readonly phase: 'stillWaiting'; readonly elapsedMs: number }
  | {
      readonly phase: 'retrying';
      readonly attempt: number;
      readonly delayMs: number;
      readonly cause: string;
    };

/** A chip in the composer: what the next message will carry. The content stays in the host until it is sent. */
export interface AttachmentChip {
  readonly id: string;
  readonly kind: Attachment['kind'];
  readonly name: string;
  /** An estimate, see core/request/tokens.ts. */
  readonly tokens: number;
  /** The file has changed since it was attached. */
  readonly stale?: boolean;
  /** It goes out with every message: alone it makes none. */
  readonly always?: true;
  /** A small `data:` picture, for images. */
  readonly thumbnail?: string;
}

/** A line of what `@` or Attach offers, or of the `/` words: a `prompt` is written into the message and attaches nothing. */
export interface ContextSuggestion {
  readonly kind:
    'file' | 'symbol' | 'folder' | 'selection' | 'problems' | 'editors' | 'terminal' | 'prompt';
  readonly label: string;
  readonly detail: string;
  /** Opaque to the panel: it comes back in `attach`. */
  readonly reference: string;
}

/** The state of the panel around a conversation. */
export interface PanelState {
  readonly hasKey: boolean;
  readonly model: string;
  readonly models: readonly string[];
  readonly contextWindow: number;
  readonly parameters: Parameters;
  /** Those of this chat alone, whether it has a message or not: the host owns them. */
  readonly ownParameters: Parameters;
  readonly chips: readonly AttachmentChip[];
  /** Estimated tokens of everything the next message would send, without its text. */
  readonly contextTokens: number;
  /** Conversations with an answer still coming. */
  readonly running: readonly string[];
  /** A sentence about this conversation that stays: read-only, damaged, disk full. */
  readonly warnings: readonly string[];
  readonly readOnly: boolean;
}

export type ToPanel =
  /** The whole truth; what was shown before does not count. `seq` is that of the next `events`. */
  | {
      readonly type: 'snapshot';
      /** The conversation is long, and its end is all that came: the panel shows it, and asks for the whole. */
      readonly partial?: true;
      readonly seq: number;
      readonly conversation: Conversation | null;
      readonly state: PanelState;
      readonly status: AnswerStatus | null;
    }
  /** At most one a frame. A gap in `seq` asks for a snapshot. */
  | {
      readonly type: 'events';
      readonly seq: number;
      readonly conversationId: string;
      readonly events: readonly ChatEvent[];
    }
  | { readonly type: 'state'; readonly state: PanelState }
  | {
      readonly type: 'status';
      readonly conversationId: string;
      readonly status: AnswerStatus | null;
    }
  | {
      readonly type: 'history';
      readonly items: readonly ConversationSummary[];
      /** Of a list that follows a `rename`, `pin`, `delete` or `undoDelete`: the conversation that it was asked for. */
      readonly changed?: string;
    }
  | { readonly type: 'searchResult'; readonly query: string; readonly hits: readonly SearchHit[] }
  | {
      readonly type: 'suggestions';
      readonly query: string;
      readonly items: readonly ContextSuggestion[];
    }
  /** CSS colours of the editor's theme by token class: see host/theme. */
  | { readonly type: 'theme'; readonly colors: Readonly<Record<string, string>> }
  /** Something that failed outside an answer. The composer's text comes back where it was taken: to the chat `draftOf`, else to the open one. */
  | {
      readonly type: 'notice';
      readonly level: 'info' | 'error';
      readonly text: string;
      readonly actions: readonly ErrorAction[];
      readonly restoreDraft?: string;
      readonly draftOf?: string | null;
    }
  /** What was to be attached was not: its name leaves the message. */
  | { readonly type: 'notAttached'; readonly reference: string }
  /** No chat that is shown begins with what was sent: it was a command that writes nothing, or the user has gone elsewhere. */
  | { readonly type: 'noChatBegins' }
  /** What was to be copied is in the clipboard. */
  | { readonly type: 'copied' }
  | { readonly type: 'showHistory' }
  /** Something was asked from elsewhere: the chat is seen, and the keyboard stays where it is. */
  | { readonly type: 'showChat' }
  | {
      readonly type: 'focusComposer';
      /** Comes back as a notice's text does. */
      readonly text?: string;
      readonly draftOf?: string | null;
    };

export type ToHost =
  /** The page is loaded, or visible again: asks for everything. */
  | { readonly type: 'ready' }
  | { readonly type: 'snapshot' }
  | { readonly type: 'send'; readonly conversationId: string | null; readonly text: string }
  | { readonly type: 'stop'; readonly conversationId: string }
  | { readonly type: 'newChat' }
  | { readonly type: 'openChat'; readonly conversationId: string }
  | {
      readonly type: 'regenerate' | 'continue' | 'retry';
      readonly conversationId: string;
      readonly messageId: string;
    }
  | {
      readonly type: 'edit';
      readonly conversationId: string;
      readonly messageId: string;
      readonly text: string;
    }
  | { readonly type: 'selectBranch'; readonly conversationId: string; readonly messageId: string }
  | { readonly type: 'newFile'; readonly code: string; readonly language: string }
  /** `code` is what has come of the block, which may be still coming. */
  | {
      readonly type: 'insertCode' | 'applyCode';
      readonly conversationId: string;
      readonly messageId: string;
      readonly code: string;
      /** The fence's whole info string: it may name a file. */
      readonly info: string;
    }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'openLink'; readonly href: string }
  | { readonly type: 'suggest'; readonly query: string }
  /** Without a reference: shows the host's picker. */
  | { readonly type: 'attach'; readonly reference?: string }
  | { readonly type: 'removeAttachment' | 'refreshAttachment'; readonly id: string }
  | {
      readonly type: 'attachImage';
      readonly name: string;
      readonly dataUrl: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly type: 'history' }
  | { readonly type: 'search'; readonly query: string }
  | { readonly type: 'rename'; readonly conversationId: string; readonly title: string }
  | { readonly type: 'pin'; readonly conversationId: string; readonly pinned: boolean }
  | { readonly type: 'delete' | 'undoDelete' | 'export'; readonly conversationId: string }
  | { readonly type: 'import' }
  | {
      readonly type: 'setOptions';
      readonly conversationId: string | null;
      readonly model?: string;
      /** Those that change. */
      readonly parameters?: ParameterChanges;
    }
  | { readonly type: 'showRequest'; readonly conversationId: string | null; readonly text: string }
  | { readonly type: 'action'; readonly action: ErrorAction };
