/** Describes statements of TypeScript and JavaScript in words. */
import ts from 'typescript';

import type { Script } from './script.ts';
import { quoted } from './words.ts';

/**
 * One sentence about a statement, in markdown and without a full stop, or undefined if there is
 * nothing to say.
 */
export function stepOf(statement: ts.Statement, script: Script): string | undefined {
  const code = (node: ts.Node, length = 60): string => quoted(script.text(node, length));
  const inside = (body: ts.Statement): string => {
    const statements = ts.isBlock(body) ? body.statements : [body];
    const parts = statements.flatMap((one) => stepOf(one, script) ?? []);
    if (parts.length === 0) return 'nothing';
    const shown = parts.slice(0, 3).join('; ');
    return parts.length > 3 ? `${shown}; and ${parts.length - 3} more` : shown;
  };
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations
      .map(({ name, initializer }) =>
        initializer === undefined
          ? `makes ${code(name)}, with no value yet`
          : `sets ${code(name)} to ${valueOf(initializer, code)}`,
      )
      .join(', and ');
  }
  if (ts.isExpressionStatement(statement)) return expressionStep(statement.expression, code);
  if (ts.isIfStatement(statement)) {
    const otherwise =
      statement.elseStatement === undefined ? '' : `; otherwise ${inside(statement.elseStatement)}`;
    return `if ${code(statement.expression)}: ${inside(statement.thenStatement)}${otherwise}`;
  }
  if (ts.isForOfStatement(statement) || ts.isForInStatement(statement)) {
    const each = ts.isVariableDeclarationList(statement.initializer)
      ? statement.initializer.declarations[0]?.name
      : statement.initializer;
    const what = ts.isForOfStatement(statement) ? 'each' : 'each key';
    return `for ${what} ${each === undefined ? 'one' : code(each)} of ${code(statement.expression)}: ${inside(statement.statement)}`;
  }
  if (ts.isForStatement(statement)) {
    const condition = statement.condition === undefined ? 'ever' : code(statement.condition);
    return `loops as long as ${condition}: ${inside(statement.statement)}`;
  }
  if (ts.isWhileStatement(statement) || ts.isDoStatement(statement)) {
    return `repeats while ${code(statement.expression)}: ${inside(statement.statement)}`;
  }
  if (ts.isReturnStatement(statement)) {
    return statement.expression === undefined ? 'returns' : `returns ${code(statement.expression)}`;
  }
  if (ts.isThrowStatement(statement)) return `throws ${code(statement.expression)}`;
  if (ts.isTryStatement(statement)) {
    const caught =
      statement.catchClause === undefined
        ? ''
        : `; where that fails: ${inside(statement.catchClause.block)}`;
    return `tries this: ${inside(statement.tryBlock)}${caught}`;
  }
  if (ts.isSwitchStatement(statement)) {
    return `chooses among ${statement.caseBlock.clauses.length} cases by ${code(statement.expression)}`;
  }
  if (ts.isContinueStatement(statement)) return 'goes on with the next one';
  if (ts.isBreakStatement(statement)) return 'leaves the loop';
  if (ts.isBlock(statement)) return inside(statement);
  return undefined;
}

type Code = (node: ts.Node, length?: number) => string;

function expressionStep(expression: ts.Expression, code: Code): string {
  if (ts.isAwaitExpression(expression)) return `waits for ${code(expression.expression)}`;
  if (ts.isBinaryExpression(expression)) {
    const { left, right, operatorToken } = expression;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.EqualsToken:
        return `sets ${code(left)} to ${valueOf(right, code)}`;
      case ts.SyntaxKind.PlusEqualsToken:
        return `adds ${code(right)} to ${code(left)}`;
      case ts.SyntaxKind.MinusEqualsToken:
        return `takes ${code(right)} off ${code(left)}`;
      default:
        return `does ${code(expression)}`;
    }
  }
  if (ts.isCallExpression(expression)) return `calls ${code(expression)}`;
  return `does ${code(expression)}`;
}

function valueOf(value: ts.Expression, code: Code): string {
  if (ts.isAwaitExpression(value))
    return `what ${code(value.expression)} comes to, once it is there`;
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return 'a function';
  if (ts.isArrayLiteralExpression(value) && value.elements.length === 0) return 'an empty array';
  if (ts.isObjectLiteralExpression(value) && value.properties.length === 0)
    return 'an empty object';
  if (ts.isNewExpression(value)) return `a new ${code(value.expression)}`;
  return code(value);
}
