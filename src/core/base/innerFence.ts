/** The one place where our reading of fences is not CommonMark's, for the panel that shows a block and for the host that inserts it. */

interface Outer {
  readonly char: string;
  readonly length: number;
  readonly info: string;
}

/** Whether a block says that it is Markdown, whose text has fences of its own. */
export function holdsFences(info: string): boolean {
  return /^\{?\.?(?:language-)?(?:markdown|md|mdx|mdown|mkd|rmd|rmarkdown|qmd|quarto)\b/i.test(
    info,
  );
}

/**
 * Whether a line opens a block within one of Markdown. Models put such a block around fences as long as its own: by CommonMark the first
 * inner ``` would end the outer block; here, in a block that says it is Markdown, a fence with a language opens an inner one.
 * @param rest the line without what indents it
 */
export function opensInnerFence(outer: Outer, rest: string): boolean {
  if (!holdsFences(outer.info)) return false;
  const match = /^(`{3,}|~{3,})(?:[A-Za-z{]|[ \t]+[A-Za-z][\w+#-]*[ \t]*$)/.exec(rest);
  return match?.[1]?.[0] === outer.char && match[1].length >= outer.length;
}

/**
 * Whether a bare fence within a block of Markdown may open a block there instead of closing the outer one: above it is a blank line,
 * a heading, or a line that announces it. It does open one if a line that is not blank follows at once.
 * @param previous the line above, undefined where the block begins with the fence
 */
export function bareFenceMayOpen(outer: Outer, previous: string | undefined): boolean {
  if (!holdsFences(outer.info) || previous === undefined) return false;
  return previous.trim() === '' || /[:：]\s*$|^\s*#{1,6}\s/.test(previous);
}
