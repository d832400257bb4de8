/**
 * Replaces `var` by `const` for variables that are never reassigned, otherwise by `let`. Leaves
 * `var` where neither would work.
 */
import ts from 'typescript';

import { parseScript, walk } from '../script.ts';
import { isPropertyName } from '../scriptFacts.ts';
import { applyEdits } from './edits.ts';
import type { Edit } from './edits.ts';

export function modernDeclarations(code: string, language: string): string {
  const script = parseScript(code, language);
  const lists: ts.VariableDeclarationList[] = [];
  walk(script.source, (node) => {
    if (ts.isVariableDeclarationList(node) && isVar(node)) lists.push(node);
  });
  const edits = lists.flatMap((list): Edit[] => {
    const word = wordFor(list, lists);
    const start = script.start(list);
    return word === undefined ? [] : [{ start, end: start + 'var'.length, text: word }];
  });
  return applyEdits(code, edits);
}

function wordFor(
  list: ts.VariableDeclarationList,
  all: readonly ts.VariableDeclarationList[],
): 'const' | 'let' | undefined {
  const owner = ancestor(list, (node) => ts.isFunctionLike(node) || ts.isSourceFile(node));
  const block = ancestor(list, isScope);
  const names = namesOf(list);
  let changes = !isLoopHead(list) && list.declarations.some((one) => one.initializer === undefined);
  for (const name of names) {
    const rivals = all.filter((other) => other !== list && namesOf(other).includes(name));
    const blocks = rivals.map((rival) => ancestor(rival, isScope));
    // A second declaration in the same block would be an error.
    if (blocks.includes(block)) return undefined;
    for (const use of usesOf(name, owner)) {
      const inside = isWithin(use, block);
      const elsewhere = blocks.some((other) => isWithin(use, other));
      if (!inside && !elsewhere) return undefined;
      if (!inside) continue;
      const early =
        use.pos < list.pos &&
        ancestor(use, ts.isFunctionLike) === ancestor(list, ts.isFunctionLike);
      if (early) return undefined;
      if (isAssigned(use)) changes = true;
    }
  }
  return changes ? 'let' : 'const';
}

function isVar(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

function isLoopHead(list: ts.VariableDeclarationList): boolean {
  return ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent);
}

/** Whether the node is the scope of a `let` in it. */
function isScope(node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isSourceFile(node) ||
    ts.isCaseBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node)
  );
}

function namesOf(list: ts.VariableDeclarationList): readonly string[] {
  const names: string[] = [];
  const take = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const one of name.elements) if (ts.isBindingElement(one)) take(one.name);
  };
  for (const { name } of list.declarations) take(name);
  return names;
}

function usesOf(name: string, owner: ts.Node | undefined): readonly ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  if (owner !== undefined) {
    walk(owner, (node) => {
      if (ts.isIdentifier(node) && node.text === name && !isPropertyName(node)) uses.push(node);
    });
  }
  return uses;
}

/** Whether the variable is assigned here, other than in its declaration. */
function isAssigned(use: ts.Identifier): boolean {
  let node: ts.Node = use;
  for (;;) {
    const { parent } = node;
    if (ts.isBinaryExpression(parent)) {
      const { kind } = parent.operatorToken;
      return (
        parent.left === node &&
        kind >= ts.SyntaxKind.FirstAssignment &&
        kind <= ts.SyntaxKind.LastAssignment
      );
    }
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      return (
        parent.operator === ts.SyntaxKind.PlusPlusToken ||
        parent.operator === ts.SyntaxKind.MinusMinusToken
      );
    }
    if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) {
      return parent.initializer === node;
    }
    // Destructuring on the left of an assignment: [a, b] = …, ({ a } = …).
    const apart =
      ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isParenthesizedExpression(parent);
    if (!apart) return false;
    node = parent;
  }
}

function ancestor(node: ts.Node, is: (node: ts.Node) => boolean): ts.Node | undefined {
  let at: ts.Node | undefined = node;
  do at = ts.isSourceFile(at) ? undefined : at.parent;
  while (at !== undefined && !is(at));
  return at;
}

function isWithin(node: ts.Node, outer: ts.Node | undefined): boolean {
  return outer !== undefined && node.pos >= outer.pos && node.end <= outer.end;
}
