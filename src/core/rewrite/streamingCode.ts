/** A code block of an answer that is still coming, line by line: what has been read of it never changes again. */
import { shownBlocks, type CodeBlock } from './fences.ts';

export interface StreamingCode {
  /** The lines that have come whole. */
  readonly lines: readonly string[];
  /** Nothing more will come of this block. */
  readonly done: boolean;
}

/**
 * Which block of the answer, counted from 0, holds the code that was seen; undefined where that block has ended, so that the code is all.
 * @param answer what came so far
 * @param seen what the block held a moment ago
 */
export function streamingBlock(answer: string, seen: string): number | undefined {
  const blocks = blocksOf(answer, true);
  const index = blocks.length - 1;
  const last = blocks[index];
  if (last === undefined || last.closed) return undefined;
  if (blocks.some(({ closed, code }) => closed && code === seen)) return undefined;
  return codeWithRest(answer, index).startsWith(seen) ? index : undefined;
}

/** @param coming whether more of the answer may come */
export function readBlock(answer: string, index: number, coming: boolean): StreamingCode {
  const block = blocksOf(answer, coming)[index];
  if (block === undefined) return { lines: [], done: !coming };
  return {
    lines: block.lineCount === 0 ? [] : block.code.split('\n'),
    done: block.closed || !coming,
  };
}

/** A line that is not whole may still become anything: code, a fence, or the fence of another block. */
function blocksOf(answer: string, coming: boolean): readonly CodeBlock[] {
  return coming
    ? shownBlocks(answer.slice(0, answer.lastIndexOf('\n') + 1), true)
    : shownBlocks(answer);
}

function codeWithRest(answer: string, index: number): string {
  return shownBlocks(answer)[index]?.code ?? '';
}
