/** Finds how much of the end of one text is repeated at the start of another. */

/** How much of the end is compared, in UTF-16 units. */
export const overlapLimit = 4000;

/**
 * How much of `body` repeats the end of `first`, in UTF-16 units: 0 if nothing does, or if the
 * repeat may be chance. Undefined while more of `body` could still make it a repeat.
 *
 * @param body starts with a character that isn't white space
 * @param final whether `body` is complete, as far as it matters
 */
export function repeatedStart(first: string, body: string, final: boolean): number | undefined {
  const end = first.slice(-overlapLimit);
  const text = end.trimEnd();
  const blanks = end.slice(text.length);
  if (!final && couldRepeat(text, body)) return undefined;
  for (let length = Math.min(text.length, body.length); length > 0; length--) {
    const at = text.length - length;
    if (!text.startsWith(body.slice(0, length), at) || !isRepeat(text, at, blanks)) continue;
    const after = body.slice(length);
    if (!final && after.trim() === '') return undefined;
    return length + sharedStart(blanks, after);
  }
  return 0;
}

/**
 * Whether `body` so far occurs before the end of `text`, so that it may repeat `text` from there.
 */
function couldRepeat(text: string, body: string): boolean {
  for (let at = text.indexOf(body); at !== -1; at = text.indexOf(body, at + 1)) {
    if (at + body.length < text.length) return true;
  }
  return false;
}

/**
 * Whether a continuation that starts like `text` from `at` on repeats it. Losing text silently is
 * worse than a repeat, so text that may legitimately occur twice, such as closing brackets or rows
 * of numbers, doesn't count as a repeat.
 */
function isRepeat(text: string, at: number, blanks: string): boolean {
  const repeated = text.slice(at);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const startsLine = line.trim() === '';
  if (blanks.includes('\n')) {
    // Whole lines. A line that occurs twice in a row already may occur once more.
    const before = text.slice(0, at).trimEnd();
    return startsLine && words(repeated) >= 8 && !before.endsWith(repeated);
  }
  if (startsLine) return weight(repeated) >= 4 && !isClosing(repeated);
  if (weight(repeated) >= 24) return words(repeated) >= 12;
  // A word, or the end of a sentence, that was started again after the cut.
  const startsWord = !/[\p{L}\p{N}_$]$/u.test(line) && /^[\p{L}\p{N}_$]/u.test(repeated);
  const isWord = /^[\p{L}\p{N}_$]+$/u.test(repeated);
  return startsWord && blanks === '' && words(repeated) >= (isWord ? 4 : 9);
}

/**
 * Whether a text consists of closing brackets and tags. Any number of these may follow each other.
 */
function isClosing(text: string): boolean {
  return /^(?:[\s)\]}>;,]|<\/[\w:.-]+>|end\b)+$/.test(text);
}

/** Scripts in which one character means as much as several letters in others. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function weight(text: string): number {
  let sum = 0;
  for (const character of text) sum += dense.test(character) ? 3 : 1;
  return sum;
}

/** The weight of the letters and digits only. */
function words(text: string): number {
  return weight(text.replace(/[^\p{L}\p{N}]/gu, ''));
}

/** The length of the common prefix. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
