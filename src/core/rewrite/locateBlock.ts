/** Finds the lines of a file that a code block is a new version of. */
import { diffLines } from '../diff/lineDiff.ts';
import { similarity } from './similarity.ts';

/** Lines `start` to `end` of the file, 0-based, end exclusive. */
export interface BlockLocation {
  readonly start: number;
  readonly end: number;
  /** `exact`: the file's lines equal the block's, apart from leading and trailing white space. */
  readonly certainty: 'exact' | 'fuzzy';
}

/** Minimum share of lines that a location and the block have in common. */
const enough = 0.45;
/** How much better the best location must score than the next one that doesn't overlap it. */
const margin = 0.08;
/** How much better an end must score than the one that the indentation suggests. */
const structure = 0.15;
/** Maximum number of candidates for the block's first line. */
const mostStarts = 40;

/**
 * The lines of `file` that `block` replaces; undefined if there are none, or if two locations score
 * about the same. Lines have no terminators.
 * Searches for the block's first and last lines, equal or similar, and takes the run between them
 * that has the most lines in common with the block. Code outside that run is never replaced.
 */
export function locateBlock(
  file: readonly string[],
  block: readonly string[],
): BlockLocation | undefined {
  const wanted = block.map((line) => line.trim());
  while (wanted.at(-1) === '') wanted.pop();
  while (wanted[0] === '') wanted.shift();
  if (wanted.length === 0) return undefined;
  const lines = file.map((line) => line.trim());
  const exact = exactPlaces(lines, wanted);
  if (exact.length > 0) {
    const [start = 0] = exact;
    return exact.length === 1
      ? { start, end: start + wanted.length, certainty: 'exact' }
      : undefined;
  }
  return fuzzyPlace(file, lines, wanted);
}

function exactPlaces(lines: readonly string[], wanted: readonly string[]): number[] {
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= lines.length; at += 1) {
    if (wanted.every((line, i) => lines[at + i] === line)) places.push(at);
  }
  return places;
}

interface Scored {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

function fuzzyPlace(
  file: readonly string[],
  lines: readonly string[],
  wanted: readonly string[],
): BlockLocation | undefined {
  const starts = likeliest(lines, wanted[0] ?? '');
  const last = wanted.at(-1) ?? '';
  const scored: Scored[] = [];
  for (const start of starts) {
    // The old lines are rarely more than a few times as long as their new version.
    const furthest = Math.min(lines.length, start + wanted.length * 3 + 20);
    const { natural, others } = endsFor(file, lines, last, start, furthest);
    const score = (end: number): Scored => ({
      start,
      end,
      score: commonShare(lines.slice(start, end), wanted),
    });
    // The end of the first line's indented block is the most likely end. Another end must score
    // clearly better.
    let best = score(natural);
    for (const end of others) {
      const other = score(end);
      if (other.score > best.score + (best.end === natural ? structure : 0)) best = other;
    }
    scored.push(best);
  }
  scored.sort((a, b) => b.score - a.score || a.start - b.start);
  const [best] = scored;
  if (best === undefined || best.score < enough) return undefined;
  const rival = scored.find((other) => other.start >= best.end || other.end <= best.start);
  if (rival !== undefined && best.score - rival.score < margin) return undefined;
  return { start: best.start, end: best.end, certainty: 'fuzzy' };
}

/**
 * Lines that may be an old version of the block's first line: equal lines first, then the most
 * similar.
 */
function likeliest(lines: readonly string[], first: string): number[] {
  const scored: { readonly at: number; readonly score: number }[] = [];
  lines.forEach((line, at) => {
    if (line === '') return;
    const score = line === first ? 2 : similarity(line, first);
    if (score >= 0.5) scored.push({ at, score });
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, mostStarts)
    .map(({ at }) => at);
}

/**
 * Where a run from `start` may end. `natural` is the end of the lines indented under it, `others`
 * come after lines that resemble the block's last one.
 */
function endsFor(
  file: readonly string[],
  lines: readonly string[],
  last: string,
  start: number,
  furthest: number,
): { natural: number; others: readonly number[] } {
  const others: number[] = [];
  const depth = indentation(file[start] ?? '');
  let natural: number | undefined;
  for (let at = start; at < furthest; at += 1) {
    const line = lines[at] ?? '';
    if (line === last || (line !== '' && similarity(line, last) >= 0.7)) others.push(at + 1);
    if (
      at > start &&
      natural === undefined &&
      line !== '' &&
      indentation(file[at] ?? '') <= depth
    ) {
      natural = /^[)\]}]|^end\b|^<\//.test(line) ? at + 1 : at;
    }
  }
  return { natural: withoutTrailingBlanks(lines, start, natural ?? furthest), others };
}

function withoutTrailingBlanks(lines: readonly string[], start: number, end: number): number {
  let at = end;
  while (at > start + 1 && lines[at - 1] === '') at -= 1;
  return at;
}

/**
 * The share of common lines among all lines of both texts. A changed line counts in part, a blank
 * line not at all.
 */
function commonShare(a: readonly string[], b: readonly string[]): number {
  const left = a.filter((line) => line !== '');
  const right = b.filter((line) => line !== '');
  const all = left.length + right.length;
  if (all === 0) return 0;
  let common = all;
  for (const hunk of diffLines(left, right)) {
    common -= hunk.aEnd - hunk.aStart + hunk.bEnd - hunk.bStart;
    for (let i = 0; i < Math.min(hunk.aEnd - hunk.aStart, hunk.bEnd - hunk.bStart); i += 1) {
      const alike = similarity(left[hunk.aStart + i] ?? '', right[hunk.bStart + i] ?? '');
      if (alike >= 0.5) common += 2 * alike;
    }
  }
  return common / all;
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
