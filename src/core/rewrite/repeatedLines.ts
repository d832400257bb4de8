/** A reply that repeats lines right outside of the selection: they are taken off, since they would be in the file twice. */
import { definedName } from './looksLikeCode.ts';
import { similarity } from './similarity.ts';

export interface Surroundings {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * The lines without those that are right above or below the selection too, or `unclear` where that could be the new code.
 * Lines are compared without their indentation; blank ones count nothing.
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

/** Lines moved as the header above them must be, to be where it is in the document. */
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

/** How many of the reply's first lines are the last ones above the selection. */
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
    // Brackets are counted, which says nothing where those at the other end may be repeated as well.
    const isBoth = longestRun([...reply].reverse(), [...after].reverse()) > 0;
    return isBoth ? 'unclear' : bracketsTooMany(lines, oldLines, run);
  }
  const next = reply[run] ?? '';
  const first = old[0] ?? '';
  const goesOn = run < reply.length && (next === first || similarity(next, first) >= alike);
  const header = repeated.at(-1) ?? '';
  const opens =
    /[{([:]$|=>$|\b(?:then|do|begin)$/.test(header) || definedName(header) !== undefined;
  // The old lines have such a line further down: the reply may have moved it up.
  if (old.some((line) => hasMeaning(line) && repeated.includes(line))) return 'unclear';
  return goesOn || opens || run > 1 ? run : 'unclear';
}

/** The reply begins with the definition that is above the selection, changed, or with other lines between. */
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

/** How many of the reply's last lines are the first ones below the selection. */
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
 * Closing brackets and `end`s below the selection tell nothing by themselves. Those of the reply are repeated where it closes more than the
 * old lines do, or where the last one closes the header that was taken off.
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
    // It closes what the reply opens itself, if it is not further left than that.
    const first = reply.find((line) => line.trim() !== '') ?? '';
    return indentOf(last).length >= indentOf(first).length && reply.length > 1 ? 0 : 'unclear';
  }
  const closers = backwards.filter((line) => line.trim() !== '').slice(0, run);
  if (!closers.every((line) => isBracket.test(line))) return 'unclear';
  const all = reply.length;
  return onlyFitting(run, (count) => reply.slice(0, all - indexAfter(backwards, count)), old);
}

/** The one number of lines to take off after which brackets open and close as in the old lines. */
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

/** Brackets alone above the selection, in the same way. */
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

/** Two lines of which so much is the same are one line, changed. */
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

/** A bracket or an `end` alone says nothing about where it is. */
function hasMeaning(line: string): boolean {
  return (
    /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(line) &&
    !/^(?:end|fi|done|esac|else|try|begin|return|break|pass)[;:]?$/i.test(line)
  );
}

/** Opening brackets less closing ones; those in strings count as well, in the old lines and in the new. */
function balance(lines: readonly string[]): number {
  const text = lines.join('\n');
  return (text.match(/[{([]/g)?.length ?? 0) - (text.match(/[})\]]/g)?.length ?? 0);
}

/** The index after the `count`-th line that is not blank. */
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
