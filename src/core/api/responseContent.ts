/** Collects the model's response: text and tool calls, within limits. */
import type { Chunk, ToolCallDelta } from './chunk.ts';
import { createToolCalls } from './toolCalls.ts';
import type { ToolCall } from './types.ts';

export interface ResponseContentOptions {
  /** Maximum size of text and tool calls, in UTF-16 units. */
  readonly limit: number;
  /** The request offered tools. */
  readonly mayCall: boolean;
  readonly onText: (text: string) => void;
  readonly onTooLarge: (what: string) => void;
}

export interface ResponseContent {
  /** Returns true if the chunk added text or a tool call. */
  take(chunk: Chunk): boolean;
  addText(text: string): void;
  /** There is no text except white space, and no call of an offered tool. */
  readonly isEmpty: boolean;
  readonly callCount: number;
  /** The model called a tool although none was offered. */
  readonly calledUnasked: boolean;
  readonly refusal: string;
  /** With `cut`, returns only complete calls. */
  calls(options: { readonly cut: boolean }): readonly ToolCall[];
}

/**
 * A message with at least this length that equals all previous text is a repetition, not a new
 * part. UTF-16 units.
 */
const shortestRepeat = 16;
/**
 * A request offers at most 128 tools. A response with several times as many calls is broken, and
 * each call takes memory.
 */
const maxCalls = 1024;
const longestRefusal = 500;

export function createResponseContent(options: ResponseContentOptions): ResponseContent {
  const { limit, mayCall, onText, onTooLarge } = options;
  const calls = createToolCalls();
  let size = 0;
  let hasText = false;
  /** White space before the first text. Alone it does not count as text. */
  let held = '';
  /** The text received in `message` fields instead of deltas. */
  let messageText = '';
  /** Number of tool call parts received although no tools were offered. */
  let unasked = 0;
  let refusal = '';

  /** Some servers end a stream with the complete message; others send every part as a message. */
  function isRepeat(text: string): boolean {
    if (size === 0) return false;
    return messageText === '' || (text.length >= shortestRepeat && text === messageText);
  }

  function addCall(call: ToolCallDelta): void {
    if (mayCall) {
      size += (call.arguments?.length ?? 0) + (call.name?.length ?? 0) + (call.id?.length ?? 0);
      calls.add(call);
    } else unasked += 1;
    const count = calls.count + unasked;
    if (count > maxCalls) onTooLarge(`it calls more than ${maxCalls} tools`);
  }

  function isTooLarge(): boolean {
    if (size <= limit) return false;
    onTooLarge(`the reply is larger than ${Math.round(limit / 1024 / 1024)} MB`);
    return true;
  }

  function addText(text: string): void {
    size += text.length;
    if (isTooLarge()) return;
    if (hasText) {
      onText(text);
      return;
    }
    held += text;
    if (isBlank(text)) return;
    hasText = true;
    onText(held);
    held = '';
  }

  return {
    take(chunk) {
      const { toolCalls, text, refusal: words } = chunk;
      if (words !== undefined && refusal.length < longestRefusal) refusal += words;
      if (chunk.whole === true && isRepeat(text ?? '')) return false;
      if (toolCalls !== undefined) {
        for (const call of toolCalls) addCall(call);
        if (isTooLarge()) return true;
      }
      if (text === undefined) return toolCalls !== undefined;
      if (chunk.whole === true) messageText += text;
      addText(text);
      return true;
    },
    addText,
    get isEmpty() {
      return !hasText && calls.count === 0;
    },
    get callCount() {
      return calls.count;
    },
    get calledUnasked() {
      return unasked > 0;
    },
    get refusal() {
      return refusal;
    },
    calls: (how) => calls.list(how),
  };
}

/** Zero-width Unicode characters count as blank, like white space. */
function isBlank(text: string): boolean {
  return !/[^\s\u200b-\u200d\u2060\ufeff]/.test(text);
}
