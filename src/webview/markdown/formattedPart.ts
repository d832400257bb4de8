/** Where an answer is too long to be formatted to its end. */

/** Characters that are formatted: some ten times the longest answer of the model, and no more nodes than a page can hold. */
export const formattedLength = 400_000;

/** How much longer the part may be so that it ends with a line, in characters. */
const lineLength = 65_536;

/**
 * How many characters of the text that comes next belong to the part that is formatted, `taken` of which have come; undefined while all
 * do. The part ends in the same place whatever pieces the answer comes in.
 */
export function endOfFormatted(taken: number, text: string): number | undefined {
  if (taken + text.length < formattedLength) return undefined;
  const last = formattedLength + lineLength;
  const feed = text.indexOf('\n', Math.max(0, formattedLength - taken));
  if (feed >= 0 && taken + feed < last) return feed + 1;
  return taken + text.length < last ? undefined : last - taken;
}
