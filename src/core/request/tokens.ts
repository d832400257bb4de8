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
  let place = 0;
  let previous: Kind | undefined;
  for (let index = 0; index < text.length; index++) {
    const kind = kindOf(text.charCodeAt(index));
    if (kind !== previous || place === kind.length) place = 0;
    previous = kind;
    quarters += kind[place] ?? 0;
    place++;
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

/** Quarters of a token that a character costs, by its place in the run of its kind; after the last place comes the first again. */
type Kind = readonly number[];

// A short word is a token; a long one gets another for every five letters.
const word: Kind = [4, 0, 0, 0, 0];
// The tokenizer takes digits one by one.
const digit: Kind = [4];
// One blank belongs to the word after it; indentation is one token for up to eight.
const blank: Kind = [0, 4, 0, 0, 0, 0, 0, 0];
const lineBreak: Kind = [4, 0];
const mark: Kind = [4, 0];
// Cyrillic, Greek, Arabic, accents: about two letters a token.
const letter: Kind = [2];
// Chinese, Japanese, Korean; an emoji is two of these units.
const ideograph: Kind = [4];

/** By code: a long chat is counted whole whenever it is opened. */
const ascii = Array.from({ length: 0x80 }, (_, code): Kind => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) return word;
  if (/\d/.test(character)) return digit;
  if (/[\n\r]/.test(character)) return lineBreak;
  return code <= 0x20 ? blank : mark;
});

function kindOf(code: number): Kind {
  return ascii[code] ?? (code < 0x2e80 ? letter : ideograph);
}

function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
