/**
 * Trims text. Uses loops, because a pattern such as `[ \t]+$` takes quadratic time on long runs of
 * spaces inside the text.
 */

/** Removes spaces, tabs and line feeds from both ends. */
export function trimSpace(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return text.slice(start, Math.max(start, endBefore(text, isSpace)));
}

/** Removes any of `chars` from the end. */
export function trimEndOf(text: string, chars: string): string {
  const codes = new Set([...chars].map((char) => char.charCodeAt(0)));
  return text.slice(
    0,
    endBefore(text, (code) => codes.has(code)),
  );
}

function endBefore(text: string, isTrimmed: (code: number) => boolean): number {
  let end = text.length;
  while (end > 0 && isTrimmed(text.charCodeAt(end - 1))) end--;
  return end;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10;
}
