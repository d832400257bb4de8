/** Which files are not offered: what .gitignore, .laplasignore and `files.exclude` leave out. */
import ignore from 'ignore';
import type { Ignore } from 'ignore';

/** One .gitignore or .laplasignore. */
export interface IgnoreFile {
  /** The folder it lies in, relative to the top, with `/` and without one at the end; '' for the top. */
  readonly folder: string;
  readonly text: string;
  /** A .laplasignore: it counts wherever it lies. */
  readonly always?: boolean;
}

/**
 * Tells for a path, relative to the workspace folder and with `/`, whether it is left out; a folder's path ends in `/`.
 * As git does it: a deeper file overrules one above it, and nothing below an ignored folder comes back.
 *
 * @param exclude The setting `files.exclude`: globs, of which those count whose value is true.
 * @param below Where the workspace folder lies below the top, which is that of its repository; '' where it is the top itself.
 */
export function createIgnored(
  files: readonly IgnoreFile[],
  exclude: Readonly<Record<string, unknown>> = {},
  below = '',
): (path: string) => boolean {
  const prefix = below === '' ? '' : `${below}/`;
  const globs = Object.keys(exclude).filter((glob) => exclude[glob] === true);
  const excluded = ignore().add(globs.flatMap(braces));
  let ruled = byRules(files);
  // Who opens a folder that git leaves out wants to work in it: what git says above it is not about that.
  if (prefix !== '' && ruled(prefix)) {
    const inside = ({ folder }: IgnoreFile): boolean => `${folder}/`.startsWith(prefix);
    ruled = byRules(files.filter((file) => file.always === true || inside(file)));
  }
  return (path) =>
    ignore.isPathValid(path) && (excluded.ignores(path) || ruled(`${prefix}${path}`));
}

/** The same by the ignore files alone, for paths from the top. */
function byRules(files: readonly IgnoreFile[]): (path: string) => boolean {
  const rules = files
    .map(({ folder, text }) => ({
      prefix: folder === '' ? '' : `${folder}/`,
      rule: ignore().add(text),
    }))
    .sort((a, b) => a.prefix.length - b.prefix.length);
  const folders = new Map<string, boolean>();

  function isFolderIgnored(folder: string): boolean {
    if (folder === '') return false;
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const result = isIgnored(folder);
    folders.set(folder, result);
    return result;
  }

  function isIgnored(path: string): boolean {
    const parent = path.slice(0, path.replace(/\/$/, '').lastIndexOf('/') + 1);
    return isFolderIgnored(parent) || verdict(rules, path);
  }

  return isIgnored;
}

function verdict(
  rules: readonly { readonly prefix: string; readonly rule: Ignore }[],
  path: string,
): boolean {
  let ignored = false;
  for (const { prefix, rule } of rules) {
    if (!path.startsWith(prefix) || path.length === prefix.length) continue;
    const result = rule.test(path.slice(prefix.length));
    if (result.ignored) ignored = true;
    else if (result.unignored) ignored = false;
  }
  return ignored;
}

/** `*.{a,b}` as `*.a` and `*.b`: settings have braces, ignore files do not. */
function braces(glob: string): readonly string[] {
  const [whole, before = '', inside = '', after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(glob) ?? [];
  if (whole === undefined) return [glob];
  return inside.split(',').flatMap((each) => braces(before + each + after));
}
