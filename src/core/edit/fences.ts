/** Takes the code out of a reply: the fenced blocks, each closed by its own length of fence, and none of the prose around them. */
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
}

/** The same block of a reply while it is still coming, and after. */
export function codeBlocks(
  reply: string,
  options: { readonly expected?: number } = {},
): CodeBlock[] {
  const lines = reply.split(/\r\n|\r|\n/);
  const nested = read(lines, true);
  const plain = read(lines, false);
  const wanted = options.expected ?? 1;
  if (complete(nested) && nested.length === wanted) return nested;
  if (complete(plain) && plain.length === wanted) return plain;
  return complete(nested) || !complete(plain) ? nested : plain;
}

/** The blocks as CommonMark has them, each closed by the first fence that can: so text that follows never changes them. */
export function commonMarkBlocks(text: string): CodeBlock[] {
  return read(text.split(/\r\n|\r|\n/), false);
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

function read(lines: readonly string[], nest: boolean): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = fenceOf(lines[at] ?? '');
    if (fence === undefined) continue;
    const language = languageOf(fence.info);
    const end = closing(lines, at, fence, nest && holdsFences.has(language));
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
    });
    at = end ?? lines.length;
  }
  return blocks;
}

/** The line that closes the fence at `open`. With `nest`, fences inside it that open a block are skipped with theirs. */
function closing(
  lines: readonly string[],
  open: number,
  fence: Fence,
  nest: boolean,
): number | undefined {
  const bare: number[] = [];
  let depth = 0;
  for (let at = open + 1; at < lines.length; at += 1) {
    const inner = fenceOf(lines[at] ?? '');
    if (inner === undefined || inner.character !== fence.character) continue;
    if (inner.length < fence.length || inner.indent > fence.indent + 3) continue;
    if (inner.info !== '') {
      if (nest) depth += 1;
    } else if (depth > 0) {
      depth -= 1;
    } else if (!nest) {
      return at;
    } else {
      bare.push(at);
    }
  }
  if (depth > 0) return undefined;
  // Fences without a language come in pairs inside a document, and the one that is left over closes it.
  return bare.length % 2 === 1 ? bare.at(-1) : bare[0];
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
