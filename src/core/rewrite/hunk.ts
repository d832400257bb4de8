/** A change of some lines, found by the old lines that it shows: line numbers of models are not trusted. */

export interface HunkLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** The ways in which the lines of a hunk can be read, the likeliest first: a sign before a context line may have been left out. */
export type Hunk = readonly (readonly HunkLine[])[];

interface Change {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

export interface Applied {
  readonly lines: readonly string[];
  /** Every line was found as it is, so that nothing of the result has to be moved. */
  readonly exact: boolean;
}

/**
 * The old lines with all hunks applied. Each is looked for in the old lines as they were, since that is what the model saw.
 * Undefined where one is not found, found twice, or changes what another one changes.
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

/** The one place where the hunk's old lines are: as they are, else but for white space at the end, else but for indentation. */
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

/** What the hunk changes at its place: the lines that stay are left as the document has them. */
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

/** New lines in the document's indentation, as the old lines of the hunk show it; undefined where they contradict each other. */
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

/** Where the hunk's least indented line is in the document: for a new line that is further left than all of them. */
function smallestWay(ways: ReadonlyMap<string, string>): string {
  const [first] = [...ways].sort(([a], [b]) => a.length - b.length);
  if (first === undefined) return '';
  const [own, there] = first;
  return there.endsWith(own) ? there.slice(0, there.length - own.length) : '';
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
