/**
 * Finds text that looks like a secret, so that the user is asked before it is sent. Findings are
 * never certain, and the scan sends nothing anywhere.
 */
import { issuedForms, type IssuedForm } from './issuedSecrets.ts';
import { after, assignmentAt, before, nameWords } from './secretAssignments.ts';

export interface SecretFinding {
  /** Text for the user: `an AWS access key`. */
  readonly what: string;
  /** 0-based. */
  readonly line: number;
}

/** Maximum length of a form, in characters. */
const longestForm = 8_000;

/**
 * The findings in text order, at most one per line. Time grows linearly with the text: words are
 * searched for by patterns without repetition, and at each of them a piece of bounded length is
 * examined.
 *
 * @param looked called with the length of each examined piece
 */
export function findSecrets(
  text: string,
  looked?: (length: number) => void,
): readonly SecretFinding[] {
  const findings = new Map<number, SecretFinding>();
  const lines = lineStarts(text);
  const add = (what: string, index: number): void => {
    const line = lineOf(lines, index);
    if (!findings.has(line)) findings.set(line, { what, line });
  };
  for (const { 0: start, index } of text.matchAll(formStarts)) {
    const isInWord = index > 0 && /[A-Za-z0-9_]/.test(text[index - 1] ?? '');
    for (const form of formsByStart.get(start) ?? []) {
      if (isInWord && form.anywhere !== true) continue;
      looked?.(longestForm);
      if (isForm(form, text, index)) add(form.what, index);
    }
  }
  let done = 0;
  for (const { 0: word, index } of text.matchAll(words)) {
    // The name examined before contains this word too.
    if (index < done) continue;
    looked?.(before + after);
    const from = Math.max(0, index - before);
    const piece = text.slice(from, index + word.length + after);
    const found = assignmentAt(piece, index - from, word.length);
    if (found === undefined) continue;
    done = index + word.length;
    add(`a value that looks secret (${found.name})`, index);
  }
  return [...findings.values()].sort((a, b) => a.line - b.line);
}

/**
 * The findings as text: `an AWS access key on line 2, and 1 more`. Undefined if there are none.
 *
 * @param firstLine 0-based number of the text's first line in its file
 */
export function describeSecrets(text: string, firstLine = 0): string | undefined {
  const findings = findSecrets(text);
  const [first] = findings;
  if (first === undefined) return undefined;
  const more = findings.length === 1 ? '' : `, and ${findings.length - 1} more`;
  return `${first.what} on line ${firstLine + first.line + 1}${more}`;
}

function isForm({ pattern, accept }: IssuedForm, text: string, index: number): boolean {
  pattern.lastIndex = index;
  const match = pattern.exec(text);
  return match !== null && (accept === undefined || accept(match[1] ?? match[0]));
}

const formsByStart = new Map<string, readonly IssuedForm[]>();
for (const form of issuedForms)
  for (const start of form.starts)
    formsByStart.set(start, [...(formsByStart.get(start) ?? []), form]);

/** Longest first, so that `sk-ant-` isn't taken for `sk-`. */
function anyOf(literals: Iterable<string>, flags: string): RegExp {
  const sorted = [...new Set(literals)].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.map((each) => each.replace(/[.+$/|]/g, '\\$&')).join('|'), flags);
}

const formStarts = anyOf(formsByStart.keys(), 'g');
const words = anyOf(nameWords, 'gi');

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
