/** Classifies lines of a stream that are not JSON. */
import { parseJson } from '../base/guards.ts';

/**
 * Matches `[DONE]` and the variants that servers send: quoted, in lower case, or without brackets.
 */
export function isDone(text: string): boolean {
  return /^"?\[?done\]?"?[.;,]?$/i.test(text.trim());
}

/**
 * Plain words that keep a connection open, such as `keep-alive` or `: OPENROUTER PROCESSING`. They
 * are neither part of a response nor a web page.
 */
export function isHarmless(text: string): boolean {
  return !/[{}[\]<>"]/.test(text);
}

/**
 * Splits an event that holds several events, one per line. Undefined unless every line but the last
 * is complete.
 */
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
