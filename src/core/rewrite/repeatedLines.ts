/**
 * Removes lines of a response that repeat the lines directly outside the selection. Otherwise the
 * file would contain them twice.
 */
import { definedName } from './looksLikeCode.ts';
import { similarity } from './similarity.ts';

export interface Surroundings {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * The lines without those that repeat the lines directly above or below the selection; `unclear` if
 * they may be new code. Lines are compared without indentation, and blank lines are ignored.
 */
export function withoutRepeated(
  lines: readonly string[],
  old: readonly string[],
  { before, after }: Surroundings,
): readonly string[] | 'unclear' {
  const above = repeatedAtStart(lines, old, significant(before), significant(after));
  if (above === 'unclear') return 'unclear';
  const cut = indexAfter(lines, above);
  const header = above === 0 ? undefined : lines[cut - 1];
  const kept = lines.slice(cut);
  const below = repeatedAtEnd(kept, old, significant(after), header);
  if (below === 'unclear') return 'unclear';
  const own = kept.slice(0, kept.length - indexAfter([...kept].reverse(), below));
  return header === undefined ? own : movedAs(own, header, lastLine(before));
}

/**
 * Moves lines along with the header above them, from its indentation in the response to that in the
 * document.
 */
function movedAs(lines: readonly string[], header: string, there: string): readonly string[] {
  const [from, to] = [indentOf(header), indentOf(there)];
  if (from === to) return lines;
  return lines.map((line) =>
    line.trim() !== '' && line.startsWith(from) ? to + line.slice(from.length) : line,
  );
}

function lastLine(lines: readonly string[]): string {
  return lines.findLast((line) => line.trim() !== '') ?? '';
}

/** How many of the response's first lines repeat the last lines above the selection. */
function repeatedAtStart(
  lines: readonly string[],
  oldLines: readonly string[],
  before: readonly string[],
  after: readonly string[],
): number | 'unclear' {
  const [reply, old] = [significant(lines), significant(oldLines)];
  const run = longestRun(reply, before);
  if (run === 0) return changesLineAbove(reply, old, before) ? 'unclear' : 0;
  const repeated = reply.slice(0, run);
  if (startsWith(old, repeated)) return 0;
  if (!repeated.some(hasMeaning)) {
    // Counting brackets is inconclusive if the other end may be repeated as well.
    const isBoth = longestRun([...reply].reverse(), [...after].reverse()) > 0;
    return isBoth ? 'unclear' : bracketsTooMany(lines, oldLines, run);
  }
  const next = reply[run] ?? '';
  const first = old[0] ?? '';
  const goesOn = run < reply.length && (next === first || similarity(next, first) >= alike);
  const header = repeated.at(-1) ?? '';
  const opens =
    /[{([:]$|=>$|\b(?:then|do|begin)$/.test(header) || definedName(header) !== undefined;
  // The old lines contain this line further down: the response may have moved it up.
  if (old.some((line) => hasMeaning(line) && repeated.includes(line))) return 'unclear';
  return goesOn || opens || run > 1 ? run : 'unclear';
}

/**
 * Whether the response begins with a definition from above the selection, changed or with other
 * lines between.
 */
function changesLineAbove(
  reply: readonly string[],
  old: readonly string[],
  before: readonly string[],
): boolean {
  const at = reply.findIndex((line) => definedName(line) !== undefined);
  const name = definedName(reply[at] ?? '');
  if (name === undefined || at > 5 || old.some((line) => definedName(line) === name)) return false;
  return before.some((line) => definedName(line) === name);
}

/** How many of the response's last lines repeat the first lines below the selection. */
function repeatedAtEnd(
  reply: readonly string[],
  old: readonly string[],
  after: readonly string[],
  header: string | undefined,
): number | 'unclear' {
  const lines = significant(reply);
  const own = significant(old);
  const run = longestRun([...lines].reverse(), [...after].reverse());
  if (run === 0) return 0;
  const repeated = lines.slice(lines.length - run);
  if (startsWith([...own].reverse(), [...repeated].reverse())) return 0;
  if (!repeated.some(hasMeaning)) return closersTooMany(reply, old, run, header);
  const next = lines.at(-1 - run) ?? '';
  const last = own.at(-1) ?? '';
  const goesOn = run < lines.length && (next === last || similarity(next, last) >= alike);
  if (own.some((line) => hasMeaning(line) && repeated.includes(line))) return 'unclear';
  return goesOn || run > 1 || header !== undefined ? run : 'unclear';
}

/**
 * Closing brackets and `end` lines below the selection prove nothing by themselves. Those in the
 * response are repeats if it closes more than the old lines do, or if the last one closes the
 * header that was removed.
 */
function closersTooMany(
  reply: readonly string[],
  old: readonly string[],
  run: number,
  header: string | undefined,
): number | 'unclear' {
  const backwards = [...reply].reverse();
  const last = lastLine(reply);
  if (wordCloser.test(last)) {
    if (header !== undefined) return indentOf(last) === indentOf(header) ? 1 : 0;
    // It closes a block of the response itself, if it isn't indented less than the first line.
    const first = reply.find((line) => line.trim() !== '') ?? '';
    return indentOf(last).length >= indentOf(first).length && reply.length > 1 ? 0 : 'unclear';
  }
  const closers = backwards.filter((line) => line.trim() !== '').slice(0, run);
  if (!closers.every((line) => isBracket.test(line))) return 'unclear';
  const all = reply.length;
  return onlyFitting(run, (count) => reply.slice(0, all - indexAfter(backwards, count)), old);
}

/**
 * The only number of lines to remove so that the brackets are balanced as in the old lines;
 * `unclear` if there is none or more than one.
 */
function onlyFitting(
  run: number,
  without: (count: number) => readonly string[],
  old: readonly string[],
): number | 'unclear' {
  const wanted = balance(old);
  const counts = Array.from({ length: run + 1 }, (_, count) => count);
  const [count, other] = counts.filter((each) => balance(without(each)) === wanted);
  return count === undefined || other !== undefined ? 'unclear' : count;
}

/** The same for lines above the selection that contain only brackets. */
function bracketsTooMany(
  lines: readonly string[],
  old: readonly string[],
  run: number,
): number | 'unclear' {
  if (!isBracket.test(lines[indexAfter(lines, run) - 1] ?? '')) return 'unclear';
  const count = onlyFitting(run, (each) => lines.slice(indexAfter(lines, each)), old);
  return count === run || count === 0 ? count : 'unclear';
}

const isBracket = /[{}()[\]]/;
const wordCloser = /^\s*(?:end|fi|done|esac)\b/i;

/** Minimum similarity of a line and its changed version. */
const alike = 0.6;

/** The length of the longest run that begins `reply` and ends `before`. */
function longestRun(reply: readonly string[], before: readonly string[]): number {
  for (let length = Math.min(reply.length, before.length); length > 0; length -= 1) {
    const from = before.length - length;
    if (before.slice(from).every((line, i) => line === reply[i])) return length;
  }
  return 0;
}

function startsWith(lines: readonly string[], start: readonly string[]): boolean {
  return start.every((line, i) => lines[i] === line);
}

/** Whether a line identifies its position. A bracket or an `end` alone doesn't. */
function hasMeaning(line: string): boolean {
  return (
    /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(line) &&
    !/^(?:end|fi|done|esac|else|try|begin|return|break|pass)[;:]?$/i.test(line)
  );
}

/**
 * Opening minus closing brackets. Brackets in strings count as well, in the old lines and in the
 * new.
 */
function balance(lines: readonly string[]): number {
  const text = lines.join('\n');
  return (text.match(/[{([]/g)?.length ?? 0) - (text.match(/[})\]]/g)?.length ?? 0);
}

/** The index after the `count`-th non-blank line. */
function indexAfter(lines: readonly string[], count: number): number {
  let left = count;
  for (const [index, line] of lines.entries()) {
    if (left === 0) return index;
    if (line.trim() !== '') left -= 1;
  }
  return left === 0 ? lines.length : 0;
}

function significant(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
