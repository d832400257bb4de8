/**
 * The demo's tokens: pieces of about four characters, split before a word, a space or a punctuation
 * character.
 */

// A space belongs to the following token, as in most models' tokenizers. The alternatives cover
// every character, so that the joined tokens equal the text.
const token =
  /[^\S\n]?[\p{L}\p{M}\p{N}_]{1,6}|[^\S\n]?[^\s\p{L}\p{M}\p{N}_]{1,3}|\n[^\S\n]*|[^\S\n]+/gu;

/** The tokens of a text. Joined, they equal the text. No token splits a surrogate pair. */
export function tokenize(text: string): readonly string[] {
  return text.match(token) ?? [];
}

export function countTokens(text: string): number {
  return tokenize(text).length;
}
