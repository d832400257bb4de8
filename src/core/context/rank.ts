/** Ranks the files that match the text after `@`, best first. */

/**
 * At most `limit` of the paths that contain the query's characters in order, ignoring case and
 * Unicode form: macOS writes é as two characters, keyboards as one. A match in the name ranks above
 * one in the folders, an unbroken match above a scattered one, and a short path above a long one.
 */
export function rankPaths(
  paths: readonly string[],
  query: string,
  limit: number,
): readonly string[] {
  const wanted = asPath(query);
  const scored: { readonly path: string; readonly score: number }[] = [];
  for (const path of paths) {
    const score = scoreOf(path, wanted);
    if (score !== undefined) scored.push({ path, score });
  }
  return scored
    .sort(
      (a, b) => b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1),
    )
    .slice(0, limit)
    .map((each) => each.path);
}

/**
 * Normalizes a query. Users also type Windows paths, and paths from the current folder or from the
 * top.
 */
function asPath(query: string): string {
  return query
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/\\/g, '/')
    .replace(/^(?:\.{0,2}\/)+/, '');
}

/** Undefined if the path doesn't match. */
function scoreOf(path: string, wanted: string): number | undefined {
  if (wanted === '') return 0;
  // ASCII text is the same in both forms. Most queries are ASCII, and there may be very many paths.
  const lower = (isAscii(wanted) ? path : path.normalize('NFC')).toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  if (name === wanted) return 100;
  if (name.startsWith(wanted)) return 90;
  if (name.includes(wanted)) return 80;
  if (lower.includes(wanted)) return 70;
  const inName = scattered(name, wanted);
  if (inName !== undefined) return 60 - Math.min(19, inName);
  const inPath = scattered(lower, wanted);
  return inPath === undefined ? undefined : 40 - Math.min(39, inPath);
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** The number of gaps between the characters if they occur in order, otherwise undefined. */
function scattered(text: string, wanted: string): number | undefined {
  let gaps = 0;
  let at = -1;
  for (const character of wanted) {
    const next = text.indexOf(character, at + 1);
    if (next === -1) return undefined;
    if (next !== at + 1) gaps++;
    at = next;
  }
  return gaps;
}
