/** Parses TypeScript and JavaScript, complete files and fragments, with the compiler's parser. */
import ts from 'typescript';

export interface Script {
  readonly source: ts.SourceFile;
  /** Offset of the given code in the parsed source. */
  readonly shift: number;
  /** Start offset of a node in the given code. */
  readonly start: (node: ts.Node) => number;
  readonly end: (node: ts.Node) => number;
  /** 1-based line where a node starts. */
  readonly line: (node: ts.Node) => number;
  readonly endLine: (node: ts.Node) => number;
  /** The node's text in one line, cut to `length` characters. */
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

/**
 * A fragment can need surrounding code to be parsed: none, a class for methods, or an object for
 * properties.
 */
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

/** The parse with the fewest errors. Stops at the first one without errors. */
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

/**
 * Calls `visit` for a node and its descendants, parents first. If `visit` returns true, the node's
 * children are skipped.
 */
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

/** The parser stores its errors in a field that its types don't declare. */
function faultsOf(source: ts.SourceFile): number {
  return 'parseDiagnostics' in source && Array.isArray(source.parseDiagnostics)
    ? source.parseDiagnostics.length
    : 0;
}
