/** Parts of the real files under node_modules, with random edits. */
import { lineContent, splitLines } from '../../../src/core/base/lines.ts';
import type { Choices } from '../random.ts';
import { realFile } from './realFiles.ts';

export interface Section {
  /** Up to 40 lines above and below. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly old: readonly string[];
  readonly next: readonly string[];
}

/** Some lines of a file, changed in one to three places with lines of other places, as edits do. */
export function sectionsOfFiles(random: Choices): Section {
  for (;;) {
    const all = splitLines(realFile(random).text).map(lineContent);
    if (all.length < 12 || all.some((line) => line.length > 400)) continue;
    const start = random.below(all.length - 8);
    const end = Math.min(all.length, start + 4 + random.below(50));
    const old = all.slice(start, end);
    const next = [...old];
    for (let edits = 1 + random.below(3); edits > 0; edits -= 1) {
      const at = random.below(next.length);
      const added = all
        .slice(...sliceOf(random, all.length))
        .map((line) => (random.chance(0.3) ? `${line} // changed` : line));
      next.splice(at, random.below(4), ...added);
    }
    if (next.every((line) => line.trim() === '') || next.join('\n') === old.join('\n')) continue;
    const before = all.slice(Math.max(0, start - 40), start);
    return { before, old, after: all.slice(end, end + 40), next };
  }
}

function sliceOf(random: Choices, length: number): [number, number] {
  const from = random.below(length);
  return [from, from + random.below(4)];
}
