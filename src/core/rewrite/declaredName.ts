/** Determines what a line declares, to distinguish a new line from a new version of an old one. */
import { similarity } from './similarity.ts';

/**
 * `same`: one line is a new version of the other. `different`: they are about different things.
 * `unclear`: either is possible.
 */
export type Relation = 'same' | 'different' | 'unclear';

interface Subject {
  readonly kind: 'import' | 'name' | 'case' | 'call';
  readonly names: readonly string[];
  readonly source?: string;
}

const modifiers =
  /^(?:(?:export|default|declare|async|public|private|protected|internal|static|readonly|abstract|override|virtual|final|inline|extern|unsafe|sealed|partial|open|suspend|lateinit|pub(?:\([^)]*\))?|local|global|mut)\s+)+/;
const declaration =
  /^(?:function\s*\*?|class|interface|enum|type|struct|trait|impl(?:<[^>]*>)?|fn|func(?:\s*\([^)]*\))?|fun|def|module|namespace|object|record|sub|proc|macro|defn?|let|const|var|val|package)\s+["'`]?([\w$.#-]+)/;
const control =
  /^(?:if|else|for|while|do|switch|match|try|catch|finally|with|return|throw|await|yield|new|case|when|unless|elif|elsif|raise|assert|delete|typeof|not|and|or|in|is)\b/;
const method =
  /^(?:(?:get|set|async|\*)\s+)?([\w$#]+)\s*(?:<[^>]*>)?\([^;]*(?:\{|=>|:)\s*(?:\/\/.*)?$/;
const typedFunction = /^[A-Za-z_][\w\s*&<>:,[\]]*?[\s*&]([\w:~]+)\s*\([^;=]*\)\s*(?:const\s*)?\{?$/;
const pair =
  /^(?:-\s+)?["'`]?([\w$@.#-]+(?:\[[^\]]*\])?)["'`]?\s*(?:\??:(?!:)|=>|[-+*/|&?%.]?=(?!=)|:=)/;
const oneCase = /^(?:case|when)\s+(.+?)\s*(?::|=>|->|then|$)/;
const heading = /^(#{1,6})\s+(.+?)\s*#*$/;
const block = /^([.#:@&*\w][^;=(]*?(?:\([^)]*\))?[^;=(]*?)\s*\{$/;
const call = /^(?:await\s+|yield\s+|return\s+|void\s+)?([\w$.]+)\s*\(/;

function subjectOf(line: string): Subject | undefined {
  const bare = line.trim();
  const imported = importOf(bare);
  if (imported !== undefined) return imported;
  const text = bare.replace(modifiers, '');
  const ofCase = oneCase.exec(text)?.[1];
  if (ofCase !== undefined) return { kind: 'case', names: [ofCase] };
  const ofHeading = heading.exec(text);
  if (ofHeading !== null) return { kind: 'name', names: [ofHeading[2] ?? ''] };
  const declared = declaration.exec(text)?.[1];
  if (declared !== undefined) return { kind: 'name', names: [declared] };
  if (!control.test(text)) {
    const name =
      method.exec(text)?.[1] ??
      typedFunction.exec(text)?.[1] ??
      pair.exec(text)?.[1] ??
      block.exec(text)?.[1];
    if (name !== undefined) return { kind: 'name', names: [name] };
  }
  const called = call.exec(text)?.[1];
  return called === undefined || control.test(called)
    ? undefined
    : { kind: 'call', names: [called] };
}

function importOf(bare: string): Subject | undefined {
  const names = (text: string): readonly string[] =>
    text.replace(/\b(?:type|as\s+\w+)\b/g, ' ').match(/[\w$*]+/g) ?? [];
  const js = /^(?:import|export)\s+(.*?)\s*from\s*["'](.+?)["']/.exec(bare);
  if (js !== null) return { kind: 'import', names: names(js[1] ?? ''), source: js[2] ?? '' };
  const python = /^from\s+(\S+)\s+import\s+(.*)$/.exec(bare);
  if (python !== null)
    return { kind: 'import', names: names(python[2] ?? ''), source: python[1] ?? '' };
  const other =
    /^(?:import|use|using|#\s*include|require|require_relative|open|@import|@use)\b\s*(.+?);?$/.exec(
      bare,
    );
  const what = other?.[1];
  return what === undefined || what.startsWith('(')
    ? undefined
    : { kind: 'import', names: [what], source: what };
}

/** The name that a line declares, if it declares one. */
export function declaredName(line: string): string | undefined {
  const subject = subjectOf(line);
  return subject?.kind === 'name' ? subject.names[0] : undefined;
}

/** Whether a line declares or imports something. */
export function isDeclaration(line: string): boolean {
  const kind = subjectOf(line)?.kind;
  return kind !== undefined && kind !== 'call';
}

export function relationOf(a: string, b: string): Relation {
  if (a.trim() === b.trim()) return 'same';
  const left = subjectOf(a);
  const right = subjectOf(b);
  if (left === undefined && right === undefined) return ofWords(a, b);
  if (left === undefined || right === undefined || left.kind !== right.kind) {
    return similarity(a, b) >= 0.7 ? 'unclear' : 'different';
  }
  const isShared = left.names.some((name) => right.names.includes(name));
  if (isShared && left.kind !== 'call') return 'same';
  if (left.kind !== 'import') {
    return isShared || isRenamed(left.names[0], right.names[0]) || similarity(a, b) >= 0.7
      ? 'unclear'
      : 'different';
  }
  return left.source === right.source || similarity(a, b) >= 0.85 ? 'unclear' : 'different';
}

/**
 * Whether two lines that aren't imports differ only in their words, so that one may replace the
 * other.
 */
export function hasSameForm(a: string, b: string): boolean {
  const form = (line: string): string => line.trim().replace(/[\p{L}\p{N}_$]+/gu, 'w');
  return form(a) === form(b) && importOf(a.trim()) === undefined;
}

/** Whether one name may be the other one renamed: the longer name contains the shorter. */
function isRenamed(a = '', b = ''): boolean {
  const [short = '', long = ''] = [a.toLowerCase(), b.toLowerCase()].sort(
    (x, y) => x.length - y.length,
  );
  return short.length >= 3 && long.includes(short);
}

function ofWords(a: string, b: string): Relation {
  return similarity(a, b) >= 0.5 ? 'unclear' : 'different';
}
