/** Wire types: a validated request, and the parts of a response. */

type WirePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } };

export interface WireToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

export interface WireMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /** Null only with tool calls. */
  readonly content: string | readonly WirePart[] | null;
  readonly name?: string;
  readonly tool_calls?: readonly WireToolCall[];
  readonly tool_call_id?: string;
}

export interface WireTool {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
  };
}

type WireToolChoice =
  | 'none'
  | 'auto'
  | 'required'
  | { readonly type: 'function'; readonly function: { readonly name: string } };

/** The body of `POST /v1/chat/completions` after validation. */
export interface CompletionRequest {
  readonly model: string;
  readonly messages: readonly WireMessage[];
  readonly max_tokens?: number;
  readonly stream?: boolean;
  readonly stop?: unknown;
  readonly tools?: readonly WireTool[];
  readonly tool_choice?: WireToolChoice;
}

interface WireUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

type WireFinishReason = 'stop' | 'length' | 'tool_calls';

/** The demo's reply before limits are applied: text or tool calls. */
export interface Reply {
  readonly text: string;
  readonly toolCalls: readonly WireToolCall[];
}

/** A reply with limits applied and tokens counted, split into the pieces of a stream. */
export interface Answer {
  readonly id: string;
  readonly model: string;
  /** Unix time in seconds. */
  readonly created: number;
  readonly texts: readonly string[];
  readonly toolCalls: readonly WireToolCall[];
  readonly finishReason: WireFinishReason;
  readonly usage: WireUsage;
}

/** The text of a message: all its text parts, joined. */
export function textOf(message: WireMessage): string {
  const { content } = message;
  if (content === null) return '';
  if (typeof content === 'string') return content;
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}

/** The URLs of a message's images, in order. */
export function imagesOf(message: WireMessage): readonly string[] {
  const { content } = message;
  if (content === null || typeof content === 'string') return [];
  return content.flatMap((part) => (part.type === 'image_url' ? [part.image_url.url] : []));
}
