/**
 * Adds doc comments to functions and types without one, built from their names, parameters, returns
 * and throws.
 */
import ts from 'typescript';

import { factsOf, isScript } from '../facts.ts';
import type { FunctionFacts, ParameterFacts } from '../codeFacts.ts';
import { parseScript, walk } from '../script.ts';
import type { Script } from '../script.ts';
import { namedFunctions } from '../scriptFacts.ts';
import { stepOf } from '../scriptSteps.ts';
import { textFunctions } from '../textFacts.ts';
import { listed, quoted, sentence, wordsOf } from '../words.ts';
import { applyEdits, indentAt, lineEnding } from './edits.ts';
import type { Edit } from './edits.ts';
import { commentSigns } from './mask.ts';

export function addDocComments(code: string, language: string): string {
  if (isScript(language, code)) {
    const script = parseScript(code, language);
    return applyEdits(code, [...functionDocs(code, language, script), ...typeDocs(code, script)]);
  }
  return language === 'python' || language === 'py'
    ? applyEdits(code, docstrings(code, language))
    : applyEdits(code, lineDocs(code, language));
}

/** Adds a comment above each `if`, loop and `try` of a script that describes it. */
export function addStepComments(code: string, language: string): string {
  if (!isScript(language, code)) return code;
  const script = parseScript(code, language);
  const edits: Edit[] = [];
  walk(script.source, (node) => {
    const worthIt =
      ts.isIfStatement(node) || ts.isIterationStatement(node, false) || ts.isTryStatement(node);
    // Skip an `else if`: it is on the line of the previous branch.
    if (!worthIt || ts.isIfStatement(node.parent) || isCommented(node, script)) return;
    const step = stepOf(node, script);
    const start = script.start(node);
    if (step === undefined || !beginsLine(code, start)) return;
    const plain = step.replaceAll('`', '').split(/[:;] /)[0] ?? step;
    edits.push(insertion(code, start, [`// ${sentence(plain)}.`]));
  });
  return applyEdits(code, edits);
}

function functionDocs(code: string, language: string, script: Script): readonly Edit[] {
  const facts = factsOf(code, language).functions;
  return namedFunctions(script.source).flatMap(({ owner }, index): Edit[] => {
    const fact = facts[index];
    const start = script.start(owner);
    if (fact === undefined || isCommented(owner, script) || !beginsLine(code, start)) return [];
    const more = tagsOf(fact);
    const head = `${sentence(wordsOf(fact.name))}.`;
    const lines =
      more.length === 0
        ? [`/** ${head} */`]
        : ['/**', ` * ${head}`, ' *', ...more.map((line) => ` * ${line}`), ' */'];
    return [insertion(code, start, lines)];
  });
}

function tagsOf(fact: FunctionFacts): readonly string[] {
  return [
    ...fact.parameters.map((parameter) => {
      // A destructuring pattern has no name of its own.
      const tag = /^[\w$]+$/.test(parameter.name) ? parameter.name : 'options';
      const { byDefault } = parameter;
      const otherwise = byDefault === undefined ? '' : ` ${quoted(byDefault)} by default.`;
      return `@param ${tag} ${sentence(useOf(parameter))}.${otherwise}`;
    }),
    ...(fact.returns.length === 0 ? [] : [`@returns ${listed(fact.returns.map(quoted), 3)}`]),
    ...(fact.throws.length === 0 ? [] : [`@throws ${listed(fact.throws.map(quoted), 3)}`]),
  ].map((line) => line.replaceAll('*/', '* /'));
}

function useOf({ read, uses }: ParameterFacts): string {
  if (read.length > 0) return `its ${listed(read, 5)} ${read.length === 1 ? 'is' : 'are'} used`;
  return uses === 0 ? 'not used' : `used ${uses === 1 ? 'once' : `${uses} times`}`;
}

function typeDocs(code: string, script: Script): readonly Edit[] {
  const edits: Edit[] = [];
  walk(script.source, (node) => {
    const type =
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isClassDeclaration(node);
    const start = type ? script.start(node) : 0;
    if (!type || node.name === undefined || node.name.text === '_') return;
    if (isCommented(node, script) || !beginsLine(code, start)) return;
    const members = 'members' in node ? [...node.members] : [];
    const names = members.flatMap(({ name }) => (name === undefined ? [] : [script.text(name)]));
    const having = names.length === 0 ? '' : `: ${listed(names, 6)}`;
    const words = wordsOf(node.name.text);
    const article = /^[aeiou]/.test(words) ? 'An' : 'A';
    edits.push(insertion(code, start, [`/** ${article} ${words}${having}. */`]));
  });
  return edits;
}

/** Python's docstrings are below the function head. */
function docstrings(code: string, language: string): readonly Edit[] {
  const lines = code.split('\n');
  const facts = factsOf(code, language).functions;
  return textFunctions(code).flatMap(({ headEnd, indent }, index): Edit[] => {
    const fact = facts[index];
    const next = lines.slice(headEnd + 1).find((line) => line.trim() !== '') ?? '';
    const head = lines[headEnd] ?? '';
    if (fact === undefined || /^\s*[rRuU]?("""|''')/.test(next) || !/:\s*$/.test(head)) return [];
    const inner = /^\s*/.exec(next)?.[0] ?? '';
    const pad = inner.length > indent.length ? inner : `${indent}    `;
    const more = [
      ...fact.parameters.map((parameter) => `${parameter.name}: ${useOf(parameter)}.`),
      ...(fact.returns.length === 0 ? [] : [`Returns ${listed(fact.returns, 3)}.`]),
      ...(fact.throws.length === 0 ? [] : [`Raises ${listed(fact.throws, 3)}.`]),
    ];
    const title = `"""${sentence(wordsOf(fact.name))}.`;
    const text = more.length === 0 ? [`${title}"""`] : [title, '', ...more, '"""'];
    const ending = lineEnding(code);
    const at = lines.slice(0, headEnd + 1).join('\n').length + 1;
    if (at > code.length) return [];
    const doc = text.map((line) => (line === '' ? '' : pad + line) + ending).join('');
    return [{ start: at, end: at, text: doc }];
  });
}

/** Other languages: line comments above the head, with `///` where doc comments use it. */
function lineDocs(code: string, language: string): readonly Edit[] {
  const sign = ['rust', 'rs', 'swift', 'csharp', 'cs', 'dart', 'zig'].includes(language)
    ? '///'
    : commentSigns(language)?.line;
  if (sign === undefined) return [];
  const lines = code.split('\n');
  const facts = factsOf(code, language).functions;
  return textFunctions(code).flatMap(({ start, name }, index): Edit[] => {
    const fact = facts[index];
    const above = lines[start - 1]?.trim() ?? '';
    if (fact === undefined || /^(\/\/|\/?\*|#|--|@)/.test(above)) return [];
    const takes = fact.parameters.map((parameter) => parameter.name);
    // Go's doc comments start with the name that they document.
    const title =
      language === 'go' ? `${name} is about ${wordsOf(name)}.` : `${sentence(wordsOf(name))}.`;
    const text = [
      title,
      ...(takes.length === 0 ? [] : [`Takes ${listed(takes)}.`]),
      ...(fact.returns.length === 0 ? [] : [`Returns ${listed(fact.returns, 3)}.`]),
    ];
    const line = lines.slice(0, start).join('\n').length + (start === 0 ? 0 : 1);
    const at = line + indentAt(code, line).length;
    return [
      insertion(
        code,
        at,
        text.map((one) => `${sign} ${one}`),
      ),
    ];
  });
}

function isCommented(node: ts.Node, script: Script): boolean {
  return (ts.getLeadingCommentRanges(script.source.text, node.pos) ?? []).length > 0;
}

function beginsLine(code: string, position: number): boolean {
  return code.slice(code.lastIndexOf('\n', position - 1) + 1, position).trim() === '';
}

/** Inserts lines before the code at `position`, with the same indentation. */
function insertion(code: string, position: number, lines: readonly string[]): Edit {
  const between = lineEnding(code) + indentAt(code, position);
  return { start: position, end: position, text: lines.map((line) => line + between).join('') };
}
