/** Measures how many lines two texts share. */
import { diffLines } from '../diff/lineDiff.ts';
import { isBlank } from '../base/lines.ts';

/** Whether two lines are equal apart from trailing white space. A missing line equals nothing. */
export function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.trimEnd() === b.trimEnd();
}

/** How many non-blank lines of `old` are lost in `now`, and how many of `now` are added. */
export function changeOf(
  old: readonly string[],
  now: readonly string[],
): { readonly lost: number; readonly added: number } {
  let lost = 0;
  let added = 0;
  for (const hunk of diffLines(
    old.map((line) => line.trimEnd()),
    now.map((line) => line.trimEnd()),
  )) {
    lost += written(old.slice(hunk.aStart, hunk.aEnd));
    added += written(now.slice(hunk.bStart, hunk.bEnd));
  }
  return { lost, added };
}

export function written(lines: readonly string[]): number {
  return lines.filter((line) => !isBlank(line)).length;
}
