/** Finds the lines of a file that a block of code is a new version of. */
import { diffLines } from '../diff/lineDiff.ts';
import { similarity } from './similarity.ts';

/** Lines `start` to `end` of the file, 0-based, the end excluded. */
export interface BlockLocation {
  readonly start: number;
  readonly end: number;
  /** `exact`: the lines are there as they are in the block, but for indentation. */
  readonly certainty: 'exact' | 'fuzzy';
}

/** The share of lines that a place and a block must have in common at least. */
const enough = 0.45;
/** By how much the best place must be better than the next one that does not overlap it. */
const margin = 0.08;
/** By how much a run must be better than the one that the indentation gives. */
const structure = 0.15;
/** Candidates for the first line that are looked at, at most. */
const mostStarts = 40;

/**
 * The place in `file` that `block` replaces; undefined where there is none, or where two are about as good. Lines carry no terminators.
 * The first and last lines of the block are looked for in the file, as they are or changed in part, and the run between them
 * that has most lines in common with the block is taken: the rest of the file is never part of it.
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
    // A block that is a new version of some lines is seldom more than a few times as long, or as short.
    const furthest = Math.min(lines.length, start + wanted.length * 3 + 20);
    const { natural, others } = endsFor(file, lines, last, start, furthest);
    const score = (end: number): Scored => ({
      start,
      end,
      score: commonShare(lines.slice(start, end), wanted),
    });
    // Where the lines that belong to the first one end is the likeliest end: another must be clearly better.
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

/** Lines that the block's first line may be a version of: the same text first, then those with most words in common. */
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

/** Where a run from `start` may end: where the lines that are indented under it end, or after a line like the block's last. */
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

/** The share of lines in common, by all lines of both; a line that was changed counts in part, a blank one not at all. */
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
