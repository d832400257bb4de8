/**
 * How large a request is, in tokens: an estimate, and called so wherever it is shown, since only the server can count.
 *
 * Google's own rule of thumb is four characters of English a token (ai.google.dev/gemini-api/docs/tokens). Code has shorter pieces and
 * other scripts longer ones, so this counts by kinds of characters and leans to the high side: what it says fits should fit.
 */
import type { ContentPart, RequestMessage } from '../api/types.ts';

export interface RequestSize {
  /** Estimated tokens of everything that would be sent. */
  readonly tokens: number;
  /** What the window leaves for the request once the answer has its `max_tokens`. */
  readonly limit: number;
  /** Tokens by which it is too large; 0 where it fits. */
  readonly over: number;
}

/** What the roles and separators around each message cost, about. */
const messageOverhead = 4;
/** Of Gemini 2.0: a picture of at most 384 by 384, and each tile of 768 by 768 of a larger one. */
const tokensPerTile = 258;
const smallPicture = 384;
const tile = 768;

export function estimateTokens(text: string): number {
  let quarters = 0;
  let run = 0;
  let previous = '';
  for (let index = 0; index < text.length; index++) {
    const kind = kindOf(text.charCodeAt(index));
    run = kind === previous ? run + 1 : 1;
    previous = kind;
    quarters += cost(kind, run);
  }
  return Math.ceil(quarters / 4);
}

/** Width and height in pixels; 0 where unknown, which counts as one tile. */
export function estimateImageTokens(width: number, height: number): number {
  if (width <= smallPicture && height <= smallPicture) return tokensPerTile;
  return Math.ceil(width / tile) * Math.ceil(height / tile) * tokensPerTile;
}

/** `contextWindow` and `maxTokens` are the settings of these names. `imageTokens`: what the pictures among the parts cost. */
export function measure(
  messages: readonly RequestMessage[],
  contextWindow: number,
  maxTokens: number,
  imageTokens = 0,
): RequestSize {
  const tokens = messages.reduce(
    (sum, { content }) => sum + messageOverhead + contentTokens(content),
    imageTokens,
  );
  const limit = Math.max(0, contextWindow - maxTokens);
  return { tokens, limit, over: Math.max(0, tokens - limit) };
}

/** Undefined where it fits; else by how much it does not, and that nothing is left out in silence. */
export function tooLargeText({ tokens, limit, over }: RequestSize): string | undefined {
  if (over === 0) return undefined;
  return `This is about ${thousands(tokens)} tokens, ${thousands(over)} more than the ${thousands(limit)} that fit beside the answer. Nothing is cut without you.`;
}

function contentTokens(content: string | readonly ContentPart[]): number {
  if (typeof content === 'string') return estimateTokens(content);
  return content.reduce(
    (sum, part) => sum + (part.type === 'text' ? estimateTokens(part.text) : 0),
    0,
  );
}

type Kind = 'word' | 'digit' | 'blank' | 'break' | 'mark' | 'letter' | 'ideograph';

function kindOf(code: number): Kind {
  if (code >= 0x80) return code < 0x2e80 ? 'letter' : 'ideograph';
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return 'word';
  if (code >= 0x30 && code <= 0x39) return 'digit';
  if (code === 0x0a || code === 0x0d) return 'break';
  return code <= 0x20 ? 'blank' : 'mark';
}

/** Quarters of a token, by the kind of the character and its place in the run of its kind, from 1. */
function cost(kind: Kind, place: number): number {
  switch (kind) {
    // A short word is a token; a long one gets another for every five letters.
    case 'word':
      return place % 5 === 1 ? 4 : 0;
    // The tokenizer takes digits one by one.
    case 'digit':
      return 4;
    // One blank belongs to the word after it; indentation is one token for up to eight.
    case 'blank':
      return place === 1 ? 0 : place % 8 === 2 ? 4 : 0;
    case 'break':
      return place % 2 === 1 ? 4 : 0;
    case 'mark':
      return place % 2 === 1 ? 4 : 0;
    // Cyrillic, Greek, Arabic, accents: about two letters a token.
    case 'letter':
      return 2;
    // Chinese, Japanese, Korean; an emoji is two of these units.
    case 'ideograph':
      return 4;
  }
}

function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
