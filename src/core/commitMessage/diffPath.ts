/**
 * Reads a file's path from a diff header, with any prefixes that the user's Git settings produce:
 * `a/` and `b/`, `i/` and `w/`, or none.
 */

/**
 * Returns the path relative to the repository's root. Undefined if the header is ambiguous: then it
 * is unknown whether the file's content may be sent.
 *
 * @param header The lines from `diff --git`, `--cc` or `--combined` to the first hunk.
 */
export function pathIn(header: readonly string[]): string | undefined {
  // These lines have no prefix.
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

/** Returns the former path of a renamed or copied file. */
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

/** Git appends a tab to a name that contains a space. */
function untabbed(name: string): string {
  return name.endsWith('\t') ? name.slice(0, -1) : name;
}

/**
 * Both names are on one line, separated by a space, and may contain spaces. Undefined unless
 * exactly one split is valid.
 */
function fromHalves(line: string): string | undefined {
  const found = new Set<string>();
  for (let at = line.indexOf(' '); at !== -1; at = line.indexOf(' ', at + 1)) {
    const path = shared(line.slice(0, at), line.slice(at + 1));
    if (path !== undefined) found.add(path);
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/**
 * Returns the path that both names end in. A prefix is one folder, and the two prefixes differ.
 * Without prefixes the names are equal.
 */
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

/**
 * Reads a plain name, or one that Git quoted as a C string, with the bytes of non-ASCII characters
 * as octal numbers.
 */
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
