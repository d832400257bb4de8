/**
 * Finds facts about code in languages without a parser here: line by line, by keywords that most
 * languages share.
 */
import type { CodeFacts, Finding, FunctionFacts, ParameterFacts } from './codeFacts.ts';
import { shorten } from './script.ts';

export interface TextFunction {
  readonly name: string;
  readonly parameters: string;
  readonly async: boolean;
  /** 0-based line indices: its first line, the last line of its head, and its last line. */
  readonly start: number;
  readonly headEnd: number;
  readonly end: number;
  readonly indent: string;
}

// `wordHead` matches def, fn, func, fun, sub and function. `braceHead` matches a C-like head:
// words, a name, parentheses and an opening brace.
const wordHead =
  /^(\s*)(?:(?:pub|public|private|protected|static|export|open|override|suspend|async)\s+)*(?:def|fn|func|fun|sub|function)\s+(?:\([^)]*\)\s*)?([\w$]+[?!]?)\s*(?:\[[^\]]*\]|<[^>]*>)?\s*(?:\(|$)/;
const braceHead = /^(\s*)(?:[\w<>[\],.*&:~]+\s+)+[*&]*([A-Za-z_]\w*)\s*\([^;]*\)?[^;]*\{\s*$/;
const notNames = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'else', 'new', 'do']);

export function textFacts(code: string, language: string): CodeFacts {
  const lines = code.split('\n');
  return {
    functions: textFunctions(code).map((one) => functionFacts(one, lines, language)),
    types: lines.flatMap((line, index) => {
      const [, kind, name] =
        /^\s*(?:(?:pub|public|export|abstract|final|data)\s+)*(class|struct|interface|trait|enum|record)\s+(\w+)/.exec(
          line,
        ) ?? [];
      return kind === undefined ? [] : [{ what: `${kind} ${name}`, line: index + 1, members: [] }];
    }),
    imports: lines
      .filter((line) => /^\s*(import|from|use|#include|using|require)\b/.test(line))
      .map((line) => line.trim()),
    steps: [],
    findings: language === 'python' || language === 'py' ? pythonFindings(lines) : [],
  };
}

/** The functions of a text, found by their heads. Indentation determines where a body ends. */
export function textFunctions(code: string): readonly TextFunction[] {
  const lines = code.split('\n');
  return lines.flatMap((line, start): TextFunction[] => {
    // No function head is that long, and the patterns would be slow.
    if (line.length > 500) return [];
    const [, indent, name] = wordHead.exec(line) ?? braceHead.exec(line) ?? [];
    if (indent === undefined || name === undefined || notNames.has(name)) return [];
    const headEnd = headEndOf(lines, start);
    const head = lines.slice(start, headEnd + 1).join(' ');
    const parameters = /\(([^]*)\)/.exec(head.slice(head.indexOf(name) + name.length))?.[1] ?? '';
    const end = bodyEnd(lines, headEnd, indent.length);
    return [{ name, parameters, async: /\basync\b/.test(line), start, headEnd, end, indent }];
  });
}

/** The line with the head's closing parenthesis. */
function headEndOf(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let index = start; index < Math.min(lines.length, start + 30); index += 1) {
    for (const sign of lines[index] ?? '') {
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
    }
    if (depth <= 0) return index;
  }
  return start;
}

function bodyEnd(lines: readonly string[], headEnd: number, indent: number): number {
  let end = headEnd;
  for (let index = headEnd + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '') continue;
    if (line.search(/\S/) <= indent) return /^\s*(\}|end\b)/.test(line) ? index : end;
    end = index;
  }
  return end;
}

function functionFacts(
  one: TextFunction,
  lines: readonly string[],
  language: string,
): FunctionFacts {
  const body = lines.slice(one.headEnd + 1, one.end + 1);
  const text = body.join('\n');
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const all = (pattern: RegExp): string[] => [
    ...new Set([...text.matchAll(pattern)].map((match) => shorten(match[1] ?? '', 60))),
  ];
  return {
    name: one.name,
    line: one.start + 1,
    endLine: one.end + 1,
    async: one.async,
    parameters: splitParameters(one.parameters).map((parameter) =>
      parameterFacts(parameter, text, language),
    ),
    branches: count(/^\s*\}?\s*(if|elif|else if|elsif|case|match|when)\b/gm),
    loops: count(/^\s*(for|while|loop|foreach|until)\b/gm),
    awaits: all(/\bawait\s+([^\n;]+)/g),
    throws: all(/\b(?:raise|throw|panic!?)\b\s*\(?([^\n;]*)/g),
    returns: all(/\breturn\b[ \t]+([^\n;]+)/g),
    calls: all(/\b([A-Za-z_][\w.]*)\(/g).filter((name) => !notNames.has(name)),
    steps: body.flatMap((line) => lineStep(line, one.indent.length) ?? []),
  };
}

/** Describes a line of a body's outermost level in words. */
function lineStep(line: string, indent: number): string | undefined {
  const depth = line.search(/\S/);
  if (depth < 0 || depth > indent + 4) return undefined;
  const code = shorten(line.replace(/[{;:]\s*$/, ''), 80);
  const [, word, rest] = /^(\w+)\s*(.*)$/.exec(code) ?? [];
  const quoted = `\`${rest}\``;
  switch (word) {
    case 'if':
      return `looks whether ${quoted}`;
    case 'for':
    case 'foreach':
      return `goes through ${quoted}`;
    case 'while':
      return `repeats while ${quoted}`;
    case 'return':
      return rest === '' ? 'returns' : `returns ${quoted}`;
    case 'raise':
    case 'throw':
      return `throws ${quoted}`;
    case 'with':
      return `opens ${quoted}, and closes it at the end`;
    default:
      return /^[\w.]+(\[[^\]]*\])?\s*:?=[^=]/.test(code) ? `sets \`${code}\`` : undefined;
  }
}

/** Splits at commas outside of brackets. */
function splitParameters(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const sign of text) {
    if ('([{<'.includes(sign)) depth += 1;
    if (')]}>'.includes(sign)) depth -= 1;
    if (sign === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part]
    .map((one) => one.trim())
    .filter((one) => /\w/.test(one) && !/^&?(mut )?self$/.test(one));
}

function parameterFacts(parameter: string, body: string, language: string): ParameterFacts {
  const [head = '', byDefault] = parameter.split(/\s*=\s*/, 2);
  const colon = /^[&*]*(\w+)\s*:\s*(.+)$/.exec(head);
  const words = head.split(/\s+/);
  // In Go the name is first, in languages of the C family it is last.
  const place = language === 'go' ? 0 : -1;
  const name = (colon?.[1] ?? words.at(place) ?? head).replace(/^[*&$]+/, '');
  const type = colon?.[2] ?? (words.length > 1 ? words.toSpliced(place, 1).join(' ') : undefined);
  const read = [
    ...body.matchAll(new RegExp(`\\b${escape(name)}(?:\\.(\\w+)|\\["(\\w+)"\\])`, 'g')),
  ];
  return {
    name,
    ...(type === undefined ? {} : { type }),
    ...(byDefault === undefined ? {} : { byDefault }),
    read: [...new Set(read.map((match) => match[1] ?? match[2] ?? ''))],
    uses: body.match(new RegExp(`\\b${escape(name)}\\b`, 'g'))?.length ?? 0,
  };
}

function pythonFindings(lines: readonly string[]): readonly Finding[] {
  const traps: readonly (readonly [RegExp, string])[] = [
    [
      /^\s*def .*=\s*(\[\]|\{\}|set\(\))/,
      'the default is made once and shared by all calls: what one adds, the next one finds',
    ],
    [/^\s*except\s*:/, 'a bare `except` catches even an interrupt'],
    [/[=!]=\s*None\b/, 'compare with `None` by `is`'],
  ];
  return lines.flatMap((line, index) =>
    traps.flatMap(([pattern, problem]) =>
      pattern.test(line) ? [{ line: index + 1, code: shorten(line, 60), problem }] : [],
    ),
  );
}

function escape(text: string): string {
  return text.replace(/[^\w]/g, '\\$&');
}
