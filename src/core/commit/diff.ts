/** The output of `git diff`, file by file. */

export interface FileDiff {
  /** From the repository's root. */
  readonly path: string;
  readonly change: 'added' | 'deleted' | 'renamed' | 'changed';
  readonly binary: boolean;
  /** Lines. */
  readonly added: number;
  readonly removed: number;
  /** The hunks, with their `@@` lines; empty for a binary file, or where the mode alone changed. */
  readonly hunks: string;
}

export function parseDiff(diff: string): readonly FileDiff[] {
  // Every line of a hunk begins with a mark, so a header is never taken for text.
  return diff
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith('diff --git '))
    .map(parseFile);
}

/** A file that git does not know yet, as its diff would be. */
export function newFile(path: string, text: string): FileDiff {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const hunks = [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join('\n');
  return { path, change: 'added', binary: false, added: lines.length, removed: 0, hunks };
}

function parseFile(part: string): FileDiff {
  const at = part.search(/^@@ /m);
  const header = at === -1 ? part : part.slice(0, at);
  const hunks = at === -1 ? '' : part.slice(at).trimEnd();
  const lines = hunks.split('\n');
  return {
    path: pathOf(header),
    change: changeOf(header),
    binary: /^(?:Binary files |GIT binary patch)/m.test(header),
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
    hunks,
  };
}

function pathOf(header: string): string {
  const [, after] = /^\+\+\+ "?b\/(.*?)"?\t?$/m.exec(header) ?? [];
  const [, before] = /^--- "?a\/(.*?)"?\t?$/m.exec(header) ?? [];
  const [, renamed] = /^(?:rename|copy) to "?(.*?)"?$/m.exec(header) ?? [];
  // A binary or empty file has no such line: both halves of the first one name it then.
  const [, both] = /^diff --git "?a\/(.*)"? "?b\/\1"?$/m.exec(header) ?? [];
  return after ?? renamed ?? before ?? both ?? header.slice('diff --git '.length).trim();
}

function changeOf(header: string): FileDiff['change'] {
  if (/^new file mode /m.test(header)) return 'added';
  if (/^deleted file mode /m.test(header)) return 'deleted';
  return /^(?:rename|copy) to /m.test(header) ? 'renamed' : 'changed';
}
