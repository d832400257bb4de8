/** Changes to a text, by place. */

/** `end` is not included; where it is `start`, the text is inserted. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap, in whatever order they come. The same edit given twice counts once. */
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

/** The white space that the line of a place begins with. */
export function indentAt(code: string, position: number): string {
  const start = code.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(code.slice(start))?.[0] ?? '';
}

/** What ends the text's lines. */
export function lineEnding(code: string): '\n' | '\r\n' {
  return code.includes('\r\n') ? '\r\n' : '\n';
}
