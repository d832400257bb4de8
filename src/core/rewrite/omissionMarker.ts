/** Recognizes lines of a response that stand for omitted code. */
import { inlineComments, wholeComment } from './comments.ts';
import { changeOf, written } from './sharedLines.ts';
import { bareSayingOf, sayingOf, type Saying } from './omissionWords.ts';
import { diffLines } from '../diff/lineDiff.ts';
import { isBlank } from '../base/lines.ts';

/** Maximum length of a marker, in UTF-16 units. A longer line isn't a short comment. */
const longestMarker = 300;

/**
 * What a line states about omitted code, read in the document's language. A comment in the syntax
 * of another language is at most `maybe`. So is a comment after code on the same line, because it
 * doesn't show where the omitted lines begin.
 */
export function saidBy(line: string, language?: string): Saying {
  if (line.length > longestMarker || isBlank(line)) return undefined;
  const comment = wholeComment(line, language);
  if (comment !== undefined) {
    const said = sayingOf(comment.text);
    return said === 'marker' && !comment.own ? 'maybe' : said;
  }
  const bare = bareSayingOf(line);
  if (bare !== undefined) return bare;
  const isInline = inlineComments(line).some(
    (text) => /\.{3}|…/u.test(text) && sayingOf(text) === 'marker',
  );
  return isInline || (language !== 'python' && /\{\s*(?:\.{3}|…)\s*\}[;,]?$/u.test(line))
    ? 'maybe'
    : undefined;
}

/**
 * Whether a marker has an ellipsis or brackets. Without them, a comment with the same words may
 * describe the program.
 */
export function isEmphatic(line: string): boolean {
  return /\.{3}|…|[[(<]/u.test(line.replace(/^\s*(?:<!--|\(\*|\{?\/\*)/, ''));
}

/**
 * What each line of a response states about omitted code. A line that occurs n times in the old
 * lines counts as code n times.
 */
export function sayings(
  reply: readonly string[],
  old: readonly string[],
  language?: string,
): readonly Saying[] {
  const left = new Map<string, number>();
  for (const line of old) left.set(line.trim(), (left.get(line.trim()) ?? 0) + 1);
  return reply.map((line) => {
    const said = saidBy(line, language);
    if (said === undefined) return undefined;
    const there = left.get(line.trim()) ?? 0;
    if (there === 0) return said;
    left.set(line.trim(), there - 1);
    return undefined;
  });
}

/**
 * Whether the text loses more old lines than it gains at a line that may be a marker. If it
 * doesn't, the line is an ordinary comment.
 */
export function losesAt(
  maybes: ReadonlySet<number>,
  now: readonly string[],
  old: readonly string[],
): boolean {
  if (maybes.size === 0) return false;
  return diffLines(
    old.map((line) => line.trim()),
    now.map((line) => line.trim()),
  ).some((hunk) => {
    const added: string[] = [];
    let isNear = false;
    for (let at = hunk.bStart; at < hunk.bEnd; at += 1) {
      if (maybes.has(at)) isNear = true;
      else added.push(now[at] ?? '');
    }
    if (!isNear) return false;
    const gone = old.slice(hunk.aStart, hunk.aEnd);
    return written(gone) > written(added) || changeOf(gone, added).lost > written(added);
  });
}
