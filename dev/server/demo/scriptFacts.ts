/** Finds the functions, types, imports and top-level statements of TypeScript and JavaScript. */
import ts from 'typescript';

import type { CodeFacts, FunctionFacts, ParameterFacts } from './codeFacts.ts';
import { parseScript, walk } from './script.ts';
import type { Script } from './script.ts';
import { findingsOf } from './scriptFindings.ts';
import { stepOf } from './scriptSteps.ts';

/** A named function. `owner` is the node that its doc comment belongs above. */
export interface NamedFunction {
  readonly name: string;
  readonly node: ts.FunctionLikeDeclaration;
  readonly owner: ts.Node;
}

export function scriptFacts(code: string, language: string): CodeFacts {
  const script = parseScript(code, language);
  const named = namedFunctions(script.source);
  const owners = new Set(named.map(({ owner }) => owner));
  const types: CodeFacts['types'][number][] = [];
  const imports: string[] = [];
  const steps: string[] = [];
  walk(script.source, (node) => {
    const type = typeFact(node, script);
    if (type !== undefined) types.push(type);
    if (ts.isImportDeclaration(node)) imports.push(script.text(node, 100));
    if (owners.has(node)) return !ts.isClassLike(node);
    if (ts.isStatement(node) && node.parent === script.source && type === undefined) {
      const step = stepOf(node, script);
      if (step !== undefined) steps.push(step);
    }
    return false;
  });
  return {
    functions: named.map((one) => functionFacts(one, script)),
    types,
    imports,
    steps,
    findings: findingsOf(script),
  };
}

/**
 * The functions of a file or a class. Nested functions are part of their outer function and aren't
 * listed.
 */
export function namedFunctions(source: ts.SourceFile): readonly NamedFunction[] {
  const found: NamedFunction[] = [];
  walk(source, (node) => {
    if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) {
      if (node.body === undefined) return true;
      found.push({ name: node.name?.getText(source) ?? 'default', node, owner: node });
      return true;
    }
    if (ts.isConstructorDeclaration(node)) {
      found.push({ name: 'constructor', node, owner: node });
      return true;
    }
    if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) {
      const value = node.initializer;
      if (value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) {
        const owner = ts.isPropertyDeclaration(node) ? node : node.parent.parent;
        found.push({ name: node.name.getText(source), node: value, owner });
        return true;
      }
    }
    return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  });
  return found;
}

function functionFacts({ name, node, owner }: NamedFunction, script: Script): FunctionFacts {
  const awaits: string[] = [];
  const throws: string[] = [];
  const returns: string[] = [];
  const calls = new Set<string>();
  let branches = 0;
  let loops = 0;
  const body = node.body;
  if (body !== undefined) {
    if (!ts.isBlock(body)) returns.push(script.text(body));
    walk(body, (inner) => {
      if (ts.isIfStatement(inner) || ts.isConditionalExpression(inner)) branches += 1;
      if (ts.isCaseClause(inner)) branches += 1;
      if (ts.isIterationStatement(inner, false)) loops += 1;
      if (ts.isAwaitExpression(inner)) awaits.push(script.text(inner.expression));
      if (ts.isThrowStatement(inner)) throws.push(script.text(inner.expression));
      if (ts.isCallExpression(inner)) calls.add(script.text(inner.expression, 40));
      // Skip the returns of nested functions.
      if (ts.isReturnStatement(inner) && enclosing(inner) === node && inner.expression) {
        returns.push(script.text(inner.expression));
      }
    });
  }
  const statements = body !== undefined && ts.isBlock(body) ? body.statements : [];
  return {
    name,
    line: script.line(owner),
    endLine: script.endLine(owner),
    async: node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false,
    parameters: node.parameters.map((parameter) => parameterFacts(parameter, node, script)),
    ...(node.type === undefined ? {} : { returnType: script.text(node.type) }),
    branches,
    loops,
    awaits,
    throws,
    returns: [...new Set(returns)],
    calls: [...calls],
    steps: statements.flatMap((statement) => stepOf(statement, script) ?? []),
  };
}

function parameterFacts(
  parameter: ts.ParameterDeclaration,
  owner: ts.FunctionLikeDeclaration,
  script: Script,
): ParameterFacts {
  const name = script.text(parameter.name);
  const read = new Set<string>();
  let uses = 0;
  if (owner.body !== undefined) {
    walk(owner.body, (node) => {
      if (!ts.isIdentifier(node) || node.text !== name || isPropertyName(node)) return;
      uses += 1;
      const { parent } = node;
      if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
        read.add(parent.name.text);
      }
    });
  }
  return {
    name,
    ...(parameter.type === undefined ? {} : { type: script.text(parameter.type) }),
    ...(parameter.initializer === undefined
      ? {}
      : { byDefault: script.text(parameter.initializer) }),
    read: [...read],
    uses,
  };
}

/** Whether an identifier names a property, not a variable, function or type. */
export function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) {
    return parent.name === node;
  }
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
    return parent.propertyName === node;
  }
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isAccessor(parent) ||
      ts.isEnumMember(parent) ||
      ts.isJsxAttribute(parent)) &&
    parent.name === node
  );
}

function enclosing(node: ts.Node): ts.Node | undefined {
  let { parent } = node;
  while (!ts.isFunctionLike(parent) && !ts.isSourceFile(parent)) ({ parent } = parent);
  return parent;
}

function typeFact(node: ts.Node, script: Script): CodeFacts['types'][number] | undefined {
  const line = script.line(node);
  if (
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node)
  ) {
    const kind = ts.isInterfaceDeclaration(node)
      ? 'interface'
      : ts.isClassDeclaration(node)
        ? 'class'
        : 'enum';
    const members = [...node.members].flatMap(({ name }) =>
      name === undefined ? [] : [script.text(name)],
    );
    // `_` is the class that `parseScript` adds around methods.
    return node.name?.text === '_'
      ? undefined
      : { what: `${kind} ${node.name?.text ?? ''}`, line, members };
  }
  if (ts.isTypeAliasDeclaration(node)) {
    return { what: `type ${node.name.text}`, line, members: [script.text(node.type)] };
  }
  return undefined;
}
