/** Finds the `@` or `/` word at the cursor. */
export interface Mention {
  /** Offset of its first character. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
  /**
   * The text after `@`, as a path in the workspace; or the whole word, including `/`, for a prompt.
   */
  readonly query: string;
}

/**
 * Scripts that put no space before `@`: Chinese, Japanese, Korean, Thai, Lao and Khmer. No email
 * address has such a character there.
 */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\u3000-\\u303f\\u30fb\\u30fc\\uff01-\\uff0f\\uff1a-\\uff1f\\uff3b-\\uff65';
/**
 * Characters that people type directly before a name: opening brackets, quotation marks, and
 * punctuation that some use without a space.
 */
const openers = '([{<"\'“”„‘«»:,;';
/** Japanese and Chinese keyboards type the full-width form. */
const at = '@＠';
const word = new RegExp(
  `(?:^|[\\s${openers.replace('[', '\\[')}${unspaced}])[${at}]([^\\s${at}]{0,200})$|^/[^\\s/]*$`,
  'u',
);

/**
 * The `@` word that ends at the cursor. It must be at the start of the text, or follow whitespace,
 * an opening character or a script without word spaces, so that email addresses don't match.
 * Or the `/` word at the start of the text.
 */
export function mentionAt(text: string, cursor: number): Mention | undefined {
  const match = word.exec(text.slice(0, cursor));
  if (match === null) return undefined;
  const [found, name] = match;
  return name === undefined
    ? { start: 0, end: cursor, query: found }
    : { start: cursor - name.length - 1, end: cursor, query: pathOf(name) };
}

/** People write a path from the workspace root, with a leading `./`, or with Windows separators. */
function pathOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
