/**
 * Finds characters in code that are invisible and change what the code means or how it is
 * displayed: bidi controls ("Trojan Source", CVE-2021-42574), tag characters and variation
 * selectors (which can carry hidden instructions), zero-width and other invisible characters.
 * Characters that normal writing needs are not reported: Arabic and Hebrew with their marks,
 * joiners in scripts that join, emoji and their sequences.
 */

export type HiddenKind = 'bidi' | 'tag' | 'variation' | 'zeroWidth' | 'control';

export interface HiddenCharacter {
  /** Position and length in UTF-16 units. */
  readonly index: number;
  readonly length: number;
  readonly kind: HiddenKind;
  /** In the form `U+202E`. */
  readonly code: string;
  /** A short name, for example "right-to-left override". */
  readonly name: string;
}

/**
 * All candidates. Most code contains none, so it costs only this test. Includes the spaces that no
 * keyboard or locale's number format produces. U+00A0, U+202F and U+3000 are excluded: French and
 * Japanese use them in strings.
 */
const suspicious =
  /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202e\u205f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u;

const names: Readonly<Record<number, string>> = {
  0xad: 'soft hyphen',
  0x34f: 'combining grapheme joiner',
  0x61c: 'Arabic letter mark',
  0x115f: 'Hangul filler',
  0x1160: 'Hangul filler',
  0x1680: 'Ogham space mark',
  0x180e: 'Mongolian vowel separator',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x205f: 'mathematical space',
  0x2060: 'word joiner',
  0x2061: 'function application',
  0x2062: 'invisible times',
  0x2063: 'invisible separator',
  0x2064: 'invisible plus',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0x2800: 'blank Braille pattern',
  0x3164: 'Hangul filler',
  0xfeff: 'zero-width no-break space',
  0xffa0: 'Hangul filler',
};

/**
 * Returns the hidden characters of a text in order, at most `limit`. If `coming` is true, the text
 * is still streaming: characters that normal writing may need, depending on the text that follows,
 * are left out.
 */
export function findHiddenCharacters(
  all: string,
  limit = 1_000,
  coming = false,
): readonly HiddenCharacter[] {
  if (!suspicious.test(all)) return [];
  const text = coming ? withoutHalf(all) : all;
  const found: HiddenCharacter[] = [];
  let before = '';
  for (let index = 0; index < text.length && found.length < limit;) {
    const char = String.fromCodePoint(text.codePointAt(index) ?? 0);
    if (suspicious.test(char) && !isWanted(text, index, char, before)) {
      if (!coming || !mayBeWanted(text, index, char, before)) found.push(describe(index, char));
    }
    before = char;
    index += char.length;
  }
  return found;
}

/** Removes half of a surrogate pair from the end. */
function withoutHalf(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last < 0xdc00 ? text.slice(0, -1) : text;
}

function describe(index: number, char: string): HiddenCharacter {
  const point = char.codePointAt(0) ?? 0;
  const kind = kindOf(point);
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return { index, length: char.length, kind, code, name: names[point] ?? kindNames[kind] };
}

const kindNames: Readonly<Record<HiddenKind, string>> = {
  bidi: 'bidirectional control',
  tag: 'tag character',
  variation: 'variation selector',
  zeroWidth: 'invisible character',
  control: 'control character',
};

function kindOf(point: number): HiddenKind {
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return 'control';
  if (point === 0x61c || point === 0x200e || point === 0x200f) return 'bidi';
  if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x206f)) return 'bidi';
  if ((point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef)) {
    return 'variation';
  }
  return point >= 0xe0000 && point <= 0xe0fff ? 'tag' : 'zeroWidth';
}

/**
 * Right-to-left letters, and the digits of Arabic and Persian: `(-1234).toLocaleString('ar')`
 * begins with a directional mark.
 */
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u0660-\u0669\u06f0-\u06f9]/u;
/** Scripts without spaces between words, which mark word boundaries with U+200B. */
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/**
 * The virama of Indic scripts, which suppresses a vowel. U+200C after it prevents a ligature, also
 * at the end of a word.
 */
const virama = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u0d3b\u0d3c]/;
const mongolian = /[\p{Script=Mongolian}]/u;
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const pictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u;
/**
 * A complete emoji before a joiner: a pictograph, optionally with a skin tone or a presentation
 * selector.
 */
const emojiEnd = /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?$/u;
/**
 * The flags of England, Scotland and Wales: the black flag followed by their region in tag
 * characters.
 */
const tagFlags =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;
/** The beginning of such a flag at the end of a text. */
const openFlag =
  /\u{1f3f4}\u{e0067}(?:\u{e0062}(?:\u{e0065}(?:\u{e006e}\u{e0067}?)?|\u{e0073}(?:\u{e0063}\u{e0074}?)?|\u{e0077}(?:\u{e006c}\u{e0073}?)?)?)?$/u;
/** Length of a complete flag in UTF-16 units. */
const longestFlag = 14;

/** Returns true if normal writing needs this character at this position. */
function isWanted(text: string, index: number, char: string, before: string): boolean {
  const after = String.fromCodePoint(text.codePointAt(index + char.length) ?? 0x20);
  switch (char) {
    case '\u200b':
      return unspaced.test(before) && unspaced.test(after);
    case '\u200c':
      return virama.test(before) || (joining.test(before) && joining.test(after));
    case '\u180b':
    case '\u180c':
    case '\u180d':
    case '\u180e':
    case '\u180f':
      return mongolian.test(before);
    case '\u200d':
      if (joining.test(before)) return true;
      return emojiEnd.test(text.slice(Math.max(0, index - 6), index)) && pictograph.test(after);
    case '\u200e':
    case '\u200f':
    case '\u061c':
      return rightToLeft.test(nearestLetters(text, index));
    case '\ufe0e':
    case '\ufe0f':
      return /\p{Extended_Pictographic}|[#*0-9](?=\u20e3)/u.test(
        /[#*0-9]/.test(before) ? before + after : before,
      );
    default: {
      const point = char.codePointAt(0) ?? 0;
      return point >= 0xe0020 && point <= 0xe007f && isInFlag(text, index);
    }
  }
}

/** Returns true if text that follows may make this a character that normal writing needs. */
function mayBeWanted(text: string, index: number, char: string, before: string): boolean {
  // A character's context is never longer than this.
  if (text.length - index > longestFlag) return false;
  const after = text.slice(index + char.length);
  switch (char) {
    case '\u200b':
      return after === '' && unspaced.test(before);
    case '\u200c':
      return after === '' && joining.test(before);
    case '\u200d':
      return after === '' && emojiEnd.test(text.slice(Math.max(0, index - 6), index));
    case '\u200e':
    case '\u200f':
    case '\u061c':
      return /^[^\p{L}\u0660-\u0669\u06f0-\u06f9]{0,3}$/u.test(after);
    case '\ufe0f':
      return after === '' && /[#*0-9]/.test(before);
    default:
      return (
        openFlag.test(text.slice(-longestFlag)) && !/[^\u{e0020}-\u{e007e}]/u.test(char + after)
      );
  }
}

/**
 * Returns the letters around a mark, skipping a few other characters: `C++` followed by a mark
 * occurs in Hebrew too.
 */
function nearestLetters(text: string, index: number): string {
  const before = lastLetter.exec(text.slice(Math.max(0, index - 6), index));
  const after = firstLetter.exec(text.slice(index + 1, index + 7));
  return `${before?.[1] ?? ''}${after?.[1] ?? ''}`;
}

const lastLetter = /([\p{L}\u0660-\u0669\u06f0-\u06f9])[^\p{L}\u0660-\u0669\u06f0-\u06f9]{0,3}$/u;
const firstLetter = /^[^\p{L}\u0660-\u0669\u06f0-\u06f9]{0,3}([\p{L}\u0660-\u0669\u06f0-\u06f9])/u;

function isInFlag(text: string, index: number): boolean {
  const from = Math.max(0, index - longestFlag);
  for (const match of text.slice(from, index + longestFlag).matchAll(tagFlags)) {
    const start = from + match.index;
    if (index > start && index < start + match[0].length) return true;
  }
  return false;
}
