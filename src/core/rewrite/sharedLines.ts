/** How much of some lines is in others. */
import { diffLines } from '../diff/lineDiff.ts';
import { isBlank } from '../base/lines.ts';

/** Whether two lines are the same but for white space at their ends; a line that is not there is the same as none. */
export function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.trimEnd() === b.trimEnd();
}

/** How many lines that are not blank one text has lost, and how many the other has more. */
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
