/** The shape of lines: their brackets, their indentation, and whether they are whole statements. */
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

/** What a line that is a tag and its content opens: tags without an end of their own count for nothing, as on such a line alone. */
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

/** A line without its strings and the comment at its end, as far as one line shows them. */
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

/** Whether a line begins a block that a later one ends: it leaves a bracket or a tag open, or ends in a word that does. */
export function opensBlock(line: string): boolean {
  return (
    balanceOf([line]).net.some((count) => count > 0) ||
    /[{([:]$|\b(?:then|do|begin|in)$/.test(line.trim()) ||
    /^\s*(?:def|class|module|function|while|until|unless|for|if|case)\b[^{;]*$/.test(line)
  );
}

/** Whether lines are statements of their own: they close what they open, and none is further left than the first. */
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

/** Whether a word such as `end` or `fi` ends a block that none of the lines before it begins. */
function endsOther(line: string, before: readonly string[]): boolean {
  return (
    /^(?:end\b|fi\b|done\b|esac\b|endif\b|endfor\b|endfunction\b)/.test(line.trim()) &&
    !before.some((each) => columnsOf(each) === columnsOf(line) && opensBlock(each))
  );
}

/** Whether lines may be put in between two old ones (undefined: the edge of the text) without coming between what belongs together. */
export function fitsBetween(
  before: string | undefined,
  after: string | undefined,
  lines: readonly string[],
): boolean {
  const first = lines.find((line) => !isBlank(line)) ?? '';
  if (before !== undefined && isContinued(before)) return false;
  if (after === undefined) return true;
  if (columnsOf(first) < columnsOf(after) || isContinuation(after)) return false;
  // The end of a block belongs to it: what is put in before is a part of the block, further in than its end.
  if (isCloser(after) && columnsOf(first) <= columnsOf(after)) return false;
  return true;
}

/** A line that the next one goes on from: it ends in an operator or in a word that wants more. */
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

/** A comment, a decorator or an attribute: it belongs to the line after it. */
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

/** Whether a line says enough to be known again: `}`, `return x;` and `return 3;` are everywhere. */
export function isTelling(line: string): boolean {
  const words = line.match(/\p{L}[\p{L}\p{N}_$]*/gu) ?? [];
  const known = words.filter((word) => word.length >= 2 && !common.test(word));
  return known.length >= 2 || known.some((word) => word.length >= 4);
}
