/** What the model has said so far: text and tool calls, within limits. */
import type { Chunk, ToolCallDelta } from './chunk.ts';
import { createToolCalls } from './toolCalls.ts';
import type { ToolCall } from './types.ts';

export interface ReplyOptions {
  /** UTF-16 units of text and calls. */
  readonly limit: number;
  /** The request offered tools. */
  readonly mayCall: boolean;
  readonly onText: (text: string) => void;
  readonly onTooLarge: (what: string) => void;
}

export interface Reply {
  /** Returns whether the chunk added text or a call. */
  take(chunk: Chunk): boolean;
  addText(text: string): void;
  /** There is text that is not blank, or a call that was asked for. */
  readonly isEmpty: boolean;
  readonly callCount: number;
  /** It called a tool though none was offered. */
  readonly calledUnasked: boolean;
  readonly refusal: string;
  /** With `cut`, only the calls that are whole. */
  calls(options: { readonly cut: boolean }): readonly ToolCall[];
}

/** A message that says again all that was said before, and is no shorter than this, is no piece. UTF-16 units. */
const shortestRepeat = 16;
/** A request offers at most 128 tools; a response with several times as many calls has lost its way, and each takes memory. */
const maxCalls = 1024;
const longestRefusal = 500;

export function createReply(options: ReplyOptions): Reply {
  const { limit, mayCall, onText, onTooLarge } = options;
  const calls = createToolCalls();
  let size = 0;
  let hasText = false;
  /** White space before the first text: alone it is no text. */
  let held = '';
  /** The text of messages, where they are no deltas. */
  let messageText = '';
  /** Pieces of calls that nobody asked for. */
  let unasked = 0;
  let refusal = '';

  /** Some servers end a stream with the whole message; others send each piece as a message. */
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

/** Besides white space, characters that take no place: Unicode's zero-width ones. */
function isBlank(text: string): boolean {
  return !/[^\s\u200b-\u200d\u2060\ufeff]/.test(text);
}
