/** Finds the `@` or `/` word that the user is writing. */
export interface Mention {
  /** Where it begins. */
  readonly start: number;
  /** What follows the `@`; with the `/` where it begins with that. */
  readonly query: string;
}

/**
 * The `@` word that ends at the cursor: at the beginning, or after a space or an opening bracket, so that no address is one. Or the `/` word
 * that the text begins with.
 */
export function mentionAt(text: string, cursor: number): Mention | undefined {
  const match = /(?:^|[\s([{])@((?!\/)[^\s@]{0,200})$|^\/[^\s/]*$/.exec(text.slice(0, cursor));
  if (match === null) return undefined;
  const [word, query] = match;
  return query === undefined
    ? { start: 0, query: word }
    : { start: cursor - query.length - 1, query };
}
