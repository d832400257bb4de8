/** What the lines of a stream are that are no JSON. */
import { parseJson } from '../base/guards.ts';

/** `[DONE]`, and what servers make of it: in quotation marks, in small letters, without brackets. */
export function isDone(text: string): boolean {
  return /^"?\[?done\]?"?[.;,]?$/i.test(text.trim());
}

/** Plain words that keep a connection open, such as `keep-alive` or `: OPENROUTER PROCESSING`: no part of a response and no web page. */
export function isHarmless(text: string): boolean {
  return !/[{}[\]<>"]/.test(text);
}

/** The lines of an event whose lines are events by themselves: each but the last is whole. Undefined where they are not. */
export function splitLines(text: string): readonly string[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isSplit =
    lines.length > 1 &&
    lines
      .slice(0, -1)
      .every(
        (line) =>
          isDone(line) ||
          isHarmless(line) ||
          (/^\s*[{[]/.test(line) && parseJson(line) !== undefined),
      );
  return isSplit ? lines : undefined;
}
