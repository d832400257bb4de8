/** Takes white space off the ends of a text. By hand: a pattern such as `[ \t]+$` goes over each run of spaces within the text again and again. */

/** Without spaces, tabs and line feeds at both ends. */
export function trimSpace(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return text.slice(start, Math.max(start, endBefore(text, isSpace)));
}

/** Without any of `chars` at its end. */
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
