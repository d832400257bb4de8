/**
 * Parses edits that show the old lines and then the new ones: SEARCH/REPLACE blocks of Aider, Cline
 * and Roo Code.
 */
import type { Hunk, HunkLine } from './hunk.ts';
import { replaceEnd, searchDivider, searchStart } from './editMarkers.ts';
import { diffLines } from '../diff/lineDiff.ts';

/**
 * Whether a line is a marker of such an edit. The caller must exclude markers that occur in the
 * document.
 */
export function hasSearchMarker(line: string): boolean {
  return searchStart.test(line) || replaceEnd.test(line);
}

/** A line allowed outside an edit: a blank line, a fence, or the name of the file. */
const isBeside =
  /^\s*(?:[`~]{3,}[\w+#.:/-]*|[`*#\s]*(?:(?:\/\/|#|File(?:name)?:|Path:)\s*)?[\w@.+()[\]$~/\\-]+\.\w+[`*:\s]*)?\s*$/i;

/** The edits in a block; undefined if a marker is missing or may be a line of the document. */
export function readSearchReplace(lines: readonly string[]): Hunk[] | undefined {
  const hunks: Hunk[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const start = searchStart.exec(line);
    if (start === null) {
      if (!isBeside.test(line)) return undefined;
      at += 1;
      continue;
    }
    const end = lines.findIndex((other, i) => i > at && hasSearchMarker(other));
    if (end === -1 || !replaceEnd.test(lines[end] ?? '')) return undefined;
    const hunk = edit(lines.slice(at + 1, end), start[1]?.length ?? 0);
    if (hunk === undefined) return undefined;
    hunks.push(hunk);
    at = end + 1;
  }
  return hunks.length === 0 ? undefined : hunks;
}

/**
 * @param length the start marker's length; a divider of this length isn't a heading of the document
 */
function edit(lines: readonly string[], length: number): Hunk | undefined {
  const dividers = lines.flatMap((line, at) => {
    const run = searchDivider.exec(line)?.[1];
    return run === undefined ? [] : [{ at, same: run.length === length }];
  });
  const same = dividers.filter((divider) => divider.same);
  const only = same.length > 0 ? same : dividers;
  const [divider] = only;
  if (divider === undefined || only.length > 1) return undefined;
  const before = withoutLineNumbers(lines.slice(0, divider.at)).map(unescaped);
  const after = lines.slice(divider.at + 1).map(unescaped);
  return [compared(before, after)];
}

/** Removes Roo Code's header above the old lines: `:start_line:7`, then a line of dashes. */
function withoutLineNumbers(lines: readonly string[]): readonly string[] {
  let from = 0;
  while (/^:(?:start|end)_line:\s*\d+\s*$/.test(lines[from] ?? '')) from += 1;
  return from > 0 && /^-{5,}\s*$/.test(lines[from] ?? '')
    ? lines.slice(from + 1)
    : lines.slice(from);
}

/** Removes the backslash that escapes a line of the document which looks like a marker. */
function unescaped(line: string): string {
  return /^\\(?:<{4,}|={4,}|>{4,}|-{5,}|\+{5,})/.test(line) ? line.slice(1) : line;
}

function compared(before: readonly string[], after: readonly string[]): readonly HunkLine[] {
  const lines: HunkLine[] = [];
  const take = (sign: HunkLine['sign'], from: readonly string[]): void => {
    for (const text of from) lines.push({ sign, text });
  };
  let at = 0;
  for (const { aStart, aEnd, bStart, bEnd } of diffLines([...before], [...after])) {
    take(' ', before.slice(at, aStart));
    take('-', before.slice(aStart, aEnd));
    take('+', after.slice(bStart, bEnd));
    at = aEnd;
  }
  take(' ', before.slice(at));
  return lines;
}
