/**
 * Replaces `==` and `!=` by `===` and `!==`, except in comparisons with null or undefined, where
 * the loose form is often intended.
 */
import ts from 'typescript';

import { parseScript, walk } from '../script.ts';
import { applyEdits } from './edits.ts';
import type { Edit } from './edits.ts';

export function strictEquality(code: string, language: string): string {
  const script = parseScript(code, language);
  const edits: Edit[] = [];
  walk(script.source, (node) => {
    if (!ts.isBinaryExpression(node)) return;
    const { operatorToken, left, right } = node;
    if ([left, right].some((side) => /^(null|undefined)$/.test(script.text(side)))) return;
    const loose =
      operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken ||
      operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken;
    const end = script.end(operatorToken);
    if (loose) edits.push({ start: end, end, text: '=' });
  });
  return applyEdits(code, edits);
}
