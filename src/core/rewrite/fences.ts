/** Extracts the fenced code blocks of a response, without the prose around them. */
import { type Fence, fenceOf } from './fenceLine.ts';
import { closingShown, closingsIn, type Closings, firstClosing, lastClosing } from './fenceEnds.ts';

export interface CodeBlock {
  /** The rest of the opening fence's line, trimmed: a language, possibly a file name. */
  readonly info: string;
  /** The first word of `info` in lower case, or ''. */
  readonly language: string;
  /**
   * The lines between the fences, joined by LF, without the opening fence's indentation and without
   * a final line break.
   */
  readonly code: string;
  /** How many lines `code` has. Distinguishes an empty block (0) from a single empty line (1). */
  readonly lineCount: number;
  /** False if the response ended before the closing fence. The block may then be incomplete. */
  readonly closed: boolean;
  /**
   * The response's lines that the block occupies, including its fences: 0-based, `end` exclusive.
   */
  readonly start: number;
  readonly end: number;
}

export interface ReadOptions {
  /** The expected number of blocks, which decides between several readings of a response. */
  readonly expected?: number;
  /**
   * Whether the document itself contains fences, as Markdown does. A block without a language may
   * then contain some too.
   */
  readonly document?: boolean;
}

/** The blocks of a response that may still be streaming, in the most likely reading. */
export function codeBlocks(reply: string, options: ReadOptions = {}): CodeBlock[] {
  const { readings } = readReply(reply, options);
  const wanted = options.expected ?? 1;
  return [...(readings.find((blocks) => blocks.length === wanted) ?? readings[0] ?? [])];
}

/**
 * All readings of a response in which every block is closed. If there are none, the one reading
 * that leaves a block open. With more than one reading, it is uncertain which fence ends a block.
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
 * The blocks as the panel displays them: text that follows never changes a closed block. See
 * innerFence.ts.
 * @param coming whether more lines may follow
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

/**
 * A fence of backticks that is longer than every run of them at the start of a line of `code`, and
 * at least three long.
 */
export function fenceFor(code: string): string {
  let longest = 2;
  for (const match of code.matchAll(/^[ \t]*(`{3,})/gm)) {
    longest = Math.max(longest, (match[1] ?? '').length);
  }
  return '`'.repeat(longest + 1);
}

/**
 * Maximum number of readings of one response. A response with this many is ambiguous in any case.
 */
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
  // A final line break produces an empty last line, which isn't part of an unclosed block.
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

/**
 * Removes the fence's indentation from a line, for a block in a list. A line that is indented less
 * loses only what it has.
 */
function withoutIndent(line: string, indent: number): string {
  let from = 0;
  while (from < indent && (line[from] === ' ' || line[from] === '\t')) from += 1;
  return line.slice(from);
}

function isComplete(blocks: readonly CodeBlock[]): boolean {
  return blocks.every((block) => block.closed);
}
