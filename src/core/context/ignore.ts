/**
 * Decides which files aren't offered as context, by git's ignore files, .laplasignore and
 * `files.exclude`.
 */
import { gitPatterns, toBytes, type GitPattern } from './gitPattern.ts';
import { createExcludes } from './vscodeGlob.ts';

/** A file of ignore patterns. */
export interface IgnoreFile {
  /**
   * The folder that its patterns are relative to: a path from the top with `/` and no slash at the
   * end; '' for the top. For `.git/info/exclude`, the repository's top.
   */
  readonly folder: string;
  readonly text: string;
  /**
   * Whether this is a .laplasignore. It applies in any folder, and no .gitignore can include again
   * what it excludes.
   */
  readonly always?: boolean;
  /**
   * Git's other sources, which any .gitignore overrides: `info` is `.git/info/exclude`, `user` is
   * the file in `core.excludesFile`.
   */
  readonly source?: 'info' | 'user';
  /**
   * Git's `core.ignorecase`. A .laplasignore ignores case even without it, because its purpose is
   * to protect files.
   */
  readonly ignoreCase?: boolean;
}

/**
 * Returns a function that checks whether a path is excluded. The path is relative to the workspace
 * folder, with `/`, and the path of a folder ends in `/`. As in git, a deeper file overrides one
 * above it, and nothing below an ignored folder can be included again.
 *
 * @param exclude the setting `files.exclude`: globs, of which those with the value true apply
 * @param below path of the workspace folder below the top, which is that of its repository; '' if
 *   the folder is the top itself
 * @param repositories folders below the top that are repositories themselves; git's patterns from
 *   above end there
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
  // A user who opens an ignored folder wants to work in it, so git's patterns from above it don't
  // apply.
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
  /** '' or a path that ends in `/`. */
  readonly prefix: string;
  /** In reverse order, because the last matching pattern decides. */
  readonly patterns: readonly GitPattern[];
}

/** The same for files of one kind, with paths relative to the top. */
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

/** Sorts by precedence, highest first: git's own order of sources, then the deeper folder. */
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
