/**
 * Cuts text at grapheme boundaries (UAX #29), never inside an emoji or a flag: a part of one shows
 * as a different character or as none.
 */

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/**
 * UTF-16 units examined around a cut. A longer grapheme, or a longer run of flags, may still be cut
 * between code points.
 */
const reach = 1_024;
/**
 * Assumed maximum length of a grapheme in UTF-16 units when graphemes are counted. A family emoji
 * has up to 25.
 */
const longestCharacter = 64;

/** Returns the last grapheme boundary at or before `at`. */
export function boundaryBefore(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const from = codePointStart(text, Math.max(0, at - reach));
  const part = text.slice(from, codePointStart(text, Math.min(text.length, at + reach)));
  const start = from + (segmenter.segment(part).containing(at - from)?.index ?? at - from);
  return start === from && from > 0 ? codePointStart(text, at) : start;
}

/** Returns the first grapheme boundary at or after `at`, or the end of the text. */
export function boundaryAfter(text: string, at: number): number {
  const before = boundaryBefore(text, at);
  if (before >= at) return before;
  const part = text.slice(before, codePointStart(text, Math.min(text.length, before + reach)));
  const [character] = segmenter.segment(part);
  return before + (character?.segment.length ?? at - before);
}

/**
 * Returns at most `count` graphemes from the beginning, limited to `count` times the assumed
 * maximum length in UTF-16 units.
 */
export function firstCharacters(text: string, count: number): string {
  let left = count;
  for (const { index } of segmenter.segment(text.slice(0, count * longestCharacter))) {
    if (left-- === 0) return text.slice(0, index);
  }
  return text.slice(0, codePointStart(text, Math.min(text.length, count * longestCharacter)));
}

/** Moves the offset out of a surrogate pair. */
function codePointStart(text: string, at: number): number {
  const isInside = at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff;
  return isInside ? at - 1 : at;
}
