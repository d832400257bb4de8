/** Limits how much of a long response is formatted. */

/**
 * Characters to format: some ten times the model's longest response, and few enough nodes for a
 * page.
 */
export const formattedLength = 400_000;

/** Characters by which the formatted part may be longer, so that it ends at a line's end. */
const lineLength = 65_536;

/**
 * How many characters of the next text belong to the formatted part, after `taken` characters;
 * undefined if all do. The part ends at the same position whatever chunks the response arrives in.
 */
export function endOfFormatted(taken: number, text: string): number | undefined {
  if (taken + text.length < formattedLength) return undefined;
  const last = formattedLength + lineLength;
  const feed = text.indexOf('\n', Math.max(0, formattedLength - taken));
  if (feed >= 0 && taken + feed < last) return feed + 1;
  return taken + text.length < last ? undefined : last - taken;
}
