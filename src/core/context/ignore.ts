/** Which files are not offered: what git's ignore files, .laplasignore and `files.exclude` leave out. */
import { gitPatterns, toBytes, type GitPattern } from './gitPattern.ts';
import { createExcludes } from './vscodeGlob.ts';

/** One file of patterns. */
export interface IgnoreFile {
  /**
   * The folder that its patterns are relative to, from the top, with `/` and without one at the end; '' for the top. For
   * `.git/info/exclude` the repository's top.
   */
  readonly folder: string;
  readonly text: string;
  /** A .laplasignore: it counts wherever it lies, and no .gitignore takes back what it leaves out. */
  readonly always?: boolean;
  /** Git's other sources, which any .gitignore overrules: `info` is `.git/info/exclude`, `user` the file of `core.excludesFile`. */
  readonly source?: 'info' | 'user';
  /** Git's `core.ignorecase`. Without it a .laplasignore still leaves out in any case: it exists to keep files in. */
  readonly ignoreCase?: boolean;
}

/**
 * Tells for a path, relative to the workspace folder and with `/`, whether it is left out; a folder's path ends in `/`.
 * As git does it: a deeper file overrules one above it, and nothing below an ignored folder comes back.
 *
 * @param exclude The setting `files.exclude`: globs, of which those count whose value is true.
 * @param below Where the workspace folder lies below the top, which is that of its repository; '' where it is the top itself.
 * @param repositories Folders below the top that are repositories of their own: git's patterns from above end there.
 */
export function createIgnored(
  files: readonly IgnoreFile[],
  exclude: Readonly<Record<string, unknown>> = {},
  below = '',
  repositories: readonly string[] = [],
): (path: string) => boolean {
  const prefix = below === '' ? '' : `${below}/`;
  const { excludes } = createExcludes(exclude);
  const ours = byRules(files.filter(({ always }) => always === true));
  const gits = files.filter(({ always }) => always !== true);
  let git = byRules(gits, repositories);
  // Who opens a folder that git leaves out wants to work in it: what git says above it is not about that.
  if (prefix !== '' && git(prefix))
    git = byRules(
      gits.filter(({ folder }) => `${folder}/`.startsWith(prefix)),
      repositories,
    );
  return (path) => {
    if (!isPath(path)) return false;
    return excludes(path) || ours(prefix + path) || git(prefix + path);
  };
}

function isPath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
}

interface Rules {
  /** '' or with `/` at the end. */
  readonly prefix: string;
  /** The last one first: it has the last word. */
  readonly patterns: readonly GitPattern[];
}

/** The same by files of one kind, for paths from the top. */
function byRules(
  files: readonly IgnoreFile[],
  repositories: readonly string[] = [],
): (path: string) => boolean {
  const tops = ['', ...repositories.map((folder) => `${folder}/`)].sort(
    (a, b) => b.length - a.length,
  );
  const repositoryOf = (path: string): string =>
    tops.find((top) => path.startsWith(top) && path.length > top.length) ?? '';
  const byRepository = new Map<string, readonly Rules[]>(
    tops.map((top) => [
      top,
      files
        .filter((file) => isOf(file, top))
        .sort(byWeight)
        .map((file) => rulesOf(file, top)),
    ]),
  );
  function isOf({ folder, source }: IgnoreFile, top: string): boolean {
    return source === 'user' || repositoryOf(`${folder}/x`) === top;
  }
  const folders = new Map<string, boolean>();

  function isFolderIgnored(folder: string): boolean {
    const known = folder === '' ? false : folders.get(folder);
    if (known !== undefined) return known;
    const result = isIgnored(folder);
    folders.set(folder, result);
    return result;
  }

  function isIgnored(path: string): boolean {
    const parent = path.slice(0, path.replace(/\/$/, '').lastIndexOf('/') + 1);
    return isFolderIgnored(parent) || isNamed(byRepository.get(repositoryOf(path)) ?? [], path);
  }

  return isIgnored;
}

/** Those that have the last word come first: git's own order, then the deeper folder. */
function byWeight(a: IgnoreFile, b: IgnoreFile): number {
  const weight = ({ source }: IgnoreFile): number =>
    source === undefined ? 2 : source === 'info' ? 1 : 0;
  return weight(b) - weight(a) || b.folder.length - a.folder.length;
}

function rulesOf(file: IgnoreFile, top: string): Rules {
  const { folder, source } = file;
  const inFolder = folder === '' ? '' : `${folder}/`;
  return { prefix: source === 'user' ? top : inFolder, patterns: [...patternsOf(file)].reverse() };
}

function patternsOf({ text, always, ignoreCase }: IgnoreFile): readonly GitPattern[] {
  const asGit = gitPatterns(text, ignoreCase === true);
  if (always !== true) return asGit;
  const wide = gitPatterns(text, true);
  return asGit.map((pattern, index) => (pattern.negated ? pattern : (wide[index] ?? pattern)));
}

function isNamed(rules: readonly Rules[], path: string): boolean {
  const isFolder = path.endsWith('/');
  for (const { prefix, patterns } of rules) {
    if (!path.startsWith(prefix) || path.length === prefix.length) continue;
    const parts = toBytes(path.slice(prefix.length).replace(/\/$/, '')).split('/');
    const found = patterns.find((pattern) => pattern.matches(parts, isFolder));
    if (found !== undefined) return !found.negated;
  }
  return false;
}
