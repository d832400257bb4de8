/** Reads TypeScript and JavaScript, whole files and cut-out pieces alike, with the compiler's own parser. */
import ts from 'typescript';

export interface Script {
  readonly source: ts.SourceFile;
  /** How far the source's places lie behind those in the code as it was given. */
  readonly shift: number;
  /** Where a node begins in the code as it was given. */
  readonly start: (node: ts.Node) => number;
  readonly end: (node: ts.Node) => number;
  /** The line, 1-based, on which a node begins. */
  readonly line: (node: ts.Node) => number;
  readonly endLine: (node: ts.Node) => number;
  /** The node's text in one line, at most `length` characters. */
  readonly text: (node: ts.Node, length?: number) => string;
}

export const scriptLanguages: readonly string[] = [
  'typescript',
  'ts',
  'typescriptreact',
  'tsx',
  'javascript',
  'js',
  'javascriptreact',
  'jsx',
  'mjs',
  'cjs',
];

/** What a piece may have to stand in to be read: nothing, a class for methods, an object for entries. */
const surroundings = [
  ['', ''],
  ['class _ {', '\n}'],
  ['({', '\n})'],
] as const;

export function parseScript(code: string, language: string): Script {
  const name = /x$|react$/.test(language) ? 'code.tsx' : 'code.ts';
  const { source, shift } = bestReading(name, code);
  const inside = (position: number): number => Math.min(Math.max(position - shift, 0), code.length);
  const lineAt = (position: number): number =>
    source.getLineAndCharacterOfPosition(position).line + 1;
  return {
    source,
    shift,
    start: (node) => inside(node.getStart(source)),
    end: (node) => inside(node.getEnd()),
    line: (node) => lineAt(node.getStart(source)),
    endLine: (node) => lineAt(node.getEnd()),
    text: (node, length = 60) => shorten(node.getText(source), length),
  };
}

/** The reading with the fewest faults; the first that has none. */
function bestReading(
  name: string,
  code: string,
): { readonly source: ts.SourceFile; readonly shift: number } {
  let best: { source: ts.SourceFile; shift: number; faults: number } | undefined;
  for (const [before, after] of surroundings) {
    const text = before + code + after;
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
    const faults = faultsOf(source);
    if (faults < (best?.faults ?? Infinity)) best = { source, shift: before.length, faults };
    if (faults === 0) break;
  }
  if (best === undefined) throw new Error('There is always one reading.');
  return best;
}

/** Calls `visit` for a node and all below it, parents first. What `visit` returns true for is not gone into. */
export function walk(node: ts.Node, visit: (node: ts.Node) => boolean | void): void {
  if (visit(node) === true) return;
  ts.forEachChild(node, (child) => {
    walk(child, visit);
  });
}

export function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

/** The parser keeps its complaints in a field that its types do not show. */
function faultsOf(source: ts.SourceFile): number {
  return 'parseDiagnostics' in source && Array.isArray(source.parseDiagnostics)
    ? source.parseDiagnostics.length
    : 0;
}
