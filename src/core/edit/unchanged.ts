/** "The rest is unchanged": finds such lines in a reply, and puts back what they stand for. */
import { isBlank } from './lines.ts';
import { similarity } from './similarity.ts';
import { diffLines } from './lineDiff.ts';

/** Characters of the longest line that may be a marker: people and models write a few words. */
const longestMarker = 300;

/**
 * Whether a line says that code was left out: a comment (or a bare line) with an ellipsis, or in the usual words.
 * `...` alone is Python's own placeholder and a spread's beginning, so it counts only within a comment.
 */
export function isRestMarker(line: string): boolean {
  const bare = line.trim();
  if (bare.length > longestMarker) return false;
  const comment = commentText(bare);
  if (comment === undefined) return bareMarker.test(bare);
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
  for (const line of reply) {
    if (!isMarker(line)) {
      const partner = partners[index];
      index += 1;
      // The lines that a marker stood for begin or end with a blank line as well: one is enough.
      if (!(isBlank(line) && result.at(-1)?.trim() === '' && partner === undefined))
        result.push(line);
      if (partner !== undefined) oldAt = partner + 1;
      continue;
    }
    const end = partners.slice(index).find((partner) => partner !== undefined) ?? old.length;
    const head = changedHead(unpaired(kept, partners, index, -1), old, oldAt, end);
    const tail = changedTail(unpaired(kept, partners, index, 1), old, head.at, end);
    // Each side of a marker must be known from the old text, or be its very beginning or end.
    const known = (side: readonly string[], paired: boolean): boolean =>
      paired || side.every(isBlank);
    const before = kept.slice(0, index);
    const after = kept.slice(index);
    if (!known(before, head.found || partners.slice(0, index).some(isPaired))) return undefined;
    if (!known(after, tail.found || partners.slice(index).some(isPaired))) return undefined;
    const restored = old.slice(head.at, tail.at);
    while (result.at(-1)?.trim() === '' && restored[0]?.trim() === '') restored.shift();
    result.push(...restored);
    oldAt = tail.at;
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

function isPaired(partner: number | undefined): boolean {
  return partner !== undefined;
}

/** The lines right before (or right after) a place that are not old. */
function unpaired(
  kept: readonly string[],
  partners: readonly (number | undefined)[],
  index: number,
  step: 1 | -1,
): readonly string[] {
  let edge = index;
  if (step === 1) {
    while (edge < kept.length && partners[edge] === undefined) edge += 1;
    return kept.slice(index, edge);
  }
  while (edge > 0 && partners[edge - 1] === undefined) edge -= 1;
  return kept.slice(edge, index);
}

interface Edge {
  readonly at: number;
  readonly found: boolean;
}

/** Lines right before a marker that are not old may be old lines, changed: those the marker does not stand for. */
function changedHead(
  lines: readonly string[],
  old: readonly string[],
  start: number,
  end: number,
): Edge {
  let at = start;
  for (const line of lines) {
    for (let i = at; i < Math.min(end, at + near) && !isBlank(line); i += 1) {
      if (similarity(line, old[i] ?? '') < alike) continue;
      at = i + 1;
      break;
    }
  }
  return { at, found: at > start };
}

/** The same for the lines right after a marker, from the last old line upwards. */
function changedTail(
  lines: readonly string[],
  old: readonly string[],
  start: number,
  end: number,
): Edge {
  let at = end;
  for (const line of [...lines].reverse()) {
    for (let i = at - 1; i >= Math.max(start, at - near) && !isBlank(line); i -= 1) {
      if (similarity(line, old[i] ?? '') < alike) continue;
      at = i;
      break;
    }
  }
  return { at, found: at < end };
}

/** How many old lines further on a changed line is looked for. */
const near = 3;
/** Two lines of which so much is the same are one line, changed. */
const alike = 0.5;
