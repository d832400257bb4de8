/** The output of `git diff`, file by file. */
import { formerPathIn, pathIn } from './diffPath.ts';

export interface FileDiff {
  /** From the repository's root. Undefined where it cannot be read: such a file is private. */
  readonly path: string | undefined;
  /** Where a renamed file was. */
  readonly from?: string;
  readonly change: 'added' | 'deleted' | 'renamed' | 'changed';
  readonly binary: boolean;
  /** Lines. */
  readonly added: number;
  readonly removed: number;
  /** The hunks, with their `@@` lines; empty for a binary file, or where the mode alone changed. */
  readonly hunks: string;
}

/** Whatever the user's git is told to write: without a file where it is no diff at all, with an external tool say. */
export function parseDiff(diff: string): readonly FileDiff[] {
  // Not by `^`, which a lone CR in a file's text would satisfy.
  const lines = diff.split('\n');
  const starts = lines.flatMap((line, index) => (opening.test(line) ? [index] : []));
  return starts.map((start, index) => parseFile(lines.slice(start, starts[index + 1])));
}

/** A file that git does not know yet, as its diff would be. */
export function newFile(path: string, text: string): FileDiff {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const hunks = [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join('\n');
  return { path, change: 'added', binary: false, added: lines.length, removed: 0, hunks };
}

/** `--cc` and `--combined` are those of a merge. Every line of a hunk begins with a mark, so none is taken for it. */
const opening = /^diff --(?:git|cc|combined) /;
const hunkStart = /^(@@+) (?:[-+]\d+(?:,\d+)? )+\1/;

function parseFile(lines: readonly string[]): FileDiff {
  const at = lines.findIndex((line) => hunkStart.test(line));
  const header = at === -1 ? lines : lines.slice(0, at);
  const from = formerPathIn(header);
  return {
    path: pathIn(header),
    ...(from === undefined ? {} : { from }),
    change: changeOf(header),
    binary: header.some((line) => /^(?:Binary files |GIT binary patch)/.test(line)),
    ...hunksOf(at === -1 ? [] : lines.slice(at)),
  };
}

/** The lines that the `@@` lines announce. What follows them may be of another file, which a driver of the user's wrote. */
function hunksOf(lines: readonly string[]): Pick<FileDiff, 'added' | 'removed' | 'hunks'> {
  let added = 0;
  let removed = 0;
  let end = 0;
  /** Lines to come of each version before, then of the one after. */
  let left: readonly number[] = [];
  for (const line of lines) {
    if (left.every((count) => count <= 0) && hunkStart.test(line)) left = announced(line);
    else if (!line.startsWith('\\')) {
      if (left.every((count) => count <= 0)) break;
      const marks = line.slice(0, left.length - 1);
      const lost = marks.includes('-');
      if (lost) removed++;
      else if (marks.includes('+')) added++;
      left = left.map((count, side) => {
        const has =
          side === left.length - 1 ? !lost : lost ? marks[side] === '-' : marks[side] !== '+';
        return has ? count - 1 : count;
      });
    }
    end++;
  }
  return { added, removed, hunks: lines.slice(0, end).join('\n').trimEnd() };
}

/** Of `@@ -1,2 +1 @@` the 2 and the 1: a number that is left out is 1. */
function announced(line: string): readonly number[] {
  const [ranges = ''] = hunkStart.exec(line) ?? [];
  return [...ranges.matchAll(/[-+]\d+(?:,(\d+))?/g)].map(([, count = '1']) => Number(count));
}

function changeOf(header: readonly string[]): FileDiff['change'] {
  const has = (start: string): boolean => header.some((line) => line.startsWith(start));
  if (has('new file mode ')) return 'added';
  if (has('deleted file mode ')) return 'deleted';
  return has('rename to ') || has('copy to ') ? 'renamed' : 'changed';
}
