/** What rewriting needs from the rest of the extension. rooms.ts hands it in. */
import type { Memento } from 'vscode';
import type { ChatRequest, ErrorDetail, RequestMessage, RunTurn } from '../../core/api/types.ts';
import type { Exchange } from '../../core/rewrite/exchange.ts';
import type { Log } from '../../core/base/ports.ts';
import type { ErrorAction } from '../../shared/errorText.ts';
import type { ReviewStorage } from '../review/pendingReviews.ts';

export interface RewriteDeps {
  readonly runTurn: RunTurn;
  /** A request with the user's settings as they are now, or what is wrong with these. */
  readonly buildRequest: (
    messages: readonly RequestMessage[],
  ) => { readonly request: ChatRequest } | { readonly error: ErrorDetail };
  /** The user's addition to our instructions, '' where there is none. */
  readonly systemPrompt: () => string;
  /** `laplas.language`; '' where it is not set. */
  readonly language: () => string;
  /** Sizes and outcomes only. */
  readonly log: Log;
  /** Shows an error with its buttons; the handlers take those that only the caller can take. */
  readonly report: (
    error: ErrorDetail,
    handlers: Partial<Readonly<Record<ErrorAction, () => void>>>,
  ) => Promise<void>;
  /** Asks when a text holds characters that cannot be seen; true where it holds none, or the user agrees. */
  readonly confirmHiddenUnicode: (text: string) => Promise<boolean>;
  /** Asks where a text looks as if it held a password or a key: see host/context/askSecrets.ts. */
  readonly mayBeSent: (text: string, name: string, firstLine?: number) => Promise<boolean>;
  /** Shows the request and the response of a rewrite as a chat. */
  readonly showInChat: (exchange: Exchange) => Promise<void>;
  /** Where pending reviews are stored. */
  readonly storage: ReviewStorage;
  /** Where the last instructions are stored, for all windows. */
  readonly memory: Pick<Memento, 'get' | 'update'>;
  /** Where this workspace notes that reviews are pending. */
  readonly workspaceMemory: Pick<Memento, 'get' | 'update'>;
}
