/**
 * Matches VS Code's globs, as in the settings `files.exclude` and `search.exclude`:
 * code.visualstudio.com/docs/editor/glob-patterns.
 */
import { matchesGlob, type Glob, type Item, type Segment } from './globMatch.ts';

export interface Excludes {
  /**
   * Whether the path, or a folder that contains it, is excluded. Relative to the workspace folder,
   * with `/`.
   */
  readonly excludes: (path: string) => boolean;
  /** Files that exclude the path if any of them exists, from `{"when": "$(basename).ts"}`. */
  readonly siblings: (path: string) => readonly string[];
}

/** Maximum number of alternatives from the braces of one glob. More are a mistake or an attack. */
const mostAlternatives = 1_000;

interface Rule {
  readonly globs: readonly Glob[];
  readonly when?: string;
}

/**
 * Compiles a setting. Throws if the braces of a glob have too many alternatives.
 *
 * @param setting values by glob: true excludes the path, an object with `when` excludes it if
 *   another file exists
 */
export function createExcludes(setting: Readonly<Record<string, unknown>>): Excludes {
  const rules = Object.entries(setting).flatMap(([glob, value]): readonly Rule[] => {
    const globs = readGlobs(glob);
    if (value === true) return [{ globs }];
    const when = typeof value === 'object' && value !== null && 'when' in value && value.when;
    return typeof when === 'string' ? [{ globs, when }] : [];
  });
  const whole = rules.filter(({ when }) => when === undefined).flatMap(({ globs }) => globs);
  const beside = rules.filter(({ when }) => when !== undefined);
  return {
    excludes(path) {
      if (whole.length === 0) return false;
      return ancestry(path).some((parts) => whole.some((glob) => matchesGlob(glob, parts)));
    },
    siblings: (path) =>
      ancestry(path).flatMap((parts) =>
        beside
          .filter(({ globs }) => globs.some((glob) => matchesGlob(glob, parts)))
          .map(({ when = '' }) => siblingOf(parts, when)),
      ),
  };
}

/** Whether a glob matches a path. The folders that contain the path don't count. */
export function matchesVsCodeGlob(glob: string, path: string): boolean {
  const parts = path.split('/');
  return readGlobs(glob).some((each) => matchesGlob(each, parts));
}

/** Each folder that contains the path, then the path itself. */
function ancestry(path: string): readonly (readonly string[])[] {
  const parts = path.replace(/\/$/, '').split('/');
  return parts.map((_, index) => parts.slice(0, index + 1));
}

/** `$(basename)` is the name up to its last dot. */
function siblingOf(parts: readonly string[], when: string): string {
  const name = parts.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  const base = dot <= 0 ? name : name.slice(0, dot);
  return [...parts.slice(0, -1), when.replaceAll('$(basename)', () => base)].join('/');
}

function readGlobs(glob: string): readonly Glob[] {
  return alternatives(glob.trim()).map(readGlob);
}

/**
 * Expands `*.{a,b}` into `*.a` and `*.b`. As in VS Code, braces don't nest: the first `}` closes,
 * and an unclosed brace matches nothing.
 */
function alternatives(glob: string): readonly string[] {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const start = next.indexOf('{');
    if (start === -1) done.push(next.replaceAll('}', ''));
    else open.push(...choices(next, start));
    if (done.length + open.length > mostAlternatives)
      throw new Error(`a glob has more than ${mostAlternatives} alternatives`);
  }
  return done;
}

function choices(glob: string, start: number): readonly string[] {
  const end = glob.indexOf('}', start);
  if (end === -1) return [];
  // Text after a brace inside a brace is lost.
  const [inside = ''] = glob.slice(start + 1, end).split('{');
  return inside.split(',').map((each) => glob.slice(0, start) + each + glob.slice(end + 1));
}

function readGlob(glob: string): Glob {
  const parts = splitOutsideBrackets(glob);
  return parts.map((part) => (part === '**' ? 'globstar' : readSegment(part)));
}

function splitOutsideBrackets(glob: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let inside = false;
  for (let at = 0; at < glob.length; at++) {
    if (glob[at] === '[' && !inside) inside = glob.includes(']', at);
    else if (glob[at] === ']') inside = false;
    else if (glob[at] === '/' && !inside) {
      parts.push(glob.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, glob.slice(start)];
}

/** There is no escape: a backslash is an ordinary character. */
function readSegment(part: string): Segment {
  const items: Item[] = [];
  for (let at = 0; at < part.length; at++) {
    const character = part[at];
    const end = character === '[' ? part.indexOf(']', at + 1) : -1;
    if (character === '*') items.push('star');
    else if (character === '?') items.push(() => true);
    else if (end !== -1) {
      items.push(readSet(part.slice(at + 1, end)));
      at = end;
    } else items.push(part.charCodeAt(at));
  }
  return items;
}

function readSet(inside: string): (code: number) => boolean {
  const isNegated = /^[!^]/.test(inside);
  const text = isNegated ? inside.slice(1) : inside;
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < text.length; at++) {
    const first = text.charCodeAt(at);
    const isRange = text[at + 1] === '-' && at + 2 < text.length;
    ranges.push([first, isRange ? text.charCodeAt(at + 2) : first]);
    if (isRange) at += 2;
  }
  return (code) => ranges.some(([first, last]) => code >= first && code <= last) !== isNegated;
}
