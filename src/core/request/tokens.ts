/**
 * Estimates a request's size in tokens. Wherever it is displayed it is called an estimate: only the
 * server can count.
 *
 * Google's rule of thumb is four characters of English per token
 * (ai.google.dev/gemini-api/docs/tokens). Code has shorter tokens and other scripts need more, so
 * this counts by kind of character and errs on the high side: what is estimated to fit should fit.
 */
import type { ContentPart, RequestMessage } from '../api/types.ts';

export interface RequestSize {
  /** Estimated tokens of the complete request. */
  readonly tokens: number;
  /** The context window minus the `max_tokens` reserved for the response. */
  readonly limit: number;
  /** Tokens above the limit. 0 if the request fits. */
  readonly over: number;
}

/** Approximate tokens for the role and the separators of each message. */
const messageOverhead = 4;
/**
 * Gemini 2.0: an image of at most 384 by 384 pixels, or one tile of 768 by 768 pixels of a larger
 * image.
 */
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

/** Width and height are in pixels. 0 means unknown, which counts as one tile. */
export function estimateImageTokens(width: number, height: number): number {
  if (width <= smallPicture && height <= smallPicture) return tokensPerTile;
  return Math.ceil(width / tile) * Math.ceil(height / tile) * tokensPerTile;
}

/**
 * `contextWindow` and `maxTokens` are the settings of these names. `imageTokens` is the estimate
 * for all images in the messages.
 */
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

/**
 * Returns undefined if the request fits. Otherwise returns a message that says by how much it
 * doesn't, and that nothing is removed without the user.
 */
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

/**
 * Cost of a character in quarters of a token, by its position in a run of its kind. After the last
 * position the list repeats.
 */
type Kind = readonly number[];

// A short word is one token. A longer one costs another token for every five letters.
const word: Kind = [4, 0, 0, 0, 0];
// The tokenizer makes each digit a token.
const digit: Kind = [4];
// A single space belongs to the following word. Indentation costs one token per eight spaces.
const blank: Kind = [0, 4, 0, 0, 0, 0, 0, 0];
const lineBreak: Kind = [4, 0];
const mark: Kind = [4, 0];
// Cyrillic, Greek, Arabic, accented letters: about two letters per token.
const letter: Kind = [2];
// Chinese, Japanese, Korean. An emoji is two of these units.
const ideograph: Kind = [4];

/** Indexed by character code for speed: opening a long chat counts all its characters. */
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
