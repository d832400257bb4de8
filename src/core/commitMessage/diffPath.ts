/** The path of a file in a diff's header, whatever the user's git puts before it: `a/` and `b/`, `i/` and `w/`, or nothing. */

/**
 * From the repository's root. Undefined where the header cannot be read for sure: then nobody knows what may be shown of the file.
 *
 * @param header The lines from `diff --git`, `--cc` or `--combined` to the first hunk.
 */
export function pathIn(header: readonly string[]): string | undefined {
  // These have no prefix.
  const bare =
    afterFirst(header, ['rename to ', 'copy to ']) ??
    afterFirst(header, ['diff --cc ', 'diff --combined ']);
  if (bare !== undefined) return readName(bare);
  const before = afterFirst(header, ['--- ']);
  const after = afterFirst(header, ['+++ ']);
  if (before !== undefined && after !== undefined && before !== nowhere && after !== nowhere)
    return shared(untabbed(before), untabbed(after));
  return fromHalves(afterFirst(header, ['diff --git ']) ?? '');
}

/** Where a renamed or copied file was. */
export function formerPathIn(header: readonly string[]): string | undefined {
  const from = afterFirst(header, ['rename from ', 'copy from ']);
  return from === undefined ? undefined : readName(from);
}

const nowhere = '/dev/null';

function afterFirst(lines: readonly string[], starts: readonly string[]): string | undefined {
  for (const line of lines)
    for (const start of starts) if (line.startsWith(start)) return line.slice(start.length);
  return undefined;
}

/** Git ends a name that holds a space with a tab. */
function untabbed(name: string): string {
  return name.endsWith('\t') ? name.slice(0, -1) : name;
}

/** Both names stand in one line, with a space between and spaces within: only one way to cut it may make sense. */
function fromHalves(line: string): string | undefined {
  const found = new Set<string>();
  for (let at = line.indexOf(' '); at !== -1; at = line.indexOf(' ', at + 1)) {
    const path = shared(line.slice(0, at), line.slice(at + 1));
    if (path !== undefined) found.add(path);
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/** The path that both names end in. Prefixes are a folder each, and never the same one: without one the names are equal. */
function shared(before: string, after: string): string | undefined {
  const [a, b] = [readName(before), readName(after)];
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return a;
  const path = withoutFolder(a);
  return path !== undefined && path === withoutFolder(b) ? path : undefined;
}

function withoutFolder(name: string): string | undefined {
  const slash = name.indexOf('/');
  return slash <= 0 || slash === name.length - 1 ? undefined : name.slice(slash + 1);
}

/** A name as it stands, or as git quotes it: in the way of C, with the bytes of other letters as octal numbers. */
function readName(name: string): string | undefined {
  if (!name.startsWith('"')) return name === '' ? undefined : name;
  if (!/^"(?:[^"\\]|\\(?:[0-3][0-7]{2}|[abtnvfr"\\]))+"$/.test(name)) return undefined;
  const bytes = [...name.slice(1, -1).matchAll(/\\([0-7]{3}|.)|[^\\]+/gs)].flatMap(
    ([text, code]) => (code === undefined ? [...new TextEncoder().encode(text)] : [byteOf(code)]),
  );
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}

function byteOf(code: string): number {
  const named = 'abtnvfr'.indexOf(code);
  if (named !== -1) return [7, 8, 9, 10, 11, 12, 13][named] ?? 0;
  return code.length === 3 ? parseInt(code, 8) : code.charCodeAt(0);
}
