/** Which line closes a fenced block: models put fences into blocks of Markdown that are no longer than the block's own. */
import { bareFenceMayOpen, holdsFences, opensInnerFence } from '../base/innerFence.ts';
import { type Fence, fenceWithin } from './fenceLine.ts';

/** The lines that may close the fence on the line at `open`, the likeliest first; `undefined` for a block that stays open. */
export type Closings = (
  lines: readonly string[],
  open: number,
  fence: Fence,
) => readonly (number | undefined)[];

/** CommonMark's own rule: the first bare fence that is long enough. */
export const firstClosing: Closings = (lines, open, fence) => {
  for (let at = open + 1; at < lines.length; at += 1) {
    if (fenceWithin(lines[at] ?? '', fence)?.info === '') return [at];
  }
  return [undefined];
};

/**
 * Every line that can close a block which may hold fences; the first one for all others.
 * @param strict where a bare fence reads as an opening or a closing one by the lines around it, it is nothing else
 */
export function closingsIn(document: boolean, strict: boolean): Closings {
  return (lines, open, fence) => {
    if (!mayHoldFences(fence, document)) return firstClosing(lines, open, fence);
    const ends: number[] = [];
    /** How many fences within the block may be open here: it can be read in several ways. */
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

/** While a reply streams: a block that may hold fences goes on as long as it can. */
export function lastClosing(document: boolean): Closings {
  return (lines, open, fence) => {
    if (!mayHoldFences(fence, document)) return firstClosing(lines, open, fence);
    return [closingsIn(document, true)(lines, open, fence).at(-1)];
  };
}

/**
 * The panel's rule, which looks at one line more and never back: see innerFence.ts.
 * @param onUndecided the fence that ends the block is the last line so far, and may turn out to open a block within it
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
        // The text after the last line break is no line yet.
        if (coming && at + 2 >= lines.length) {
          onUndecided();
          return [at];
        }
        const next = lines[at + 1] ?? '';
        // A line further left has left the list that the block is in.
        const within = /^[ \t]*/.exec(next)?.[0].length ?? 0;
        if (next.trim() === '' || within < fence.indent) return [at];
        depth += 1;
      }
    }
    return [undefined];
  };
}

/** Whether a block can have fences of its length in it: one of Markdown, or one without a language for a document that has fences. */
export function mayHoldFences(fence: Fence, document: boolean): boolean {
  if (holdsFences(fence.info)) return true;
  return (
    document && /^(?:|text|txt|plaintext|plain|rst|restructuredtext|asciidoc)$/.test(fence.language)
  );
}

/** What the lines around a bare fence say: code follows an opening one at once, and a closing one ends a paragraph of code. */
function turnOf(lines: readonly string[], at: number, open: number): 'opens' | 'closes' | 'either' {
  const blank = (line: string | undefined): boolean => line === undefined || line.trim() === '';
  const above = blank(lines[at - 1]);
  const below = blank(lines[at + 1]);
  if (below) return above && at - 1 > open ? 'either' : 'closes';
  return above || /[:：]\s*$/.test(lines[at - 1] ?? '') ? 'opens' : 'either';
}
