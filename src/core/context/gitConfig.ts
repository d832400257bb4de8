/** Parses git's configuration files, as far as ignore rules depend on them: see git-config(1). */
import { matchesVsCodeGlob } from './vscodeGlob.ts';

export interface GitEntry {
  /**
   * In lower case, with the subsection as written: `core.excludesfile`,
   * `includeif.gitdir:~/code/.path`.
   */
  readonly name: string;
  readonly value: string;
}

/** The entries in order. Lines that can't be parsed are skipped. */
export function parseGitConfig(text: string): readonly GitEntry[] {
  const entries: GitEntry[] = [];
  let section = '';
  // A backslash at the end of a line joins the next one.
  for (const line of text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n/g, '')
    .split(/\r?\n/)) {
    const [header, name, subsection] =
      /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line) ?? [];
    if (header !== undefined && name !== undefined) {
      const inner = subsection?.replace(/\\(.)/g, '$1');
      section = name.toLowerCase() + (inner === undefined ? '' : `.${inner}`);
    }
    const rest = header === undefined ? line : line.slice(header.length);
    const [, key, , value] = /^\s*([A-Za-z][\w-]*)\s*(=\s*(.*))?$/.exec(rest) ?? [];
    if (key === undefined) continue;
    // A key without a value means true.
    entries.push({
      name: `${section}.${key.toLowerCase()}`,
      value: value === undefined ? 'true' : unquoted(value),
    });
  }
  return entries;
}

/** The value without quotes, escapes, a comment and trailing white space. */
function unquoted(value: string): string {
  let text = '';
  /** Up to this length, white space is part of the value. */
  let solid = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    const character = value[at] ?? '';
    if (character === '"') quoted = !quoted;
    else if (character === '\\') {
      const next = value[++at] ?? '';
      text += { n: '\n', t: '\t', b: '\b' }[next] ?? next;
    } else if (!quoted && (character === '#' || character === ';')) break;
    else text += character;
    if (quoted || !/\s/.test(character)) solid = text.length;
  }
  return text.slice(0, solid);
}

/** Undefined if the value is neither true nor false. */
export function gitBoolean(value: string): boolean | undefined {
  if (/^(?:true|yes|on|1)$/i.test(value)) return true;
  return /^(?:false|no|off|0|)$/i.test(value) ? false : undefined;
}

/**
 * The file that an entry includes, if it includes one: by `include.path`, or by `includeIf.gitdir:`
 * for this repository.
 *
 * @param gitFolder path of the repository's `.git`, with `/`; undefined outside a repository
 * @param resolve makes a path absolute: `~/` is the home folder, and a relative path starts at the
 *   including file
 */
export function includedBy(
  { name, value }: GitEntry,
  gitFolder: string | undefined,
  resolve: (path: string) => string,
): string | undefined {
  if (name === 'include.path') return resolve(value);
  const [, isWide, condition] = /^includeif\.gitdir(\/i)?:(.*)\.path$/.exec(name) ?? [];
  if (condition === undefined || gitFolder === undefined) return undefined;
  const whole = /^(?:~\/|\.\/|\/|[A-Za-z]:)/.test(condition)
    ? resolve(condition)
    : `**/${condition}`;
  const glob = whole.endsWith('/') ? `${whole}**` : whole;
  const folded = (text: string): string => (isWide === undefined ? text : text.toLowerCase());
  return matchesVsCodeGlob(folded(glob), folded(gitFolder)) ? resolve(value) : undefined;
}
