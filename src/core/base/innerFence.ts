/**
 * The only difference between CommonMark's code fences and ours. Shared by the panel, which
 * displays a block, and the host, which inserts it.
 */

interface Outer {
  readonly char: string;
  readonly length: number;
  readonly info: string;
}

/** Returns true if the block's language is Markdown, whose text can contain fences itself. */
export function holdsFences(info: string): boolean {
  return /^\{?\.?(?:language-)?(?:markdown|md|mdx|mdown|mkd|rmd|rmarkdown|qmd|quarto)\b/i.test(
    info,
  );
}

/**
 * Returns true if a line opens a block inside a Markdown block. Models often use the same fence
 * length for both: in CommonMark the first inner ``` would close the outer block. Here, inside a
 * Markdown block, a fence with a language opens an inner block.
 *
 * @param rest The line without its indentation.
 */
export function opensInnerFence(outer: Outer, rest: string): boolean {
  if (!holdsFences(outer.info)) return false;
  const match = /^(`{3,}|~{3,})(?:[A-Za-z{]|[ \t]+[A-Za-z][\w+#-]*[ \t]*$)/.exec(rest);
  return match?.[1]?.[0] === outer.char && match[1].length >= outer.length;
}

/**
 * Returns true if a fence without a language inside a Markdown block may open an inner block
 * instead of closing the outer one: the line above is blank, is a heading, or ends in a colon. It
 * does open one if the next line is not blank.
 *
 * @param previous The line above. Undefined if the fence is the block's first line.
 */
export function bareFenceMayOpen(outer: Outer, previous: string | undefined): boolean {
  if (!holdsFences(outer.info) || previous === undefined) return false;
  return previous.trim() === '' || /[:：]\s*$|^\s*#{1,6}\s/.test(previous);
}
