/**
 * Parses edits with signed lines: unified diffs as models write them, and patches for OpenAI's
 * apply_patch.
 */
import { hunkHeader, patchEnd, patchFile, patchStart } from './editMarkers.ts';
import type { Hunk, HunkLine } from './hunk.ts';

/** Git's header lines, which describe a file and not its content. */
const gitHeader =
  /^(?:diff --git |index [0-9a-f]{6,}\.\.[0-9a-f]{6,}|(?:new|deleted) file mode \d|(?:old|new) mode \d|similarity index |rename (?:from|to) |Index: |={67}$)/;

/**
 * The hunks of a diff; undefined if it covers several files, or adds, deletes or moves a file.
 * @param old the lines that the diff changes; a deleted `-- comment` in them looks like a file
 *   header
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
 * Whether a line is a file header: `--- a/x` directly above `+++ b/x`, before the first hunk or
 * above a hunk header. If the document contains the line without its first `-`, it is a deleted
 * SQL, Lua or Haskell comment.
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
    // Models sometimes omit the space before a context line.
    return sign === '-' || sign === '+' || sign === ' ' ? { sign, text: line.slice(1) } : raw(line);
  });
  const unsigned = body.map((line, i) =>
    /^[-+]/.test(line) ? (signed[i] ?? raw(line)) : raw(line),
  );
  const readings = [signed, unsigned];
  return [...readings, ...readings.map((reading) => withoutBlankEdges(body, reading))];
}

/**
 * A reading without its leading and trailing blank lines, which usually belong to the response and
 * not to the file.
 */
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
