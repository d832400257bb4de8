/** Tokens of the demonstration: pieces of about four characters, cut where a word, a space or a sign begins. */

// Spaces go with what follows them, as in most models' tokenizers. The alternatives cover every character, so that the pieces
// joined are the text again.
const token =
  /[^\S\n]?[\p{L}\p{M}\p{N}_]{1,6}|[^\S\n]?[^\s\p{L}\p{M}\p{N}_]{1,3}|\n[^\S\n]*|[^\S\n]+/gu;

/** The tokens of a text; joined, they are the text. No token cuts a surrogate pair. */
export function tokenize(text: string): readonly string[] {
  return text.match(token) ?? [];
}

export function countTokens(text: string): number {
  return tokenize(text).length;
}
