/**
 * Finds common mistakes in TypeScript and JavaScript: a short list of known traps, found in the
 * syntax tree.
 */
import ts from 'typescript';

import type { Finding } from './codeFacts.ts';
import { walk } from './script.ts';
import type { Script } from './script.ts';
import { quoted } from './words.ts';

export function findingsOf(script: Script): readonly Finding[] {
  const found: Finding[] = [];
  walk(script.source, (node) => {
    const problem = problemOf(node, script);
    if (problem !== undefined)
      found.push({ line: script.line(node), code: script.text(node), problem });
  });
  return found;
}

function problemOf(node: ts.Node, script: Script): string | undefined {
  if (ts.isCallExpression(node)) return callProblem(node, script);
  if (ts.isBinaryExpression(node)) return binaryProblem(node);
  if (ts.isCatchClause(node) && node.block.statements.length === 0) {
    return 'the error is swallowed: nobody learns of it';
  }
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
    return '`var` belongs to the whole function, not to its block; `let` or `const` says more';
  }
  if (node.kind === ts.SyntaxKind.AnyKeyword) return '`any` switches the type checker off';
  return undefined;
}

function callProblem(node: ts.CallExpression, script: Script): string | undefined {
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  const method = node.expression.name.text;
  if ((method === 'sort' || method === 'toSorted') && node.arguments.length === 0) {
    return `${quoted(`${method}()`)} without a comparison orders by text: 100 comes before 20`;
  }
  if (method === 'splice') {
    const list = script.text(node.expression.expression);
    const loop = around(node, ts.isForStatement);
    if (
      loop?.condition !== undefined &&
      script.text(loop.condition, 500).includes(`${list}.length`)
    ) {
      return `removing from ${quoted(list)} while counting through it passes over the element after each removed one`;
    }
  }
  if (method === 'forEach' && node.arguments.some(isAsync)) {
    return '`forEach` does not wait for an async function';
  }
  return undefined;
}

function binaryProblem(node: ts.BinaryExpression): string | undefined {
  const { operatorToken, right, parent } = node;
  const loose =
    operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken ||
    operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken;
  if (loose && right.kind !== ts.SyntaxKind.NullKeyword) {
    return 'a loose comparison converts its sides; a strict one does not';
  }
  if (!ts.isForStatement(parent) || parent.condition !== node) return undefined;
  const upTo = right.getText();
  if (operatorToken.kind === ts.SyntaxKind.LessThanToken && /\.length\s*-\s*1$/.test(upTo)) {
    return 'the loop stops before the last element; is that meant?';
  }
  if (operatorToken.kind === ts.SyntaxKind.LessThanEqualsToken && /\.length$/.test(upTo)) {
    return 'the loop goes one past the last element';
  }
  return undefined;
}

function isAsync(node: ts.Expression): boolean {
  return (
    (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
    (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}

function around<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T | undefined {
  for (let { parent } = node; !ts.isSourceFile(parent); { parent } = parent) {
    if (is(parent)) return parent;
    if (ts.isFunctionLike(parent)) return undefined;
  }
  return undefined;
}
