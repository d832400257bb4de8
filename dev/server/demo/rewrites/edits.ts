/** Text edits by offset. */

/** `end` is exclusive. If it equals `start`, the text is inserted. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that don't overlap, in any order. A duplicate edit is applied once. */
export function applyEdits(code: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < position) continue;
    result += code.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + code.slice(position);
}

/** The whitespace at the start of the line at `position`. */
export function indentAt(code: string, position: number): string {
  const start = code.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(code.slice(start))?.[0] ?? '';
}

/** The line ending of the text. */
export function lineEnding(code: string): '\n' | '\r\n' {
  return code.includes('\r\n') ? '\r\n' : '\n';
}
