/**
 * Parses and matches a line of a .gitignore as git does: see gitignore(5), and `dir.c` and
 * `wildmatch.c` in git's source. Git compares bytes, so `?` matches only one byte of a non-ASCII
 * letter. Paths must be converted with `toBytes`.
 */
import { matchesGlob, matchesSegment, type Glob, type Item, type Segment } from './globMatch.ts';

export interface GitPattern {
  readonly negated: boolean;
  /** @param parts the path's segments, relative to the folder of the pattern file */
  matches(parts: readonly string[], isFolder: boolean): boolean;
}

/** The bytes of the text's UTF-8 encoding, each as one character. */
export function toBytes(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/**
 * The patterns of a file, in order. `ignoreCase` is git's `core.ignorecase`, which affects only
 * ASCII letters.
 */
export function gitPatterns(text: string, ignoreCase: boolean): readonly GitPattern[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line) => {
      const pattern = line.startsWith('#') ? undefined : readLine(line, ignoreCase);
      return pattern === undefined ? [] : [pattern];
    });
}

function readLine(line: string, ignoreCase: boolean): GitPattern | undefined {
  let text = toBytes(withoutTrailingBlanks(line.replace(/\r$/, '')));
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const foldersOnly = text.endsWith('/');
  if (foldersOnly) text = text.slice(0, -1);
  if (text === '') return undefined;
  const isName = !text.includes('/');
  const glob = readGlob(isName ? text : text.replace(/^\//, ''), ignoreCase);
  if (glob === undefined) return undefined;
  const [only] = glob;
  if (isName && only !== undefined) {
    // A lone `**` means the same as `*` here.
    const segment: Segment = only === 'globstar' ? ['star'] : only;
    return {
      negated,
      matches: (parts, isFolder) =>
        (isFolder || !foldersOnly) && matchesSegment(segment, parts.at(-1) ?? ''),
    };
  }
  return {
    negated,
    matches: (parts, isFolder) => (isFolder || !foldersOnly) && matchesGlob(glob, parts),
  };
}

/** Git removes trailing spaces only, and keeps a space that follows a backslash. */
function withoutTrailingBlanks(line: string): string {
  let end = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === ' ') continue;
    end = at + 1;
  }
  return line.slice(0, end);
}

/**
 * Undefined if git never matches the pattern: a bracket isn't closed, or a backslash is at the end.
 */
function readGlob(text: string, ignoreCase: boolean): Glob | undefined {
  const glob: (Segment | 'globstar')[] = [];
  let items: Item[] = [];
  let at = 0;
  /**
   * The number of stars in the segment. Two or more and nothing else between two slashes are a
   * globstar.
   */
  let stars = 0;
  const endSegment = (isLast: boolean): void => {
    const isGlobstar = stars >= 2 && items.length === 1;
    if (isGlobstar) {
      glob.push('globstar');
      // At the end, it matches what is inside a folder, not the folder itself.
      if (isLast && glob.length > 1) glob.push(['star']);
    } else glob.push(items);
    items = [];
    stars = 0;
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '/' || (character === '\\' && text[at + 1] === '/')) {
      at += character === '/' ? 1 : 2;
      endSegment(false);
    } else if (character === '*') {
      while (text[at] === '*') {
        stars++;
        at++;
      }
      items.push('star');
    } else if (character === '?') {
      items.push(() => true);
      at++;
    } else if (character === '[') {
      const set = readSet(text, at + 1, ignoreCase);
      if (set === undefined) return undefined;
      items.push(set.test);
      at = set.end;
    } else {
      if (character === '\\') at++;
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) return undefined;
      items.push(literal(code, ignoreCase));
      at++;
    }
  }
  endSegment(true);
  return glob;
}

function literal(code: number, ignoreCase: boolean): Item {
  const lower = toLower(code);
  return ignoreCase && toUpper(lower) !== lower ? (other) => toLower(other) === lower : code;
}

interface CharacterSet {
  readonly test: (code: number) => boolean;
  /** The offset after the closing bracket. */
  readonly end: number;
}

function readSet(text: string, start: number, ignoreCase: boolean): CharacterSet | undefined {
  let at = start;
  const isNegated = text[at] === '!' || text[at] === '^';
  if (isNegated) at++;
  const tests: ((code: number) => boolean)[] = [];
  let previous: number | undefined;
  for (let isFirst = true; isFirst || text[at] !== ']'; isFirst = false) {
    if (at >= text.length) return undefined;
    const named = /^\[:([^\]]*):\]/.exec(text.slice(at, at + 32));
    if (named !== null) {
      const test = classes[named[1] ?? ''];
      // Git never matches a pattern with an unknown class.
      if (test === undefined) return undefined;
      tests.push((code) => test(code) || (ignoreCase && test(toUpper(code))));
      at += named[0].length;
      previous = undefined;
    } else if (
      text[at] === '-' &&
      previous !== undefined &&
      at + 1 < text.length &&
      text[at + 1] !== ']'
    ) {
      at += text[at + 1] === '\\' ? 2 : 1;
      if (at >= text.length) return undefined;
      tests.push(range(previous, text.charCodeAt(at++), ignoreCase));
      previous = undefined;
    } else {
      if (text[at] === '\\') at++;
      if (at >= text.length) return undefined;
      previous = text.charCodeAt(at++);
      tests.push(range(previous, previous, ignoreCase));
    }
  }
  const isSlash = (code: number): boolean => code === 0x2f;
  return {
    test: (code) => tests.some((test) => test(code)) !== isNegated && !isSlash(code),
    end: at + 1,
  };
}

function range(first: number, last: number, ignoreCase: boolean): (code: number) => boolean {
  const isIn = (code: number): boolean => code >= first && code <= last;
  return ignoreCase ? (code) => isIn(toLower(code)) || isIn(toUpper(code)) : isIn;
}

function toLower(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

function toUpper(code: number): number {
  return code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
}

const byClass = (pattern: RegExp) => (code: number) => pattern.test(String.fromCharCode(code));
const classes: Readonly<Record<string, (code: number) => boolean>> = {
  alnum: byClass(/[A-Za-z0-9]/),
  alpha: byClass(/[A-Za-z]/),
  blank: byClass(/[ \t]/),
  cntrl: (code) => code < 0x20 || code === 0x7f,
  digit: byClass(/[0-9]/),
  graph: byClass(/[\x21-\x7e]/),
  lower: byClass(/[a-z]/),
  print: byClass(/[\x20-\x7e]/),
  punct: byClass(/[!-/:-@[-`{-~]/),
  space: byClass(/[ \t-\r]/),
  upper: byClass(/[A-Z]/),
  xdigit: byClass(/[0-9A-Fa-f]/),
};
