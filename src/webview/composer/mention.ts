/** Finds the `@` word that the user is writing. */
export interface Mention {
  /** Where the `@` stands. */
  readonly start: number;
  readonly query: string;
}

/** The `@` word that ends at the cursor: at the beginning, or after a space or an opening bracket, so that no address is one. */
export function mentionAt(text: string, cursor: number): Mention | undefined {
  const match = /(?:^|[\s([{])@([^\s@]{0,200})$/.exec(text.slice(0, cursor));
  const query = match?.[1];
  return query === undefined ? undefined : { start: cursor - query.length - 1, query };
}
