/**
 * Types of the chat completions API, used by the client and its callers. They follow docs/api.md.
 */

export type Role = 'system' | 'user' | 'assistant' | 'tool';

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** An image as a `data:` URL: the OpenAI convention, since the API's own page shows none. */
export interface ImagePart {
  readonly type: 'image_url';
  readonly image_url: { readonly url: string };
}

export type ContentPart = TextPart | ImagePart;

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it. It may be invalid. */
  readonly arguments: string;
}

/** One message of a request. Content without images is a plain string. */
export interface RequestMessage {
  readonly role: Role;
  readonly content: string | readonly ContentPart[];
  readonly name?: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly toolCallId?: string;
}

export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** A JSON schema. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export type ToolChoice = 'none' | 'auto' | 'required' | { readonly name: string };

/** Sampling parameters. Absent parameters are not sent. For the ranges see parameters.ts. */
export interface Parameters {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  readonly stop?: readonly string[];
  readonly logitBias?: Readonly<Record<string, number>>;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly RequestMessage[];
  readonly parameters: Parameters;
  /** Request a stream. False for proxies that break server-sent events. */
  readonly stream: boolean;
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
}

/** As reported by the server. Nothing is computed from it. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

/** The API's documented values, and any other value that a server sends. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | (string & {});

/** In seconds. 0 disables a limit. */
export interface TimeLimits {
  readonly connect: number;
  readonly firstByte: number;
  readonly idle: number;
}

/**
 * The kinds of errors. `shared/errorText.ts` converts a kind to a message, a next step and a
 * button.
 */
export type ErrorDetail =
  /**
   * Only in a stored or imported chat: an error that this version doesn't know. `stored` is the
   * file's content.
   */
  | { readonly kind: 'unknown'; readonly stored?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'noKey' }
  /** The key was set for an origin other than the one the request would go to. */
  | { readonly kind: 'keyOrigin'; readonly origin: string }
  | { readonly kind: 'insecureUrl'; readonly url: string }
  | { readonly kind: 'badUrl'; readonly url: string }
  | { readonly kind: 'badSetting'; readonly setting: string; readonly problem: string }
  | { readonly kind: 'auth'; readonly status: number; readonly message: string }
  | { readonly kind: 'forbidden'; readonly status: number; readonly message: string }
  | { readonly kind: 'balance'; readonly status: number; readonly message: string }
  | {
      readonly kind: 'rateLimit';
      readonly status: number;
      readonly message: string;
      /** Milliseconds to wait, if the server specified it. */
      readonly retryAfterMs?: number;
      /** The limit is per day. */
      readonly perDay?: true;
    }
  | {
      readonly kind: 'badRequest';
      readonly status: number;
      readonly message: string;
      readonly field?: string;
    }
  /** `status` 0: not sent, because by our estimate it doesn't fit the model's context window. */
  | { readonly kind: 'tooLarge'; readonly status: number; readonly message: string }
  | {
      readonly kind: 'modelNotFound';
      readonly status: number;
      readonly message: string;
      readonly model: string;
    }
  | {
      readonly kind: 'server';
      readonly status: number;
      readonly message: string;
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'redirect'; readonly status: number }
  | {
      readonly kind: 'network';
      readonly layer: 'dns' | 'tcp' | 'tls' | 'proxy' | 'unknown';
      /** The platform's error code, for example `ECONNREFUSED`. */
      readonly code?: string;
      readonly message: string;
    }
  | {
      readonly kind: 'timeout';
      readonly phase: 'connect' | 'firstByte' | 'idle';
      readonly seconds: number;
    }
  /**
   * The response was not a valid completion. `snippet` is its beginning, at most 200 characters.
   */
  | { readonly kind: 'protocol'; readonly what: string; readonly snippet?: string }
  /** The stream ended before the model finished. */
  | { readonly kind: 'interrupted'; readonly what: string }
  /** `message` is the provider's text about its filter. */
  | { readonly kind: 'filtered'; readonly message?: string }
  /**
   * The response ended without text and without a call of an offered tool. `reason` is the finish
   * reason, `what` the explanation.
   */
  | { readonly kind: 'empty'; readonly reason: FinishReason; readonly what?: string }
  | { readonly kind: 'storage'; readonly what: string };

export type ErrorKind = ErrorDetail['kind'];

/** How a turn ended. Stopping and reaching the token limit are ways to finish, not errors. */
export type Outcome =
  | { readonly kind: 'complete'; readonly finishReason: FinishReason }
  | { readonly kind: 'length' }
  | { readonly kind: 'stopped' }
  /** Part of the response was received before the error and is stored. */
  | { readonly kind: 'interrupted'; readonly error: ErrorDetail }
  /** No part of the response was received. */
  | { readonly kind: 'failed'; readonly error: ErrorDetail };

/** Events of a running turn, in order. `finished` is emitted exactly once, as the last event. */
export type TurnEvent =
  | { readonly type: 'phase'; readonly phase: 'connecting' | 'waiting' | 'streaming' }
  /** Emitted repeatedly while there is no progress. */
  | { readonly type: 'stillWaiting'; readonly elapsedMs: number }
  | {
      readonly type: 'retrying';
      /** 1 for the first retry. */
      readonly attempt: number;
      readonly delayMs: number;
      readonly error: ErrorDetail;
    }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finished'; readonly result: TurnResult };

export interface TurnResult {
  readonly outcome: Outcome;
  /** The complete text of the response. */
  readonly text: string;
  /** Only complete calls, in the order in which they began. */
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage;
  /** The server's id of the completion. */
  readonly responseId?: string;
  readonly elapsedMs: number;
  /** Milliseconds from the start to the first text. */
  readonly firstTextMs?: number;
}

/**
 * Sends one request and reads its response to the end. Never rejects: every error is in the
 * result's outcome. Aborting `signal` is the user's Stop.
 */
export type RunTurn = (
  request: ChatRequest,
  options: { readonly signal: AbortSignal; readonly onEvent?: (event: TurnEvent) => void },
) => Promise<TurnResult>;
