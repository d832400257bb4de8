/** Parses the output of `git diff` into files. */
import { formerPathIn, pathIn } from './diffPath.ts';

export interface FileDiff {
  /**
   * Relative to the repository's root. Undefined if it cannot be read: such a file counts as
   * private.
   */
  readonly path: string | undefined;
  /** The former path of a renamed or copied file. */
  readonly from?: string;
  readonly change: 'added' | 'deleted' | 'renamed' | 'changed';
  readonly binary: boolean;
  /** Number of lines. */
  readonly added: number;
  readonly removed: number;
  /** The hunks with their `@@` lines. Empty for a binary file, or if only the mode changed. */
  readonly hunks: string;
}

/**
 * Accepts any output, whatever the user's Git settings are. Returns no files if it is not a diff,
 * for example with an external diff tool.
 */
export function parseDiff(diff: string): readonly FileDiff[] {
  // `^` with the `m` flag would also match after a lone CR in a file's text.
  const lines = diff.split('\n');
  const starts = lines.flatMap((line, index) => (opening.test(line) ? [index] : []));
  return starts.map((start, index) => parseFile(lines.slice(start, starts[index + 1])));
}

/** Creates the diff of an untracked file. */
export function newFile(path: string, text: string): FileDiff {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const hunks = [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join('\n');
  return { path, change: 'added', binary: false, added: lines.length, removed: 0, hunks };
}

/**
 * `--cc` and `--combined` are merge diffs. Every line of a hunk begins with a mark, so none matches
 * this.
 */
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

/**
 * Returns the lines announced by the `@@` lines. Lines after them may belong to another file,
 * written by a diff driver of the user's.
 */
function hunksOf(lines: readonly string[]): Pick<FileDiff, 'added' | 'removed' | 'hunks'> {
  let added = 0;
  let removed = 0;
  let end = 0;
  /** Remaining lines: one count for each version before, then one for the version after. */
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

/** Returns the counts of a `@@` line: 2 and 1 for `@@ -1,2 +1 @@`. An omitted count is 1. */
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
