/** Tells code from prose: a response without a fence is offered as code only where it can't be a sentence to the user. */

/** Signs that a line has in code and that a sentence doesn't have. */
const codeLine =
  /[{};]\s*$|[([,:]\s*$|^\s*[)}\]]+[;,]?\s*$|(?:^|[\w)\]"'`])\s*(?:=|:=|=>|->|\+=|-=)\s*[\w("'`[{-]|\w\([^)]*\)\s*[;:]?\s*$|^\s*(?:#include|@\w+|<\/?[A-Za-z][^>]*>|import |from \S+ import |export |const |let |var |def |class |func |fn |return\b|public |private |package |use |end\s*$)/;
const commentLine = /^\s*(?:\/\/|#|--|;|\/\*|\*|<!--|"""|''')/;
/** A run of words that ends like a sentence, or a question. */
const sentence = /(?:[\p{L}’']+[ ,]+){3,}[\p{L}’']+[.?!:]?["”)]?\s*$/u;

export function looksLikeCode(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const code = lines.filter((line) => !commentLine.test(line));
  if (code.length === 0) return false;
  const like = code.filter((line) => codeLine.test(line));
  const prose = code.filter((line) => !codeLine.test(line) && sentence.test(line));
  return prose.length === 0 && like.length * 2 >= code.length;
}
