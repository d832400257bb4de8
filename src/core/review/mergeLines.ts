/**
 * Merges two changes of the same lines: the user's, made while the response streamed, and the
 * response's.
 */
import { diffLines } from '../diff/lineDiff.ts';
import type { LineHunk } from '../diff/lineHunk.ts';
import { splitLines } from '../base/lines.ts';

export type Merge =
  | { readonly kind: 'merged'; readonly text: string }
  /** Both changed the same lines, or adjacent lines, in different ways. */
  | { readonly kind: 'conflict' };

/**
 * Three-way merge by lines: applies all changes that `mine` and `theirs` made to `base`, if they
 * aren't in the same place. The same change on both sides counts once. A conflict merges nothing,
 * and the caller asks the user.
 */
export function merge(base: string, mine: string, theirs: string): Merge {
  if (mine === base || mine === theirs) return { kind: 'merged', text: theirs };
  if (theirs === base) return { kind: 'merged', text: mine };
  const baseLines = splitLines(base);
  const sides = [splitLines(mine), splitLines(theirs)] as const;
  const [ours, replys] = sides.map((lines) => diffLines(baseLines, lines));
  const result: string[] = [];
  let at = 0;
  let i = 0;
  let j = 0;
  for (;;) {
    const a = ours?.[i];
    const b = replys?.[j];
    if (a === undefined && b === undefined) break;
    if (a !== undefined && b !== undefined && touch(a, b)) {
      if (!sameChange(a, sides[0], b, sides[1])) return { kind: 'conflict' };
      j += 1;
    }
    const takeMine = b === undefined || (a !== undefined && a.aStart <= b.aStart);
    const hunk = takeMine ? a : b;
    if (hunk === undefined) break;
    result.push(...baseLines.slice(at, hunk.aStart));
    result.push(...sides[takeMine ? 0 : 1].slice(hunk.bStart, hunk.bEnd));
    at = hunk.aEnd;
    if (takeMine) i += 1;
    else j += 1;
  }
  result.push(...baseLines.slice(at));
  return { kind: 'merged', text: result.join('') };
}

function touch(a: LineHunk, b: LineHunk): boolean {
  return a.aStart <= b.aEnd && b.aStart <= a.aEnd;
}

function sameChange(
  a: LineHunk,
  aLines: readonly string[],
  b: LineHunk,
  bLines: readonly string[],
): boolean {
  return (
    a.aStart === b.aStart &&
    a.aEnd === b.aEnd &&
    aLines.slice(a.bStart, a.bEnd).join('') === bLines.slice(b.bStart, b.bEnd).join('')
  );
}
