/**
 * Determines which line closes a fenced block. Models nest fences in Markdown blocks without making
 * the outer fence longer.
 */
import { bareFenceMayOpen, holdsFences, opensInnerFence } from '../base/innerFence.ts';
import { type Fence, fenceWithin } from './fenceLine.ts';

/**
 * Returns the lines that may close the fence on line `open`, most likely first; `undefined` for a
 * block that stays open.
 */
export type Closings = (
  lines: readonly string[],
  open: number,
  fence: Fence,
) => readonly (number | undefined)[];

/** CommonMark's rule: the first bare fence that is long enough. */
export const firstClosing: Closings = (lines, open, fence) => {
  for (let at = open + 1; at < lines.length; at += 1) {
    if (fenceWithin(lines[at] ?? '', fence)?.info === '') return [at];
  }
  return [undefined];
};

/**
 * For a block that may contain fences, every line that can close it. For other blocks, only the
 * first.
 * @param strict whether the lines around a bare fence decide, where they can, if it opens or closes
 */
export function closingsIn(document: boolean, strict: boolean): Closings {
  return (lines, open, fence) => {
    if (!mayHoldFences(fence, document)) return firstClosing(lines, open, fence);
    const ends: number[] = [];
    /** The possible numbers of open inner fences at this line, one for each reading. */
    let depths = new Set([0]);
    for (let at = open + 1; at < lines.length && depths.size > 0; at += 1) {
      const inner = fenceWithin(lines[at] ?? '', fence);
      if (inner === undefined) continue;
      const turn = strict ? turnOf(lines, at, open) : 'either';
      const next = new Set<number>();
      for (const depth of depths) {
        if (inner.info !== '') next.add(depth + 1);
        else if (depth > 0) next.add(depth - 1);
        else {
          if (turn !== 'opens') ends.push(at);
          if (turn !== 'closes') next.add(1);
        }
      }
      depths = next;
    }
    return ends.length === 0 ? [undefined] : ends;
  };
}

/** For a streaming response: a block that may contain fences extends as far as possible. */
export function lastClosing(document: boolean): Closings {
  return (lines, open, fence) => {
    if (!mayHoldFences(fence, document)) return firstClosing(lines, open, fence);
    return [closingsIn(document, true)(lines, open, fence).at(-1)];
  };
}

/**
 * The panel's rule, which looks one line ahead and never revises a decision: see innerFence.ts.
 * @param onUndecided called if the fence that ends the block is the last line so far, and may turn
 *   out to open a block inside it
 */
export function closingShown(coming: boolean, onUndecided: () => void): Closings {
  return (lines, open, fence) => {
    let depth = 0;
    for (let at = open + 1; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      const inner = fenceWithin(line, fence);
      if (inner === undefined) continue;
      const outer = { ...fence, char: fence.character };
      if (opensInnerFence(outer, line.slice(inner.indent))) depth += 1;
      else if (inner.info !== '') continue;
      else if (depth > 0) depth -= 1;
      else {
        const previous = at === open + 1 ? undefined : lines[at - 1];
        if (!bareFenceMayOpen(outer, previous)) return [at];
        // The text after the last line break isn't a line yet.
        if (coming && at + 2 >= lines.length) {
          onUndecided();
          return [at];
        }
        const next = lines[at + 1] ?? '';
        // A line that is indented less than the fence is outside the list that contains the block.
        const within = /^[ \t]*/.exec(next)?.[0].length ?? 0;
        if (next.trim() === '' || within < fence.indent) return [at];
        depth += 1;
      }
    }
    return [undefined];
  };
}

/**
 * Whether a block can contain fences as long as its own: a Markdown block, or a plain-text block
 * for a document that contains fences.
 */
export function mayHoldFences(fence: Fence, document: boolean): boolean {
  if (holdsFences(fence.info)) return true;
  return (
    document && /^(?:|text|txt|plaintext|plain|rst|restructuredtext|asciidoc)$/.test(fence.language)
  );
}

/**
 * Whether the lines around a bare fence make it an opening or a closing one: code directly follows
 * an opening fence, and directly precedes a closing one.
 */
function turnOf(lines: readonly string[], at: number, open: number): 'opens' | 'closes' | 'either' {
  const blank = (line: string | undefined): boolean => line === undefined || line.trim() === '';
  const above = blank(lines[at - 1]);
  const below = blank(lines[at + 1]);
  if (below) return above && at - 1 > open ? 'either' : 'closes';
  return above || /[:：]\s*$/.test(lines[at - 1] ?? '') ? 'opens' : 'either';
}
