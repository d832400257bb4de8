/** One JSON value of a stream, or a whole completion, as what it says. */
import { isRecord, numberOf, textOf } from '../guards.ts';
import type { FinishReason, Usage } from './types.ts';

/** What a chunk adds to the answer; what it does not say is absent. */
export interface Chunk {
  readonly text?: string;
  readonly toolCalls?: readonly ToolCallDelta[];
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  readonly id?: string;
  /** It is a whole message, not a piece: some servers end a stream with one, and a plain completion is one. */
  readonly whole?: true;
}

/** A piece of a call. Which call it belongs to, toolCalls.ts finds out. */
export interface ToolCallDelta {
  readonly id?: string;
  readonly index?: number;
  readonly name?: string;
  readonly arguments?: string;
}

/** Undefined where the value has none of a chunk's fields. Only the first choice is read: more are never asked for. */
export function decodeChunk(value: unknown): Chunk | undefined {
  if (!isRecord(value)) return undefined;
  const choices = value['choices'];
  const usage = value['usage'];
  if (!Array.isArray(choices) && !isRecord(usage)) return undefined;
  const chunk: Mutable<Chunk> = {};
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
  const finishReason = choice['finish_reason'];
  if (typeof finishReason === 'string' && finishReason !== '') chunk.finishReason = finishReason;
  const delta = choice['delta'];
  const message = isRecord(delta) ? delta : choice['message'];
  if (!isRecord(message)) return;
  if (message !== delta) chunk.whole = true;
  const text = decodeContent(message['content']);
  if (text !== undefined) chunk.text = text;
  const calls = message['tool_calls'];
  if (Array.isArray(calls)) {
    // The calls of a whole message are told apart by their places, whatever index they carry.
    chunk.toolCalls = calls.map((call: unknown, place) =>
      chunk.whole === true ? { ...decodeToolCall(call), index: place } : decodeToolCall(call),
    );
  }
}

/** Content is a text, or for some servers a list of parts. Empty is as good as absent. */
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
  // The convention is JSON in a string; some compatibility layers give the object itself.
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
