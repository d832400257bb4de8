/**
 * The messages between the host and the panel. The host doesn't trust the panel, which displays
 * what a model wrote: all its messages go through `parseToHost` in parse.ts.
 */
import type { ParameterChanges } from '../core/api/parameters.ts';
import type { Parameters } from '../core/api/types.ts';
import type { Attachment, ChatEvent, Conversation } from '../core/model/conversation.ts';
import type { ConversationSummary, SearchHit } from '../core/history/storeTypes.ts';
import type { ErrorAction } from './errorText.ts';

/** What a running response is doing, for the line below it. Never saved. */
export type AnswerStatus =
  | { readonly phase: 'connecting' | 'waiting' | 'streaming' }
  | { readonly phase: 'stillWaiting'; readonly elapsedMs: number }
  | {
      readonly phase: 'retrying';
      readonly attempt: number;
      readonly delayMs: number;
      readonly cause: string;
    };

/**
 * An attachment of the next message, shown as a chip. The content stays in the host until the
 * message is sent.
 */
export interface AttachmentChip {
  readonly id: string;
  readonly kind: Attachment['kind'];
  readonly name: string;
  /** An estimate: see core/request/tokens.ts. */
  readonly tokens: number;
  /** Whether the file has changed since it was attached. */
  readonly stale?: boolean;
  /** Sent with every message. Chips of this kind alone can't be sent without text. */
  readonly always?: true;
  /** A small image as a `data:` URL, for images. */
  readonly thumbnail?: string;
}

/**
 * A suggestion for `@`, Attach or `/`. A `prompt` is written into the message and attaches nothing.
 */
export interface ContextSuggestion {
  readonly kind:
    'file' | 'symbol' | 'folder' | 'selection' | 'problems' | 'editors' | 'terminal' | 'prompt';
  readonly label: string;
  readonly detail: string;
  /** Opaque to the panel, which returns it in `attach`. */
  readonly reference: string;
}

/** The panel's state besides the conversation. */
export interface PanelState {
  readonly hasKey: boolean;
  readonly model: string;
  readonly models: readonly string[];
  readonly contextWindow: number;
  readonly parameters: Parameters;
  /** The parameters of this chat only, with or without a message. The host owns them. */
  readonly ownParameters: Parameters;
  readonly chips: readonly AttachmentChip[];
  /** Estimated tokens of everything that the next message would send, without its text. */
  readonly contextTokens: number;
  /** Ids of the conversations with a pending response. */
  readonly running: readonly string[];
  /** Permanent warnings about this conversation: read-only, damaged, disk full. */
  readonly warnings: readonly string[];
  readonly readOnly: boolean;
}

export type ToPanel =
  /**
   * The complete state, which replaces everything displayed before. `seq` is that of the next
   * `events`.
   */
  | {
      readonly type: 'snapshot';
      /** Only the end of a long conversation: the panel displays it and requests the whole. */
      readonly partial?: true;
      readonly seq: number;
      readonly conversation: Conversation | null;
      readonly state: PanelState;
      readonly status: AnswerStatus | null;
    }
  /** At most one per frame. After a gap in `seq`, the panel requests a snapshot. */
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
      /**
       * In a list that follows `rename`, `pin`, `delete` or `undoDelete`: the conversation that was
       * changed.
       */
      readonly changed?: string;
    }
  | { readonly type: 'searchResult'; readonly query: string; readonly hits: readonly SearchHit[] }
  | {
      readonly type: 'suggestions';
      readonly query: string;
      readonly items: readonly ContextSuggestion[];
    }
  /** CSS colors of the editor's theme by token class: see host/theme. */
  | { readonly type: 'theme'; readonly colors: Readonly<Record<string, string>> }
  /**
   * A message to the user outside a response, such as a failure. `restoreDraft` returns the
   * composer's text to the chat `draftOf`, or to the open chat if that is absent.
   */
  | {
      readonly type: 'notice';
      readonly level: 'info' | 'error';
      readonly text: string;
      readonly actions: readonly ErrorAction[];
      readonly restoreDraft?: string;
      readonly draftOf?: string | null;
    }
  /** The attachment failed: the panel removes its name from the message. */
  | { readonly type: 'notAttached'; readonly reference: string }
  /**
   * The sent text doesn't start a displayed chat: it was a command that writes no message, or the
   * user has opened another chat.
   */
  | { readonly type: 'noChatBegins' }
  /** The text is in the clipboard. */
  | { readonly type: 'copied' }
  | { readonly type: 'showHistory' }
  /** A request was made outside the panel: the panel shows the chat and doesn't take the focus. */
  | { readonly type: 'showChat' }
  | {
      readonly type: 'focusComposer';
      /** Restored like the text of a notice. */
      readonly text?: string;
      readonly draftOf?: string | null;
    };

export type ToHost =
  /** The page is loaded, or visible again: requests everything. */
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
  /** `code` is what has arrived of the block, which may still be streaming. */
  | {
      readonly type: 'insertCode' | 'applyCode';
      readonly conversationId: string;
      readonly messageId: string;
      readonly code: string;
      /** The fence's whole info string. It may contain a file name. */
      readonly info: string;
    }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'openLink'; readonly href: string }
  | { readonly type: 'suggest'; readonly query: string }
  /** Without a reference, shows the host's picker. */
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
      /** The parameters that change. */
      readonly parameters?: ParameterChanges;
    }
  | { readonly type: 'showRequest'; readonly conversationId: string | null; readonly text: string }
  | { readonly type: 'action'; readonly action: ErrorAction };
