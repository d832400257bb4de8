/**
 * Reads a code block of a response line by line while it streams. Lines already read never change.
 */
import { shownBlocks, type CodeBlock } from './fences.ts';

export interface StreamingCode {
  /** The complete lines received so far. */
  readonly lines: readonly string[];
  /** Whether the block will receive no more lines. */
  readonly done: boolean;
}

/**
 * The 0-based index of the block that contains the code in `seen`. Undefined if that block is
 * already closed, so that `seen` is complete.
 * @param answer the response so far
 * @param seen the block's content when the user acted on it
 */
export function streamingBlock(answer: string, seen: string): number | undefined {
  const blocks = blocksOf(answer, true);
  const index = blocks.length - 1;
  const last = blocks[index];
  if (last === undefined || last.closed) return undefined;
  if (blocks.some(({ closed, code }) => closed && code === seen)) return undefined;
  return codeWithRest(answer, index).startsWith(seen) ? index : undefined;
}

/** @param coming whether the response is still streaming */
export function readBlock(answer: string, index: number, coming: boolean): StreamingCode {
  const block = blocksOf(answer, coming)[index];
  if (block === undefined) return { lines: [], done: !coming };
  return {
    lines: block.lineCount === 0 ? [] : block.code.split('\n'),
    done: block.closed || !coming,
  };
}

/**
 * The blocks received so far. While the response streams, its incomplete last line is ignored: it
 * may become code, a fence, or the fence of another block.
 */
function blocksOf(answer: string, coming: boolean): readonly CodeBlock[] {
  return coming
    ? shownBlocks(answer.slice(0, answer.lastIndexOf('\n') + 1), true)
    : shownBlocks(answer);
}

function codeWithRest(answer: string, index: number): string {
  return shownBlocks(answer)[index]?.code ?? '';
}
