/** Decodes one JSON value of a stream, or a complete (non-streaming) chat completion. */
import { isRecord, numberOf, textOf } from '../base/guards.ts';
import { endingOf, isLasting } from './finishReason.ts';
import type { FinishReason, Usage } from './types.ts';

/** What a chunk adds to the response. Absent fields were not in the chunk. */
export interface Chunk {
  readonly text?: string;
  readonly toolCalls?: readonly ToolCallDelta[];
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  readonly id?: string;
  /**
   * The text comes from `message`, not from `delta`. It is either complete (a non-streaming
   * completion, or the final message with which some servers end a stream) or one part of it, from
   * compatibility layers that use `message` for every chunk.
   */
  readonly whole?: true;
  /** The model's explanation of why it refuses to respond. */
  readonly refusal?: string;
}

/** A part of a tool call. toolCalls.ts finds out which call it belongs to. */
export interface ToolCallDelta {
  readonly id?: string;
  readonly index?: number;
  readonly name?: string;
  readonly arguments?: string;
}

/**
 * Returns undefined if the value has none of a chunk's fields. Reads only the first choice, because
 * requests never ask for more than one.
 */
export function decodeChunk(value: unknown): Chunk | undefined {
  if (!isRecord(value)) return undefined;
  const choices = value['choices'];
  const usage = value['usage'];
  const chunk: Mutable<Chunk> = {};
  if (!Array.isArray(choices)) {
    // Google reports a blocked prompt in a successful response without choices
    // (ankit373/hydra#855).
    const feedback = value['promptFeedback'];
    const blocked = isRecord(feedback) ? textOf(feedback['blockReason']) : undefined;
    if (!isRecord(usage) && blocked === undefined) return undefined;
    if (blocked !== undefined) chunk.finishReason = `content_filter: ${blocked}`;
  }
  const id = value['id'];
  if (typeof id === 'string') chunk.id = id;
  if (isRecord(usage)) {
    const read = decodeUsage(usage);
    if (read !== undefined) chunk.usage = read;
  }
  if (Array.isArray(choices) && choices.length > 0) readChoice(firstChoice(choices), chunk);
  return chunk;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function firstChoice(choices: readonly unknown[]): unknown {
  return choices.length === 1
    ? choices[0]
    : choices.find((choice) => isRecord(choice) && (choice['index'] ?? 0) === 0);
}

function readChoice(choice: unknown, chunk: Mutable<Chunk>): void {
  if (!isRecord(choice)) return;
  if (typeof choice['index'] === 'number' && choice['index'] !== 0) return;
  const finishReason = reasonOf(choice);
  if (finishReason !== undefined) chunk.finishReason = finishReason;
  const delta = choice['delta'];
  const message = choice['message'];
  const isDelta = isRecord(delta) && (message === undefined || saysSomething(delta));
  const source = isDelta ? delta : message;
  if (isRecord(source)) {
    if (!isDelta) chunk.whole = true;
    const text = decodeContent(source['content']);
    if (text !== undefined) chunk.text = text;
    const refusal = source['refusal'];
    if (typeof refusal === 'string' && refusal !== '') chunk.refusal = refusal;
    const calls = source['tool_calls'];
    if (Array.isArray(calls) && calls.length > 0) {
      // The calls of a complete message are identified by their order. Their own index is ignored.
      chunk.toolCalls = calls.map((call: unknown, place) =>
        chunk.whole === true ? { ...decodeToolCall(call), index: place } : decodeToolCall(call),
      );
    }
  }
  // The older completions API, which some compatibility layers still use.
  if (chunk.text === undefined) {
    const text = textOf(choice['text']);
    if (text !== undefined) chunk.text = text;
  }
}

function saysSomething(delta: Readonly<Record<string, unknown>>): boolean {
  return decodeContent(delta['content']) !== undefined || Array.isArray(delta['tool_calls']);
}

/**
 * Compatibility layers translate the model's finish reason, and some turn a bad one into `stop`. In
 * that case the native reason counts (OpenRouter: OleksandrChekhovskyi/hax#15; litellm:
 * BerriAI/litellm#40864). A numeric reason is a value of Google's enumeration.
 */
function reasonOf(choice: Readonly<Record<string, unknown>>): FinishReason | undefined {
  const reason = choice['finish_reason'] ?? choice['finishReason'];
  // Nearly all chunks have no finish reason.
  if (reason === undefined || reason === null) return undefined;
  const fields = choice['provider_specific_fields'];
  const native =
    textOf(choice['native_finish_reason']) ??
    (isRecord(fields) ? textOf(fields['native_finish_reason']) : undefined);
  const ending = native === undefined ? undefined : endingOf(native);
  if (native !== undefined && ending !== undefined && isLasting(ending)) return native;
  return typeof reason === 'number' ? String(reason) : textOf(reason);
}

/** Content is a string, or on some servers a list of parts. Empty content counts as absent. */
function decodeContent(content: unknown): string | undefined {
  if (typeof content === 'string') return content === '' ? undefined : content;
  if (!Array.isArray(content)) return undefined;
  return textOf(
    content.map((part: unknown) => (isRecord(part) ? (textOf(part['text']) ?? '') : '')).join(''),
  );
}

function decodeToolCall(value: unknown): ToolCallDelta {
  if (!isRecord(value)) return {};
  const call: Mutable<ToolCallDelta> = {};
  const id = textOf(value['id']);
  if (id !== undefined) call.id = id;
  const index = numberOf(value['index']);
  if (index !== undefined) call.index = index;
  const body = value['function'];
  if (!isRecord(body)) return call;
  const name = textOf(body['name']);
  if (name !== undefined) call.name = name;
  const given = body['arguments'];
  // The convention is a string of JSON. Some compatibility layers send the object itself.
  if (typeof given === 'string') call.arguments = given;
  else if (isRecord(given)) call.arguments = JSON.stringify(given);
  return call;
}

function decodeUsage(usage: Readonly<Record<string, unknown>>): Usage | undefined {
  const promptTokens = numberOf(usage['prompt_tokens']);
  const completionTokens = numberOf(usage['completion_tokens']);
  const totalTokens = numberOf(usage['total_tokens']);
  if (promptTokens === undefined && completionTokens === undefined && totalTokens === undefined)
    return undefined;
  return {
    promptTokens: promptTokens ?? 0,
    completionTokens: completionTokens ?? 0,
    totalTokens: totalTokens ?? 0,
  };
}
