/** Finds the `@` or `/` word that the user is writing. */
export interface Mention {
  /** Where it begins. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
  /** What is looked for: what follows the `@`, as a path of the workspace; with the `/` where the word begins with that. */
  readonly query: string;
}

/** Chinese, Japanese, Korean, Thai, Lao and Khmer put no space before it. No mail address has such a letter there. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\u3000-\\u303f\\u30fb\\u30fc\\uff01-\\uff0f\\uff1a-\\uff1f\\uff3b-\\uff65';
/** What people put right before a name: opening brackets, quotes, and the marks after which some leave out the space. */
const openers = '([{<"\'“”„‘«»:,;';
/** The full-width form is what a Japanese or Chinese keyboard types. */
const at = '@＠';
const word = new RegExp(
  `(?:^|[\\s${openers.replace('[', '\\[')}${unspaced}])[${at}]([^\\s${at}]{0,200})$|^/[^\\s/]*$`,
  'u',
);

/**
 * The `@` word that ends at the cursor: at the beginning, or after a space, an opener or writing without spaces, so that no mail address is one.
 * Or the `/` word that the text begins with.
 */
export function mentionAt(text: string, cursor: number): Mention | undefined {
  const match = word.exec(text.slice(0, cursor));
  if (match === null) return undefined;
  const [found, name] = match;
  return name === undefined
    ? { start: 0, end: cursor, query: found }
    : { start: cursor - name.length - 1, end: cursor, query: pathOf(name) };
}

/** As people write a path: from the root of the workspace, from here, with the slashes of Windows. */
function pathOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
