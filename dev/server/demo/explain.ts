/** Explains a piece of code with facts found in the code itself. */
import type { CodeBlock } from './blocks.ts';
import { factsOf } from './facts.ts';
import type { CodeFacts, Finding, FunctionFacts } from './codeFacts.ts';
import { cell, counted, listed, quoted, sentence, wordsOf } from './words.ts';

/** Ends every explanation. */
const honest =
  '*This is what the demonstration server reads out of the code itself: its names, statements and known traps. It is no language model, and does not know what the code is for.*';

export function explain(block: CodeBlock): string {
  const facts = blockFacts(block);
  const [only] = facts.functions;
  const single = facts.functions.length === 1 && only !== undefined && facts.types.length === 0;
  const parts = single
    ? [functionPart(only, '##'), stepsPart('Around it', facts.steps)]
    : [
        overview(block, facts),
        importsPart(facts.imports),
        typesPart(facts.types),
        functionsTable(facts.functions),
        ...longest(facts.functions).map((one) => functionPart(one, '###')),
        stepsPart('Outside of functions', facts.steps),
      ];
  return [...parts, findingsPart(facts.findings), honest]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** Lists possible problems, for a question about bugs. */
export function reviewed(block: CodeBlock): string {
  const { findings } = blockFacts(block);
  return findings.length === 0
    ? `None of the traps that I know is in this code. That does not say much: I know a dozen of them.\n\n${honest}\n`
    : `## What I would look at first\n\n${findingsTable(findings)}\n\n${honest}\n`;
}

/** The block's facts, with line numbers of the file. */
function blockFacts(block: CodeBlock): CodeFacts {
  const facts = factsOf(block.code, block.language);
  const before = block.firstLine - 1;
  return {
    ...facts,
    functions: facts.functions.map((one) => ({
      ...one,
      line: one.line + before,
      endLine: one.endLine + before,
    })),
    types: facts.types.map((one) => ({ ...one, line: one.line + before })),
    findings: facts.findings.map((one) => ({ ...one, line: one.line + before })),
  };
}

function overview(block: CodeBlock, facts: CodeFacts): string {
  const lines = block.code.split('\n').length;
  const parts = [
    counted(facts.functions.length, 'function'),
    ...(facts.types.length === 0 ? [] : [counted(facts.types.length, 'type')]),
    ...(facts.imports.length === 0 ? [] : [counted(facts.imports.length, 'import')]),
  ];
  const language = block.language === '' ? '' : ` of ${block.language}`;
  return `## ${counted(lines, 'line')}${language}\n\nThere ${facts.functions.length === 1 ? 'is' : 'are'} **${listed(parts)}** in it.`;
}

function importsPart(imports: readonly string[]): string {
  return imports.length === 0
    ? ''
    : `It leans on\n\n${imports.map((one) => `- ${quoted(one)}`).join('\n')}`;
}

function typesPart(types: CodeFacts['types']): string {
  if (types.length === 0) return '';
  const rows = types.map(({ what, line, members }) => {
    const names = members.length === 0 ? '' : `: ${listed(members.map(quoted), 8)}`;
    return `- ${quoted(what)} (line ${line})${names}`;
  });
  return `It declares\n\n${rows.join('\n')}`;
}

function functionsTable(functions: readonly FunctionFacts[]): string {
  if (functions.length < 2) return '';
  const rows = functions.map(
    (one) =>
      `| ${quoted(one.name)} | ${one.line}–${one.endLine} | ${cell(listed(one.parameters.map(({ name }) => quoted(name)))) || '–'} | ${one.branches} | ${one.loops} | ${one.awaits.length} |`,
  );
  return [
    '| function | lines | takes | branches | loops | awaits |',
    '| --- | ---: | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

/** The three longest functions, in source order. More would be too much text. */
function longest(functions: readonly FunctionFacts[]): readonly FunctionFacts[] {
  const length = ({ line, endLine }: FunctionFacts): number => endLine - line;
  const three = functions.toSorted((a, b) => length(b) - length(a)).slice(0, 3);
  return functions.filter((one) => three.includes(one));
}

function functionPart(one: FunctionFacts, heading: string): string {
  const takes =
    one.parameters.length === 0
      ? 'takes nothing'
      : `takes ${listed(one.parameters.map(({ name }) => quoted(name)))}`;
  const gives =
    one.returns.length === 0
      ? 'returns nothing'
      : `returns ${listed(one.returns.map(quoted), 4)}${one.returnType === undefined ? '' : `, of type ${quoted(one.returnType)}`}`;
  const shape = [
    ...(one.branches > 0 ? [counted(one.branches, 'branch', 'branches')] : []),
    ...(one.loops > 0 ? [counted(one.loops, 'loop')] : []),
  ];
  const more = [
    ...(one.awaits.length > 0 ? [`It waits for ${listed(one.awaits.map(quoted), 4)}.`] : []),
    ...(one.throws.length > 0 ? [`It throws ${listed(one.throws.map(quoted), 4)}.`] : []),
    ...(shape.length > 0 ? [`It has ${listed(shape)}.`] : ['It runs straight from top to bottom.']),
    ...(one.calls.length > 0 ? [`It calls ${listed(one.calls.map(quoted), 6)}.`] : []),
  ];
  return [
    `${heading} ${quoted(one.name)}`,
    `By its name it is about **${wordsOf(one.name)}**. It is ${one.async ? 'an async function' : 'a function'} of ${counted(one.endLine - one.line + 1, 'line')} that ${takes}, and ${gives}. ${more.join(' ')}`,
    parametersTable(one),
    stepsPart('Step by step', one.steps),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function parametersTable({ parameters }: FunctionFacts): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, type, byDefault, read, uses }) => {
    const use = read.length > 0 ? `its ${listed(read.map(quoted), 6)}` : counted(uses, 'use');
    const otherwise = byDefault === undefined ? '' : `, ${quoted(byDefault)} by default`;
    return `| ${quoted(name)} | ${type === undefined ? '–' : cell(quoted(type))} | ${cell(use + otherwise)} |`;
  });
  return ['| parameter | type | what is used of it |', '| --- | --- | --- |', ...rows].join('\n');
}

function stepsPart(title: string, steps: readonly string[]): string {
  if (steps.length === 0) return '';
  const shown = steps.slice(0, 14).map((step, index) => `${index + 1}. ${sentence(step)}.`);
  const rest = steps.length - shown.length;
  return [`**${title}**`, '', ...shown, ...(rest > 0 ? [`\nand ${rest} more.`] : [])].join('\n');
}

function findingsPart(findings: readonly Finding[]): string {
  return findings.length === 0
    ? ''
    : `### What a reader could trip over\n\n${findingsTable(findings)}`;
}

/** One row per problem, with all its lines. */
function findingsTable(findings: readonly Finding[]): string {
  const problems = [...new Set(findings.map(({ problem }) => problem))];
  const rows = problems.map((problem) => {
    const all = findings.filter((finding) => finding.problem === problem);
    const lines = [...new Set(all.map(({ line }) => String(line)))];
    return `| ${listed(lines, 6)} | ${cell(quoted(all[0]?.code ?? ''))} | ${sentence(cell(problem))} |`;
  });
  return ['| line | code | why |', '| ---: | --- | --- |', ...rows].join('\n');
}
