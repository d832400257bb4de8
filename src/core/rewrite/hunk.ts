/**
 * Applies hunks at the old lines that they contain. Line numbers from models are unreliable and
 * ignored.
 */

export interface HunkLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * The possible readings of a hunk's lines, most likely first. The sign before a context line may be
 * missing.
 */
export type Hunk = readonly (readonly HunkLine[])[];

interface Change {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

export interface Applied {
  readonly lines: readonly string[];
  /**
   * Whether every old line was found at its own indentation. If so, the result must not be
   * re-indented.
   */
  readonly exact: boolean;
}

/**
 * The old lines with all hunks applied. Each hunk is searched for in the original old lines,
 * because those are what the model saw. Undefined if a hunk isn't found, is found twice, or
 * overlaps another.
 */
export function applyHunks(hunks: readonly Hunk[], old: readonly string[]): Applied | undefined {
  const changes: Change[] = [];
  let exact = true;
  for (const hunk of hunks) {
    const placed = place(hunk, old);
    if (placed === undefined) return undefined;
    exact &&= placed.exact;
    changes.push(...placed.changes);
  }
  if (changes.length === 0) return undefined;
  changes.sort((a, b) => a.start - b.start || a.end - b.end);
  const lines: string[] = [];
  let at = 0;
  for (const [index, change] of changes.entries()) {
    const before = changes[index - 1];
    if (before !== undefined && (change.start < before.end || change.start === before.start)) {
      return undefined;
    }
    lines.push(...old.slice(at, change.start), ...change.lines);
    at = change.end;
  }
  return { lines: [...lines, ...old.slice(at)], exact };
}

interface Placed {
  readonly changes: readonly Change[];
  readonly exact: boolean;
}

const forms: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line.trimEnd(),
  (line) => line.trim(),
];

/**
 * The only place where the hunk's old lines occur: unchanged, else ignoring trailing white space,
 * else ignoring indentation.
 */
function place(hunk: Hunk, old: readonly string[]): Placed | undefined {
  for (const [index, form] of forms.entries()) {
    const shaped = old.map(form);
    for (const reading of hunk) {
      const before = reading.filter(({ sign }) => sign !== '+').map(({ text }) => text);
      if (before.every((line) => line.trim() === '')) continue;
      const places = placesOf(shaped, before.map(form));
      if (places.length > 1) return undefined;
      const [at] = places;
      if (at !== undefined) return changesAt(reading, before, old, at, index < 2);
    }
  }
  return undefined;
}

function placesOf(lines: readonly string[], wanted: readonly string[]): number[] {
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= lines.length; at += 1) {
    if (wanted.every((line, i) => lines[at + i] === line)) places.push(at);
  }
  return places;
}

/** The changes of the hunk at its place. Context lines stay as they are in the document. */
function changesAt(
  hunk: readonly HunkLine[],
  before: readonly string[],
  old: readonly string[],
  at: number,
  exact: boolean,
): Placed | undefined {
  const move = exact ? (line: string) => line : mover(before, old, at);
  if (move === undefined) return undefined;
  const changes: Change[] = [];
  let open: { start: number; end: number; lines: string[] } | undefined;
  let line = at;
  for (const { sign, text } of hunk) {
    if (sign === ' ') open = undefined;
    else {
      if (open === undefined) changes.push((open = { start: line, end: line, lines: [] }));
      if (sign === '+') open.lines.push(move(text));
      else open.end += 1;
    }
    if (sign !== '+') line += 1;
  }
  return { changes, exact };
}

/**
 * Returns a function that re-indents new lines like the hunk's old lines in the document; undefined
 * if those contradict each other.
 */
function mover(
  before: readonly string[],
  old: readonly string[],
  at: number,
): ((line: string) => string) | undefined {
  const ways = new Map<string, string>();
  for (const [i, line] of before.entries()) {
    const there = old[at + i] ?? '';
    if (line.trim() === '') continue;
    const known = ways.get(indentOf(line));
    if (known !== undefined && known !== indentOf(there)) return undefined;
    ways.set(indentOf(line), indentOf(there));
  }
  return (line) => {
    if (line.trim() === '') return '';
    const own = indentOf(line);
    let from = '';
    for (const indent of ways.keys()) {
      if (own.startsWith(indent) && indent.length >= from.length) from = indent;
    }
    const to = ways.get(from) ?? smallestWay(ways);
    return to + line.slice(from.length);
  };
}

/** The indentation to add to a new line that is indented less than all of the hunk's old lines. */
function smallestWay(ways: ReadonlyMap<string, string>): string {
  const [first] = [...ways].sort(([a], [b]) => a.length - b.length);
  if (first === undefined) return '';
  const [own, there] = first;
  return there.endsWith(own) ? there.slice(0, there.length - own.length) : '';
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
