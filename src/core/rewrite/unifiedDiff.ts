/** Edits as signed lines: unified diffs as models write them, and the patches of OpenAI's apply_patch. */
import { hunkHeader, patchEnd, patchFile, patchStart } from './editMarkers.ts';
import type { Hunk, HunkLine } from './hunk.ts';

/** Lines of git that are about files, not of them. */
const gitHeader =
  /^(?:diff --git |index [0-9a-f]{6,}\.\.[0-9a-f]{6,}|(?:new|deleted) file mode \d|(?:old|new) mode \d|similarity index |rename (?:from|to) |Index: |={67}$)/;

/**
 * The hunks of a diff, or undefined where it is about several files, or about a whole one.
 * @param old the lines that it changes: a deleted `-- comment` of theirs looks like a header
 */
export function readUnified(lines: readonly string[], old: readonly string[]): Hunk[] | undefined {
  const known = new Set(old.map((line) => line.trim()));
  const bodies: string[][] = [];
  const files = new Set<string>();
  let body: string[] | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const named = patchFile.exec(line)?.[1];
    if (named !== undefined) {
      files.add(named.trim());
      body = undefined;
    } else if (/^\*\*\* (?:Add|Delete) File: |^\*\*\* Move to: /.test(line)) return undefined;
    else if (patchStart.test(line) || patchEnd.test(line) || /^\*\*\* End of File\s*$/.test(line))
      body = undefined;
    else if (/^\\ No newline at end of file/.test(line)) continue;
    else if (gitHeader.test(line) && !known.has(line.trim())) body = undefined;
    else if (isFileHeader(lines, at, bodies.length === 0, known)) {
      files.add((lines[at + 1] ?? '').slice(4).replace(/\t.*/, '').trim());
      at += 1;
      body = undefined;
    } else if (hunkHeader.test(line)) bodies.push((body = []));
    else if (body === undefined && line.trim() === '') continue;
    else {
      if (body === undefined) bodies.push((body = []));
      body.push(line);
    }
  }
  if (files.size > 1) return undefined;
  const hunks = bodies.filter((one) => one.some((line) => /^[-+]/.test(line))).map(readHunk);
  return hunks.length === 0 ? undefined : hunks;
}

/**
 * `--- a/x` right above `+++ b/x`: above the first hunk, or above another header of a hunk. Where the document has such a line without its
 * first sign, it is a deleted comment of SQL, Lua or Haskell.
 */
function isFileHeader(
  lines: readonly string[],
  at: number,
  first: boolean,
  known: ReadonlySet<string>,
): boolean {
  const line = lines[at] ?? '';
  if (!line.startsWith('--- ') || !(lines[at + 1] ?? '').startsWith('+++ ')) return false;
  if (known.has(line.slice(1).trim())) return false;
  return first || hunkHeader.test(lines[at + 2] ?? '');
}

function readHunk(body: readonly string[]): Hunk {
  const raw = (line: string): HunkLine => ({ sign: ' ', text: line });
  const signed = body.map((line): HunkLine => {
    const sign = line.charAt(0);
    // Models leave out the space before a context line now and then.
    return sign === '-' || sign === '+' || sign === ' ' ? { sign, text: line.slice(1) } : raw(line);
  });
  const unsigned = body.map((line, i) =>
    /^[-+]/.test(line) ? (signed[i] ?? raw(line)) : raw(line),
  );
  const readings = [signed, unsigned];
  return [...readings, ...readings.map((reading) => withoutBlankEdges(body, reading))];
}

/** A blank line at the beginning or the end of a hunk is most often the response's, not the file's. */
function withoutBlankEdges(
  body: readonly string[],
  reading: readonly HunkLine[],
): readonly HunkLine[] {
  let start = 0;
  let end = body.length;
  while (end > start && body[end - 1] === '') end -= 1;
  while (start < end && body[start] === '') start += 1;
  return reading.slice(start, end);
}
