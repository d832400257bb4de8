/** Removes comments, or adds a remark. */
import ts from 'typescript';

import { isScript } from '../facts.ts';
import { parseScript } from '../script.ts';
import { applyEdits, indentAt, lineEnding } from './edits.ts';
import type { Edit } from './edits.ts';
import { commentSigns, hiddenIn } from './mask.ts';

export function removeComments(code: string, language: string): string {
  const places = isScript(language, code)
    ? scriptComments(code, language)
    : textComments(code, language);
  return applyEdits(
    code,
    places.map((place) => wholeLine(code, place)),
  );
}

/** Adds comment lines at the top. Undefined if the language has no comments. */
export function remark(
  code: string,
  language: string,
  lines: readonly string[],
): string | undefined {
  const signs = commentSigns(language) ?? (isScript(language, code) ? { line: '//' } : undefined);
  if (signs === undefined) return undefined;
  const indent = indentAt(code, 0);
  const ending = lineEnding(code);
  const [open, close] = signs.line === undefined ? (signs.block ?? ['', '']) : [signs.line, ''];
  return (
    lines.map((line) => `${indent}${open} ${line} ${close}`.trimEnd() + ending).join('') + code
  );
}

function scriptComments(code: string, language: string): readonly Edit[] {
  const { source, shift, start, end } = parseScript(code, language);
  const edits = new Map<number, Edit>();
  const add = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const range of ranges ?? []) {
      edits.set(range.pos, { start: range.pos - shift, end: range.end - shift, text: '' });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    // JSX text has no comments, even if it looks like it.
    if (node.kind === ts.SyntaxKind.JsxText) return;
    if (end(node) >= start(node)) {
      add(ts.getLeadingCommentRanges(source.text, node.pos));
      add(ts.getTrailingCommentRanges(source.text, node.end));
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...edits.values()];
}

function textComments(code: string, language: string): readonly Edit[] {
  return hiddenIn(code, language).flatMap(({ start, end, kind }) =>
    kind === 'comment' ? [{ start, end, text: '' }] : [],
  );
}

/**
 * Extends the edit: a comment alone on its lines is removed with these lines, a comment after code
 * with the whitespace before it.
 */
function wholeLine(code: string, { start, end, text }: Edit): Edit {
  const lineStart = code.lastIndexOf('\n', start - 1) + 1;
  const blankBefore = code.slice(lineStart, start).trim() === '';
  const after = /^[ \t]*(\r?\n|$)/.exec(code.slice(end))?.[0];
  if (after === undefined) return { start, end, text };
  if (blankBefore) return { start: lineStart, end: end + after.length, text };
  return {
    start: start - (/[ \t]*$/.exec(code.slice(lineStart, start))?.[0].length ?? 0),
    end,
    text,
  };
}
