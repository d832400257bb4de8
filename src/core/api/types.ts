/** The words of the chat completions API, as the client and all who call it use them. The page is docs/api.md's source. */

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
  /** JSON text, as the model wrote it; it may be invalid. */
  readonly arguments: string;
}

/** One message of a request. A message of text alone has a plain string as its content. */
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

/** Sampling parameters. Absent means not sent. Ranges are the API page's: see parameters.ts. */
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
  /** Ask for a stream; false for proxies that break server-sent events. */
  readonly stream: boolean;
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
}

/** As the server reports it; nothing is derived from it. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

/** What the API names, and whatever else a server says. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | (string & {});

/** Seconds; 0 switches a limit off. */
export interface TimeLimits {
  readonly connect: number;
  readonly firstByte: number;
  readonly idle: number;
}

/** What went wrong, in kinds: `shared/errorText.ts` turns a kind into words, a next step and a button. */
export type ErrorDetail =
  /** Of a stored or imported chat alone: this version does not know it. `stored` is what the file says. */
  | { readonly kind: 'unknown'; readonly stored?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'noKey' }
  /** The key belongs to another origin than the one the request would go to. */
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
      /** Milliseconds to wait, where the server said so. */
      readonly retryAfterMs?: number;
      /** The limit is one of a day. */
      readonly perDay?: true;
    }
  | {
      readonly kind: 'badRequest';
      readonly status: number;
      readonly message: string;
      readonly field?: string;
    }
  /** `status` 0: it was not sent, since by our estimate it does not fit the model's window. */
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
      /** The platform's code, `ECONNREFUSED` say. */
      readonly code?: string;
      readonly message: string;
    }
  | {
      readonly kind: 'timeout';
      readonly phase: 'connect' | 'firstByte' | 'idle';
      readonly seconds: number;
    }
  /** The answer was no valid completion; `snippet` is its beginning, at most 200 characters. */
  | { readonly kind: 'protocol'; readonly what: string; readonly snippet?: string }
  /** The stream ended before the model said that it was done. */
  | { readonly kind: 'interrupted'; readonly what: string }
  /** `message` is what the provider says about its filter. */
  | { readonly kind: 'filtered'; readonly message?: string }
  /** The model ended without text, and without a call that was asked for. `reason` is the finish reason, `what` says why. */
  | { readonly kind: 'empty'; readonly reason: FinishReason; readonly what?: string }
  | { readonly kind: 'storage'; readonly what: string };

export type ErrorKind = ErrorDetail['kind'];

/** How a turn ended. Stopping and being cut by length are ways to finish, not errors. */
export type Outcome =
  | { readonly kind: 'complete'; readonly finishReason: FinishReason }
  | { readonly kind: 'length' }
  | { readonly kind: 'stopped' }
  /** Something had come before the fault: it is kept. */
  | { readonly kind: 'interrupted'; readonly error: ErrorDetail }
  /** Nothing had come. */
  | { readonly kind: 'failed'; readonly error: ErrorDetail };

/** What a running turn tells, in order. `finished` comes exactly once, and last. */
export type TurnEvent =
  | { readonly type: 'phase'; readonly phase: 'connecting' | 'waiting' | 'streaming' }
  /** Nothing has come for a while; repeated. */
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
  /** All text of the reply. */
  readonly text: string;
  /** Complete calls alone, in the order in which they began. */
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage;
  /** The server's own id of the completion. */
  readonly responseId?: string;
  readonly elapsedMs: number;
  /** From the start to the first text. */
  readonly firstTextMs?: number;
}

/**
 * Sends one request and follows its answer to the end. Never rejects: every fault is in the result's outcome.
 * Aborting `signal` is the user's Stop.
 */
export type RunTurn = (
  request: ChatRequest,
  options: { readonly signal: AbortSignal; readonly onEvent?: (event: TurnEvent) => void },
) => Promise<TurnResult>;
