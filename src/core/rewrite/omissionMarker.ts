/** Which lines of a reply stand for code that was left out. */
import { inlineComments, wholeComment } from './comments.ts';
import { changeOf, written } from './sharedLines.ts';
import { bareSayingOf, sayingOf, type Saying } from './omissionWords.ts';
import { diffLines } from '../diff/lineDiff.ts';
import { isBlank } from '../base/lines.ts';

/** A longer line is no few words of a comment. */
const longestMarker = 300;

/**
 * What a line says of code that was left out, read in the document's language. In a comment syntax of another language it can only
 * be `maybe`, and so can words that come after code: nothing tells there where the left-out lines begin.
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

/** Whether a marker shows by an ellipsis or brackets that it stands for something: without them a comment may say the same of the program. */
export function isEmphatic(line: string): boolean {
  return /\.{3}|…|[[(<]/u.test(line.replace(/^\s*(?:<!--|\(\*|\{?\/\*)/, ''));
}

/** For each line of a reply what it says; a line is code as often as the old lines have it. */
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
 * Whether more old lines than new ones are gone where a line stands that may be a marker. If none are, it is a comment like any other.
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
