/**
 * Whether a run of `*`, `_` or `~` may open or close emphasis: CommonMark 0.31 section 6.2, except
 * for scripts without word spaces. In those, CommonMark's punctuation rules would leave most of a
 * model's marks as text (`**注意：**请`), so their characters count as letters and may be next to any
 * mark:
 * https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
 */

export interface Flanks {
  readonly open: boolean;
  readonly close: boolean;
}

const space = /\s/;
const punctuation = /[\p{P}\p{S}]/u;
const wideMark =
  /[\u3000-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee]/;
const unspaced =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}\p{Script_Extensions=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const selector = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;

/** @param max End of the text to consider. */
export function flanks(text: string, start: number, length: number, max = text.length): Flanks {
  const before = characterBefore(text, start);
  const after = start + length < max ? characterAt(text, start + length) : ' ';
  const left = flanksOne(after, before);
  const right = flanksOne(before, after);
  if (text[start] !== '_') return { open: left, close: right };
  // Within a word, `_` is a letter.
  return {
    open: left && (!right || punctuation.test(before)),
    close: right && (!left || punctuation.test(after)),
  };
}

/** Whether a run can enclose the text on one side: `inside` is the neighbour on that side. */
function flanksOne(inside: string, outside: string): boolean {
  if (space.test(inside)) return false;
  if (!punctuation.test(inside) || wideMark.test(inside)) return true;
  return space.test(outside) || punctuation.test(outside) || isUnspaced(outside);
}

function isUnspaced(char: string): boolean {
  return unspaced.test(char) || wideMark.test(char);
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0x20);
}

/** A variation selector belongs to the character before it. */
function characterBefore(text: string, at: number): string {
  if (at <= 0) return ' ';
  const half = text.charCodeAt(at - 1);
  const from = half >= 0xdc00 && half <= 0xdfff && at > 1 ? at - 2 : at - 1;
  const char = characterAt(text, from);
  return selector.test(char) && from > 0 ? characterBefore(text, from) : char;
}
