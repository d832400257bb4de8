/** Takes the code out of a reply: the fenced blocks, each closed by its own length of fence, and none of the prose around them. */
import { type Fence, fenceOf } from './fenceLine.ts';
import { closingShown, closingsIn, type Closings, firstClosing, lastClosing } from './fenceEnds.ts';

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

export interface ReadOptions {
  /** How many blocks are hoped for, where a reply can be read in two ways. */
  readonly expected?: number;
  /** The document holds fences itself, as Markdown does: then a block without a language may hold some. */
  readonly document?: boolean;
}

/** The blocks of a reply that may still be streaming, in the likeliest reading. */
export function codeBlocks(reply: string, options: ReadOptions = {}): CodeBlock[] {
  const { readings } = readReply(reply, options);
  const wanted = options.expected ?? 1;
  return [...(readings.find((blocks) => blocks.length === wanted) ?? readings[0] ?? [])];
}

/**
 * Every way to read a reply in which each block is closed, or, where there is none, the one way that leaves a block open.
 * More than one means that nobody can tell for certain which fence ends a block.
 */
export function readReply(
  reply: string,
  options: ReadOptions = {},
): { readonly lines: readonly string[]; readonly readings: readonly (readonly CodeBlock[])[] } {
  const lines = reply.split(/\r\n|\r|\n/);
  const read = (closings: Closings): CodeBlock[][] => allReadings(lines, closings);
  const document = options.document ?? false;
  for (const strict of [true, false]) {
    const closed = read(closingsIn(document, strict)).filter(isComplete);
    if (closed.length > 0) return { lines, readings: closed };
  }
  const plain = read(firstClosing)[0] ?? [];
  return { lines, readings: [isComplete(plain) ? plain : (read(lastClosing(document))[0] ?? [])] };
}

/**
 * The blocks as the panel shows them: no text that follows changes one that is closed. See innerFence.ts.
 * @param coming more lines may follow
 */
export function shownBlocks(text: string, coming = false): CodeBlock[] {
  const lines = text.split(/\r\n|\r|\n/);
  let undecided = false;
  const closings = closingShown(coming, () => {
    undecided = true;
  });
  const blocks = allReadings(lines, closings)[0] ?? [];
  return blocks.map((block, index) =>
    undecided && index === blocks.length - 1 ? { ...block, closed: false } : block,
  );
}

/** A run of fence characters that is longer than every such run at the start of a line of `code`, and at least three long. */
export function fenceFor(code: string): string {
  let longest = 2;
  for (const match of code.matchAll(/^[ \t]*(`{3,})/gm)) {
    longest = Math.max(longest, (match[1] ?? '').length);
  }
  return '`'.repeat(longest + 1);
}

/** Beyond this many readings of one reply, further ones change nothing: it is ambiguous. */
const maxReadings = 16;

function allReadings(lines: readonly string[], closings: Closings): CodeBlock[][] {
  const results: CodeBlock[][] = [];
  const read = (from: number, before: readonly CodeBlock[]): void => {
    for (let at = from; at < lines.length; at += 1) {
      const fence = fenceOf(lines[at] ?? '');
      if (fence === undefined) continue;
      for (const end of closings(lines, at, fence)) {
        if (results.length >= maxReadings) return;
        read(
          end === undefined ? lines.length : end + 1,
          before.concat(blockOf(lines, at, end, fence)),
        );
      }
      return;
    }
    results.push([...before]);
  };
  read(0, []);
  return results;
}

function blockOf(
  lines: readonly string[],
  at: number,
  end: number | undefined,
  fence: Fence,
): CodeBlock {
  const inner = lines
    .slice(at + 1, end ?? lines.length)
    .map((line) => withoutIndent(line, fence.indent));
  // A reply that ends in a line break has an empty line after its last: it is no part of an unclosed block.
  if (end === undefined && inner.at(-1) === '') inner.pop();
  return {
    info: fence.info,
    language: fence.language,
    code: inner.join('\n'),
    lineCount: inner.length,
    closed: end !== undefined,
    start: at,
    end: end === undefined ? lines.length : end + 1,
  };
}

/** A block in a list is indented with its fence; code that is further left keeps what it has. */
function withoutIndent(line: string, indent: number): string {
  let from = 0;
  while (from < indent && (line[from] === ' ' || line[from] === '\t')) from += 1;
  return line.slice(from);
}

function isComplete(blocks: readonly CodeBlock[]): boolean {
  return blocks.every((block) => block.closed);
}
