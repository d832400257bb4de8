/** The one place where our reading of fences is not CommonMark's, for the panel that shows a block and for the host that inserts it. */

/**
 * Whether a line opens a block within one of markdown. Models put such a block around fences as long as its own: by CommonMark the first
 * inner ``` would end the outer block; here, in a block that says it is markdown, a fence with a language opens an inner one.
 * @param rest the line without what indents it
 */
export function opensInnerFence(
  outer: { readonly char: string; readonly length: number; readonly info: string },
  rest: string,
): boolean {
  if (!/^(?:markdown|md|mdx)\b/i.test(outer.info)) return false;
  const match = /^(`{3,}|~{3,})[A-Za-z]/.exec(rest);
  return match?.[1]?.[0] === outer.char && match[1].length >= outer.length;
}
