/** Takes the code out of a reply: the fenced blocks, each closed by its own length of fence, and none of the prose around them. */
import { opensInnerFence } from '../text/innerFence.ts';
import { trimSpace } from '../text/trim.ts';

export interface CodeBlock {
  /** The rest of the opening fence's line, trimmed: a language, perhaps a file name. */
  readonly info: string;
  /** The first word of `info` in lower case, or ''. */
  readonly language: string;
  /** The lines between the fences, joined by LF, without the opening fence's own indentation and without a final line break. */
  readonly code: string;
  /** How many lines `code` has: it tells an empty block (0) from one with a single empty line (1). */
  readonly lineCount: number;
  /** False where the reply ended before the closing fence: then the block may be cut short. */
  readonly closed: boolean;
  /** The reply's lines that it takes with its fences: from the opening fence's, 0-based, to the one after the closing fence's. */
  readonly start: number;
  readonly end: number;
}

/** The same block of a reply while it is still coming, and after. */
export function codeBlocks(
  reply: string,
  options: { readonly expected?: number } = {},
): CodeBlock[] {
  const lines = reply.split(/\r\n|\r|\n/);
  const nested = read(lines, closingInDocument);
  const plain = read(lines, closingFirst);
  const wanted = options.expected ?? 1;
  if (complete(nested) && nested.length === wanted) return nested;
  if (complete(plain) && plain.length === wanted) return plain;
  return complete(nested) || !complete(plain) ? nested : plain;
}

/** The blocks as the panel shows them, each closed by the first fence that can: so text that follows never changes them. See innerFence.ts. */
export function shownBlocks(text: string): CodeBlock[] {
  return read(text.split(/\r\n|\r|\n/), closingShown);
}

/** A run of fence characters that is longer than every such run at the start of a line of `code`, and at least three long. */
export function fenceFor(code: string): string {
  let longest = 2;
  for (const match of code.matchAll(/^[ \t]*(`{3,})/gm)) {
    longest = Math.max(longest, (match[1] ?? '').length);
  }
  return '`'.repeat(longest + 1);
}

interface Fence {
  readonly character: string;
  readonly length: number;
  readonly indent: number;
  readonly info: string;
}

/** A block whose language holds fences of its own, so that a fence with a language inside it opens one more level. */
const holdsFences = new Set([
  '',
  'markdown',
  'md',
  'mdx',
  'mdown',
  'rmd',
  'qmd',
  'text',
  'txt',
  'plaintext',
]);

/** The line that closes the fence on the line at `open`. */
type Closing = (lines: readonly string[], open: number, fence: Fence) => number | undefined;

function read(lines: readonly string[], closing: Closing): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = fenceOf(lines[at] ?? '');
    if (fence === undefined) continue;
    const language = languageOf(fence.info);
    const end = closing(lines, at, fence);
    const inner = lines
      .slice(at + 1, end ?? lines.length)
      .map((line) => withoutIndent(line, fence.indent));
    // A reply that ends in a line break has an empty line after its last: it is no part of an unclosed block.
    if (end === undefined && inner.at(-1) === '') inner.pop();
    blocks.push({
      info: fence.info,
      language,
      code: inner.join('\n'),
      lineCount: inner.length,
      closed: end !== undefined,
      start: at,
      end: end === undefined ? lines.length : end + 1,
    });
    at = end ?? lines.length;
  }
  return blocks;
}

/** The first line that can, but for those that close a fence that `opensInner` tells of. */
function firstClosing(opensInner: (outer: Fence, rest: string) => boolean): Closing {
  return (lines, open, fence) => {
    let depth = 0;
    for (let at = open + 1; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      const inner = innerFence(line, fence);
      if (inner === undefined) continue;
      if (opensInner(fence, line.slice(inner.indent))) depth += 1;
      else if (inner.info === '' && depth-- === 0) return at;
    }
    return undefined;
  };
}

const closingFirst = firstClosing(() => false);
const closingShown = firstClosing((outer, rest) =>
  opensInnerFence({ ...outer, char: outer.character }, rest),
);

/** In a block that holds fences of its own, those that open a block are skipped with theirs. */
function closingInDocument(
  lines: readonly string[],
  open: number,
  fence: Fence,
): number | undefined {
  if (!holdsFences.has(languageOf(fence.info))) return closingFirst(lines, open, fence);
  const bare: number[] = [];
  let depth = 0;
  for (let at = open + 1; at < lines.length; at += 1) {
    const inner = innerFence(lines[at] ?? '', fence);
    if (inner === undefined) continue;
    if (inner.info !== '') depth += 1;
    else if (depth > 0) depth -= 1;
    else bare.push(at);
  }
  if (depth > 0) return undefined;
  // Fences without a language come in pairs inside a document, and the one that is left over closes it.
  return bare.length % 2 === 1 ? bare.at(-1) : bare[0];
}

/** The fence on a line, where it is one that may close the outer one or open another in it. */
function innerFence(line: string, outer: Fence): Fence | undefined {
  const inner = fenceOf(line);
  if (inner?.character !== outer.character || inner.length < outer.length) return undefined;
  return inner.indent > outer.indent + 3 ? undefined : inner;
}

function fenceOf(line: string): Fence | undefined {
  const match = /^([ \t]*)(`{3,}|~{3,})/.exec(line);
  if (match === null) return undefined;
  const [marker, indent = '', run = ''] = match;
  const info = trimSpace(line.slice(marker.length));
  // A line such as ```x``` is code within a line, not a fence.
  if (run.startsWith('`') && info.includes('`')) return undefined;
  return { character: run.charAt(0), length: run.length, indent: indent.length, info };
}

function languageOf(info: string): string {
  return (/^[^\s:{]+/.exec(info)?.[0] ?? '').toLowerCase();
}

/** A block in a list is indented with its fence; code that stands further left keeps what it has. */
function withoutIndent(line: string, indent: number): string {
  let from = 0;
  while (from < indent && (line[from] === ' ' || line[from] === '\t')) from += 1;
  return line.slice(from);
}

function complete(blocks: readonly CodeBlock[]): boolean {
  return blocks.every((block) => block.closed);
}
