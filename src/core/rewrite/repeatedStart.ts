/** Finds what the beginning of a text repeats of the end of another. */

/** How much of the end is looked at, in UTF-16 units. */
export const overlapLimit = 4000;

/**
 * How much of `body` repeats the end of `first`, in UTF-16 units: 0 where nothing does, or where that may be chance.
 * Undefined while more of `body` could still make it a repeat.
 *
 * @param body begins with a character that is not a blank
 * @param final whether all of `body` that counts is there
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

/** Whether what is there of `body` is found before the end, which may be repeated from there. */
function couldRepeat(text: string, body: string): boolean {
  for (let at = text.indexOf(body); at !== -1; at = text.indexOf(body, at + 1)) {
    if (at + body.length < text.length) return true;
  }
  return false;
}

/**
 * Whether a text that begins again with `text` from `at` on repeats it. Silent loss is worse than a repeat: what may stand
 * there twice, such as closing brackets or lines of a list of numbers, is no repeat.
 */
function isRepeat(text: string, at: number, blanks: string): boolean {
  const repeated = text.slice(at);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const startsLine = line.trim() === '';
  if (blanks.includes('\n')) {
    // Whole lines. One that stands there twice already may do so once more.
    const before = text.slice(0, at).trimEnd();
    return startsLine && words(repeated) >= 8 && !before.endsWith(repeated);
  }
  if (startsLine) return weight(repeated) >= 4 && !isClosing(repeated);
  if (weight(repeated) >= 24) return words(repeated) >= 12;
  // A word, or the end of a sentence, that was begun again after the cut.
  const startsWord = !/[\p{L}\p{N}_$]$/u.test(line) && /^[\p{L}\p{N}_$]/u.test(repeated);
  const isWord = /^[\p{L}\p{N}_$]+$/u.test(repeated);
  return startsWord && blanks === '' && words(repeated) >= (isWord ? 4 : 9);
}

/** Brackets and tags that close something: any number of them may follow each other. */
function isClosing(text: string): boolean {
  return /^(?:[\s)\]}>;,]|<\/[\w:.-]+>|end\b)+$/.test(text);
}

/** Scripts in which a character says as much as some letters do in others. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function weight(text: string): number {
  let sum = 0;
  for (const character of text) sum += dense.test(character) ? 3 : 1;
  return sum;
}

/** The weight of letters and digits alone. */
function words(text: string): number {
  return weight(text.replace(/[^\p{L}\p{N}]/gu, ''));
}

/** How many characters both texts begin with. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
