/** Cuts text between user-perceived characters (UAX #29), never inside one: half an emoji or a flag says something else, or nothing. */

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** UTF-16 units looked at around a cut: a longer character, or a longer run of flags, may still be cut between code points. */
const reach = 1_024;
/** UTF-16 units that a character has at most where characters are counted: an emoji of a family has up to 25. */
const longestCharacter = 64;

/** The last place at or before `at` where a character begins. */
export function boundaryBefore(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const from = codePointStart(text, Math.max(0, at - reach));
  const part = text.slice(from, codePointStart(text, Math.min(text.length, at + reach)));
  const start = from + (segmenter.segment(part).containing(at - from)?.index ?? at - from);
  return start === from && from > 0 ? codePointStart(text, at) : start;
}

/** The first place at or after `at` where a character begins or the text ends. */
export function boundaryAfter(text: string, at: number): number {
  const before = boundaryBefore(text, at);
  if (before >= at) return before;
  const part = text.slice(before, codePointStart(text, Math.min(text.length, before + reach)));
  const [character] = segmenter.segment(part);
  return before + (character?.segment.length ?? at - before);
}

/** At most that many characters from the beginning, and as many UTF-16 units as they can have at most. */
export function firstCharacters(text: string, count: number): string {
  let left = count;
  for (const { index } of segmenter.segment(text.slice(0, count * longestCharacter))) {
    if (left-- === 0) return text.slice(0, index);
  }
  return text.slice(0, codePointStart(text, Math.min(text.length, count * longestCharacter)));
}

/** Not between the halves of a surrogate pair. */
function codePointStart(text: string, at: number): number {
  const isInside = at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff;
  return isInside ? at - 1 : at;
}
