/** "The rest is unchanged": finds such lines in a reply, and puts back what they stand for. */
import { isBlank } from './lines.ts';
import { similarity } from './similarity.ts';
import { diffLines } from './lineDiff.ts';

/**
 * Whether a line says that code was left out: a comment (or a bare line) with an ellipsis, or in the usual words.
 * `...` alone is Python's own placeholder and a spread's beginning, so it counts only within a comment.
 */
export function isRestMarker(line: string): boolean {
  const comment = commentText(line.trim());
  if (comment === undefined) return bareMarker.test(line.trim());
  const text = comment.trim();
  return (
    /^(\.{3}|…)+$/.test(text) || (ellipsis.test(text) && words.test(text)) || phrase.test(text)
  );
}

/**
 * The lines of a reply with each marker replaced by the old lines that it stands for; undefined where that cannot be told for
 * certain. A marker that the old lines have too is code, not a marker.
 */
export function expandRest(
  reply: readonly string[],
  old: readonly string[],
): readonly string[] | undefined {
  const oldTrimmed = new Set(old.map((line) => line.trim()));
  const isMarker = (line: string): boolean => isRestMarker(line) && !oldTrimmed.has(line.trim());
  if (!reply.some(isMarker)) return reply;
  const kept = reply.filter((line) => !isMarker(line));
  const partners = partnersOf(kept, old);
  const result: string[] = [];
  /** The first old line that neither a kept line nor a marker has accounted for. */
  let oldAt = 0;
  let index = 0;
  for (const [at, line] of reply.entries()) {
    if (!isMarker(line)) {
      const partner = partners[index];
      index += 1;
      result.push(line);
      if (partner !== undefined) oldAt = partner + 1;
      continue;
    }
    const before = at > 0;
    const after = reply.slice(at + 1).some((rest) => !isMarker(rest));
    // Each side of a marker must be known from the old text, or be its very beginning or end.
    const previous = lastPartner(partners, index);
    if (before && index > 0 && previous === undefined) return undefined;
    const next = partners.slice(index).find((partner) => partner !== undefined);
    if (after && next === undefined) return undefined;
    const end = after ? (next ?? old.length) : old.length;
    const start = startAfterChanged(kept, partners, index, old, oldAt, end);
    const stop = endBeforeChanged(kept, partners, index, old, start, end);
    result.push(...old.slice(start, stop));
    oldAt = stop;
  }
  return result;
}

const ellipsis = /\.{3}|…/;
const words =
  /\b(rest|remaining|existing|unchanged|same|previous|other|omitted|above|below|before|as is|keep|code|implementation|methods?|functions?|imports?|fields?|properties|content|lines?|logic)\b/i;
const phrase =
  /\b((rest|remainder) of (the |this |your )?\w+( \w+)?( (remains?|is|stays?|are))?( the)?( same| unchanged)?|(remains?|is|are|stays?|left) (the same|unchanged|as[- ]is)|(existing|unchanged|same) (code|as (before|above))|no changes? (here|below|above))\b/i;
const bareMarker =
  /^[[(<]?\s*(\.{3}|…)\s*\(?(the )?(rest|remaining|existing|unchanged|same|previous)\b[^;{}=]*(\.{3}|…)?\s*[\])>]?$/i;

/** The text of a line that is a comment and nothing else, in the usual languages. */
function commentText(line: string): string | undefined {
  const match =
    /^(?:\/\/+|#+|--+|;+|%+|"""|'''|\/\*+|\{\/\*+|<!--|\(\*|\*(?!\*|\/))\s*(.*?)\s*(?:\*+\/\}?|-->|\*\)|"""|''')?$/.exec(
      line,
    );
  return match?.[1];
}

/** For each line of the reply, the old line that it is: the same text, wherever its indentation stands. */
function partnersOf(reply: readonly string[], old: readonly string[]): (number | undefined)[] {
  const a = old.map((line) => line.trim());
  const b = reply.map((line) => line.trim());
  const partners: (number | undefined)[] = Array.from({ length: reply.length });
  let i = 0;
  let j = 0;
  const pairUp = (aEnd: number, bEnd: number): void => {
    for (; i < aEnd && j < bEnd; i += 1, j += 1) if (b[j] !== '') partners[j] = i;
  };
  for (const hunk of diffLines(a, b)) {
    pairUp(hunk.aStart, hunk.bStart);
    i = hunk.aEnd;
    j = hunk.bEnd;
  }
  pairUp(old.length, reply.length);
  return partners;
}

function lastPartner(partners: readonly (number | undefined)[], end: number): number | undefined {
  for (let i = end - 1; i >= 0; i -= 1) if (partners[i] !== undefined) return partners[i];
  return undefined;
}

/** Lines right before a marker that are not old may be old lines, changed: those the marker does not stand for. */
function startAfterChanged(
  kept: readonly string[],
  partners: readonly (number | undefined)[],
  index: number,
  old: readonly string[],
  oldAt: number,
  end: number,
): number {
  let from = index;
  while (from > 0 && partners[from - 1] === undefined) from -= 1;
  let at = oldAt;
  for (const line of kept.slice(from, index)) {
    if (isBlank(line)) continue;
    for (let i = at; i < Math.min(end, at + 3); i += 1) {
      if (similarity(line, old[i] ?? '') >= alike) {
        at = i + 1;
        break;
      }
    }
  }
  return at;
}

/** The same for the lines right after a marker, from the last old line upwards. */
function endBeforeChanged(
  kept: readonly string[],
  partners: readonly (number | undefined)[],
  index: number,
  old: readonly string[],
  start: number,
  end: number,
): number {
  let to = index;
  while (to < kept.length && partners[to] === undefined) to += 1;
  let at = end;
  for (const line of kept.slice(index, to).reverse()) {
    if (isBlank(line)) continue;
    for (let i = at - 1; i >= Math.max(start, at - 3); i -= 1) {
      if (similarity(line, old[i] ?? '') >= alike) {
        at = i;
        break;
      }
    }
  }
  return at;
}

/** Two lines of which so much is the same are one line, changed. */
const alike = 0.6;
