/**
 * Describes the shape of lines: brackets, indentation, and whether they are complete statements.
 */
import { isBlank } from '../base/lines.ts';

/** How many more brackets of each kind a run of lines opens than it closes. */
export interface Balance {
  readonly net: readonly [curly: number, round: number, square: number, tags: number];
  /** Whether the run closes a bracket that it did not open. */
  readonly closesOther: boolean;
}

const kinds = ['{}', '()', '[]'] as const;

export function balanceOf(lines: readonly string[]): Balance {
  const net: [number, number, number, number] = [0, 0, 0, 0];
  let closesOther = false;
  for (const line of lines) {
    net[3] += tagsOf(line);
    if (net[3] < 0) closesOther = true;
    for (const sign of withoutTexts(line)) {
      kinds.forEach((pair, kind) => {
        if (sign === pair[0]) net[kind] = (net[kind] ?? 0) + 1;
        else if (sign === pair[1]) {
          net[kind] = (net[kind] ?? 0) - 1;
          if ((net[kind] ?? 0) < 0) closesOther = true;
        }
      });
    }
  }
  return { net, closesOther };
}

/**
 * How many tags a line leaves open, if it starts with a tag. A line that starts with a void
 * element, such as `<br>`, counts as 0.
 */
function tagsOf(line: string): number {
  const text = line.trim();
  if (!/^<\/?[A-Za-z]/.test(text)) return 0;
  if (/^<(?:br|hr|img|input|link|meta|area|base|col|embed|source|track|wbr|!)\b/i.test(text))
    return 0;
  const opens = text.match(/<[A-Za-z][^<>]*(?<![/=])>/g)?.length ?? 0;
  return opens - (text.match(/<\/[A-Za-z][^<>]*>/g)?.length ?? 0);
}

export function isSameBalance(a: readonly string[], b: readonly string[]): boolean {
  const left = balanceOf(a).net;
  const right = balanceOf(b).net;
  return left.every((count, kind) => count === right[kind]);
}

/**
 * The line without its string literals and a trailing `//` comment, as far as one line shows them.
 */
function withoutTexts(line: string): string {
  return line
    .replace(/\\./g, '')
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '')
    .replace(/(^|\s)\/\/.*$/, '');
}

export function columnsOf(line: string): number {
  return line.length - line.trimStart().length;
}

export function isCloser(line: string): boolean {
  return /^(?:[)\]}]|end\b|fi\b|done\b|esac\b|<\/|\*\/|endif\b|endfor\b|endfunction\b)/.test(
    line.trim(),
  );
}

/**
 * Whether a line opens a block that a later line closes: it leaves a bracket or tag open, or has a
 * keyword that opens a block.
 */
export function opensBlock(line: string): boolean {
  return (
    balanceOf([line]).net.some((count) => count > 0) ||
    /[{([:]$|\b(?:then|do|begin|in)$/.test(line.trim()) ||
    /^\s*(?:def|class|module|function|while|until|unless|for|if|case)\b[^{;]*$/.test(line)
  );
}

/**
 * Whether lines are complete statements: they close what they open, and no line is indented less
 * than the first.
 */
export function isWhole(lines: readonly string[]): boolean {
  const written = lines.filter((line) => !isBlank(line));
  const [first] = written;
  const last = written.at(-1);
  if (first === undefined || last === undefined) return true;
  const balance = balanceOf(written);
  if (balance.closesOther || balance.net.some((count) => count !== 0)) return false;
  if (written.some((line) => columnsOf(line) < columnsOf(first))) return false;
  if (
    isContinued(last) ||
    isContinuation(first) ||
    (isCloser(first) && !first.trim().startsWith('</'))
  )
    return false;
  if (written.some((line, index) => endsOther(line, written.slice(0, index)))) return false;
  const text = written.join('\n');
  return (
    countOf(text, '/*') === countOf(text, '*/') &&
    countOf(text, '"""') % 2 === 0 &&
    countOf(text, "'''") % 2 === 0 &&
    countOf(text, '`') % 2 === 0
  );
}

/**
 * Whether a keyword such as `end` or `fi` closes a block that none of the lines before it opens.
 */
function endsOther(line: string, before: readonly string[]): boolean {
  return (
    /^(?:end\b|fi\b|done\b|esac\b|endif\b|endfor\b|endfunction\b)/.test(line.trim()) &&
    !before.some((each) => columnsOf(each) === columnsOf(line) && opensBlock(each))
  );
}

/**
 * Whether lines can be inserted between two old lines without splitting a statement or a block.
 * `before` and `after` are undefined at the edge of the text.
 */
export function fitsBetween(
  before: string | undefined,
  after: string | undefined,
  lines: readonly string[],
): boolean {
  const first = lines.find((line) => !isBlank(line)) ?? '';
  if (before !== undefined && isContinued(before)) return false;
  if (after === undefined) return true;
  if (columnsOf(first) < columnsOf(after) || isContinuation(after)) return false;
  // Lines inserted before a closing line belong to its block, so they must be indented further.
  if (isCloser(after) && columnsOf(first) <= columnsOf(after)) return false;
  return true;
}

/**
 * Whether a statement continues on the next line: the line ends in an operator or in a keyword such
 * as `return`.
 */
function isContinued(line: string): boolean {
  return /(?:\s(?:[=+*/%&|^<>?-]|&&|\|\||\?\?|=>|[!=]==?)|\\|\b(?:return|extends|implements))$/.test(
    line.trimEnd(),
  );
}

function isContinuation(line: string): boolean {
  const text = line.trim();
  return /^(?:\?|\?\.|\.(?!\.|[\w-]+\s*\{)|&&|\|\||:|=|\+(?!\+)|\*(?!\*)|else\b|elif\b|elsif\b|except\b|catch\b|finally\b|rescue\b|ensure\b)/.test(
    text,
  );
}

/** Whether a line is a comment, a decorator or an attribute, which belongs to the line after it. */
export function isPreface(line: string): boolean {
  return /^(?:\/\/|\/\*|\*|#(?!include|define|if|endif|else)|--\s|;|%|@\w|"""|\[\w+.*\]$|<!--)/.test(
    line.trim(),
  );
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}

const common =
  /^(?:return|break|continue|else|end|endif|null|undefined|none|nil|true|false|this|self|pass|default|begin|then|done|do|try|finally|const|let|var|void|div|span|and|or|not|new|throw|raise|if|for|while|err|error|use|strict)$/i;

/**
 * Whether a line is distinctive enough to be identified. `}`, `return x;` and `return 3;` occur
 * everywhere.
 */
export function isTelling(line: string): boolean {
  const words = line.match(/\p{L}[\p{L}\p{N}_$]*/gu) ?? [];
  const known = words.filter((word) => word.length >= 2 && !common.test(word));
  return known.length >= 2 || known.some((word) => word.length >= 4);
}
