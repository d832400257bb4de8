/**
 * Turns the demo's reply into a response: applies `stop` and `max_tokens`, and counts the usage.
 */
import { createHash } from 'node:crypto';

import { countTokens, tokenize } from './tokens.ts';
import { imagesOf, textOf } from './wire.ts';
import type { Answer, CompletionRequest, Reply, WireMessage, WireToolCall } from './wire.ts';

/** The default for `max_tokens` in the API's documentation page. */
const defaultMaxTokens = 512;

/**
 * Tokens per image in `prompt_tokens`: Google's figure for an image of at most 384 pixels per side.
 */
const imageTokens = 258;

export function answerFor(request: CompletionRequest, reply: Reply, now: number): Answer {
  const limit = Math.floor(request.max_tokens ?? defaultMaxTokens);
  const tokens = tokenize(beforeStop(reply.text, stopsOf(request.stop)));
  const texts = tokens.slice(0, limit);
  const calls = cutCalls(reply.toolCalls, limit - texts.length);
  const cut = texts.length < tokens.length || calls.cut;
  const promptTokens = request.messages.reduce((sum, message) => sum + tokensOf(message), 0);
  const completionTokens = texts.length + calls.used;
  return {
    id: completionId(request, now),
    model: request.model,
    created: Math.floor(now / 1000),
    texts,
    toolCalls: calls.kept,
    finishReason: cut ? 'length' : calls.kept.length > 0 ? 'tool_calls' : 'stop',
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

/** The API's documentation page allows any value. Only non-empty strings have an effect. */
function stopsOf(stop: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(stop) ? stop : [stop];
  return all.filter((value): value is string => typeof value === 'string' && value !== '');
}

function beforeStop(text: string, stops: readonly string[]): string {
  const found = stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  return found.length === 0 ? text : text.slice(0, Math.min(...found));
}

/**
 * A call cut by the limit keeps the start of its arguments, as with a real model. Later calls are
 * dropped.
 */
function cutCalls(
  calls: readonly WireToolCall[],
  limit: number,
): { readonly kept: readonly WireToolCall[]; readonly used: number; readonly cut: boolean } {
  const kept: WireToolCall[] = [];
  let used = 0;
  for (const call of calls) {
    const tokens = tokenize(call.function.arguments);
    const fitting = tokens.slice(0, Math.max(0, limit - used - 1));
    if (used >= limit) return { kept, used, cut: true };
    kept.push({ ...call, function: { ...call.function, arguments: fitting.join('') } });
    used += 1 + fitting.length;
    if (fitting.length < tokens.length) return { kept, used, cut: true };
  }
  return { kept, used, cut: false };
}

function tokensOf(message: WireMessage): number {
  const calls = (message.tool_calls ?? []).map((call) => call.function.arguments).join('');
  return countTokens(textOf(message)) + countTokens(calls) + imagesOf(message).length * imageTokens;
}

/**
 * Follows the example of the API's documentation page: date, time, address and number, separated by
 * `|`.
 */
function completionId(request: CompletionRequest, now: number): string {
  const [day, time] = new Date(now).toISOString().replace('Z', '000').split('T');
  const digest = createHash('sha256').update(JSON.stringify(request.messages)).digest();
  return `${day}|${time}-00|127.0.0.1|${digest.readInt32BE(0)}`;
}
