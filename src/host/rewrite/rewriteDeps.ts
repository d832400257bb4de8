/** What the rewrite folder needs from the rest of the extension. services.ts provides it. */
import type { Memento } from 'vscode';
import type { ChatRequest, ErrorDetail, RequestMessage, RunTurn } from '../../core/api/types.ts';
import type { Exchange } from '../../core/rewrite/exchange.ts';
import type { Log } from '../../core/base/ports.ts';
import type { ErrorAction } from '../../shared/errorText.ts';
import type { ReviewStorage } from '../review/storedReviews.ts';

export interface RewriteDeps {
  readonly runTurn: RunTurn;
  /** Builds a request with the current settings, or returns what is wrong with them. */
  readonly buildRequest: (
    messages: readonly RequestMessage[],
  ) => { readonly request: ChatRequest } | { readonly error: ErrorDetail };
  /** The user's addition to our instructions. May be empty. */
  readonly systemPrompt: () => string;
  /** `laplas.language`. May be empty. */
  readonly language: () => string;
  /** Only sizes and outcomes may be logged. */
  readonly log: Log;
  /**
   * Shows an error with its buttons. `handlers` implements those that need the caller's context.
   */
  readonly report: (
    error: ErrorDetail,
    handlers: Partial<Readonly<Record<ErrorAction, () => void>>>,
  ) => Promise<void>;
  /**
   * Asks the user if the text contains invisible characters. Returns true if it contains none or
   * the user agrees.
   */
  readonly confirmHiddenUnicode: (text: string) => Promise<boolean>;
  /** Asks the user if the text may contain secrets, see host/context/askSecrets.ts. */
  readonly mayBeSent: (text: string, name: string, firstLine?: number) => Promise<boolean>;
  /** Shows a rewrite's request and response as a chat. */
  readonly showInChat: (exchange: Exchange) => Promise<void>;
  /** Where pending reviews are stored. */
  readonly storage: ReviewStorage;
  /** Where the last instructions are stored, for all windows. */
  readonly memory: Pick<Memento, 'get' | 'update'>;
  /** Where the flag for this workspace's pending reviews is stored. */
  readonly workspaceMemory: Pick<Memento, 'get' | 'update'>;
}
