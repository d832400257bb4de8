/** Measures how similar two lines or texts are, from 0 to 1. */

/**
 * The weight of a word. A word is more significant than a punctuation character, which has weight
 * 1.
 */
const wordWeight = 4;

/**
 * The share of common words and punctuation characters (Dice's coefficient over multisets, with
 * weighted words). White space is ignored.
 */
export function similarity(a: string, b: string): number {
  const left = tokens(a);
  const right = tokens(b);
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const counts = new Map<string, number>();
  for (const token of left) counts.set(token, (counts.get(token) ?? 0) + 1);
  let common = 0;
  for (const token of right) {
    const count = counts.get(token) ?? 0;
    if (count === 0) continue;
    counts.set(token, count - 1);
    common += weight(token);
  }
  return (2 * common) / (total(left) + total(right));
}

function tokens(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? [];
}

function weight(token: string): number {
  return /[\p{L}\p{N}_$]/u.test(token) ? wordWeight : 1;
}

function total(all: readonly string[]): number {
  return all.reduce((sum, token) => sum + weight(token), 0);
}
