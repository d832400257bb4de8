/** What rewriting needs from the rest of the extension. activate.ts hands it in. */
import type { Memento } from 'vscode';
import type { ChatRequest, ErrorDetail, RequestMessage, RunTurn } from '../../core/api/types.ts';
import type { Files, Log } from '../../core/ports.ts';
import type { ErrorAction } from '../../shared/errorText.ts';

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
  /** Whether a text looks as if it held a password or a key. */
  readonly looksSecret: (text: string) => boolean;
  /** Where pending reviews are kept, below the extension's storage folder. */
  readonly files: Pick<Files, 'read' | 'list' | 'replace' | 'remove'>;
  /** Where the last instructions are kept. */
  readonly memory: Pick<Memento, 'get' | 'update'>;
}
