/**
 * Recognizes the lines that frame an edit in the formats that models use. They must never be
 * written to a file.
 */

const name = {
  old: 'SEARCH|ORIGINAL|HEAD|OLD|BEFORE|FIND',
  new: 'REPLACE|UPDATED?|NEW|AFTER|MODIFIED',
};

/**
 * `<<<<<<< SEARCH` (Aider, Roo Code) or `------- SEARCH` (Cline), with up to 9 characters, and with
 * a stray `>` at the end.
 */
export const searchStart = new RegExp(`^\\s*(<{4,9}|-{5,9}) ?(?:${name.old})\\b ?:?[>]*\\s*$`, 'i');
export const searchDivider = /^\s*(={4,9})\s*$/;
export const replaceEnd = new RegExp(
  `^\\s*(?:>{4,9}|\\+{5,9}) ?(?:${name.new})\\b ?[>]*\\s*$`,
  'i',
);

export const patchStart = /^\*\*\* Begin Patch\s*$/;
export const patchEnd = /^\*\*\* End Patch\s*$/;
export const patchFile = /^\*\*\* Update File: (.*)$/;
export const hunkHeader = /^@@(?:\s.*)?$|^@@@ /;

/** The kinds of lines that belong to an edit and not to code. */
const kinds: readonly RegExp[] = [
  searchStart,
  replaceEnd,
  /^<{7} \S|^>{7} \S|^\|{7}(?: |$)/,
  /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/,
  /^\*\*\* (?:Begin|End) Patch\s*$/,
  /^\*\*\* (?:Update|Add|Delete) File: /,
  /^\*\*\* End of File\s*$/,
  /^diff --git a\//,
  /^index [0-9a-f]{6,}\.\.[0-9a-f]{6,}/,
  /^(?:---|\+\+\+) (?:[ab]\/|\/dev\/null)/,
  /^\\ No newline at end of file/,
  /^:(?:start|end)_line:/,
  // Dividers are headings in some documents: see `dividers`.
];

const dividers = /^={7}\s*$/;

/** Language ids of documents in which a line of equals signs is a heading or a table. */
const withHeadings =
  /^(?:markdown|mdx|plaintext|restructuredtext|asciidoc|quarto|rmd|latex|tex|diff|patch|git-commit|git-rebase)$/;

/**
 * Whether a text contains an edit marker of a kind that the old text doesn't contain.
 * @param around the old lines and the lines around them
 */
export function addsEditMarker(
  lines: readonly string[],
  around: readonly string[],
  language = '',
): boolean {
  const forbidden = withHeadings.test(language) ? kinds : [...kinds, dividers];
  const known = new Set(around);
  return lines.some((line) => {
    if (known.has(line)) return false;
    const kind = forbidden.find((form) => form.test(line));
    return kind !== undefined && !around.some((old) => kind.test(old));
  });
}
