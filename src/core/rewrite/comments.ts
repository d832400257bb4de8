/** Recognizes lines that contain only a comment, by VS Code's language id. */

type Delimiters = readonly [open: string, close?: string];

const slashes: readonly Delimiters[] = [['//'], ['/*', '*/']];
const jsx: readonly Delimiters[] = [...slashes, ['{/*', '*/}']];
const hash: readonly Delimiters[] = [['#']];
const docstring: readonly Delimiters[] = [
  ['"""', '"""'],
  ["'''", "'''"],
];
const markup: readonly Delimiters[] = [['<!--', '-->']];
const dashes: readonly Delimiters[] = [['--']];
const semicolon: readonly Delimiters[] = [[';']];
const percent: readonly Delimiters[] = [['%']];
const parenthesis: readonly Delimiters[] = [['(*', '*)']];

/** For unknown languages: the delimiters that many languages share. */
const common: readonly Delimiters[] = [
  ...jsx,
  ...hash,
  ...docstring,
  ...markup,
  ...dashes,
  ...semicolon,
  ...percent,
  ...parenthesis,
];

const languages: readonly (readonly [ids: string, delimiters: readonly Delimiters[]])[] = [
  [
    'c cpp csharp java go rust swift kotlin scala dart objective-c objective-cpp groovy solidity zig cuda-cpp proto protobuf glsl hlsl wgsl verilog systemverilog v d haxe jsonc json5',
    slashes,
  ],
  ['javascript javascriptreact typescript typescriptreact astro', jsx],
  ['css', [['/*', '*/']]],
  ['scss less stylus postcss', slashes],
  // JSON has no comments, so each of these is a marker.
  ['json jsonl', [...slashes, ...hash]],
  ['php hcl terraform', [...slashes, ...hash, ...markup]],
  [
    'shellscript yaml dockercompose perl perl6 raku ruby r makefile dockerfile toml elixir crystal julia nim coffeescript graphql gdscript fish cmake ignore gitignore git-commit git-rebase properties dotenv env nix tcl awk starlark bazel prisma',
    hash,
  ],
  ['python cython mojo', [...hash, ...docstring]],
  ['powershell', [...hash, ['<#', '#>']]],
  ['ini', [...semicolon, ...hash]],
  ['sql mysql plsql pgsql', [...dashes, ['/*', '*/'], ...hash]],
  ['lua', [['--[[', ']]'], ...dashes]],
  ['haskell elm purescript agda', [...dashes, ['{-', '-}']]],
  ['ada vhdl applescript', dashes],
  ['lisp commonlisp clojure scheme racket elisp emacs-lisp asm llvm', [...semicolon, ['#|', '|#']]],
  ['tex latex bibtex erlang prolog matlab octave postscript', percent],
  ['ocaml fsharp pascal delphi sml coq', [...parenthesis, ['//'], ['{', '}']]],
  ['vb vbscript', [["'"], ['REM ']]],
  ['bat', [['REM '], ['::']]],
  ['viml vim', [['"']]],
  ['fortran fortran-modern FortranFreeForm', [['!']]],
  ['html xml xsl svg markdown mdx plaintext restructuredtext', [...markup, ...jsx]],
  ['vue svelte razor handlebars', [...markup, ...jsx, ['{{!--', '--}}'], ['@*', '*@']]],
  ['jinja jinja-html twig liquid', [...markup, ['{#', '#}']]],
  ['erb ejs', [...markup, ...slashes, ['<%#', '%>']]],
];

const byLanguage = new Map<string, readonly Delimiters[]>(
  languages.flatMap(([ids, delimiters]) => ids.split(' ').map((id) => [id, delimiters] as const)),
);

export interface Comment {
  readonly text: string;
  /** Whether the syntax is that of the document's language; true if the language is unknown. */
  readonly own: boolean;
}

/** The comment on a line that contains nothing else; undefined for other lines. */
export function wholeComment(line: string, language: string | undefined): Comment | undefined {
  const own = byLanguage.get(language ?? '');
  const text = textOf(line, own ?? common);
  if (text !== undefined) return { text, own: true };
  if (own === undefined) return undefined;
  const foreign = textOf(line, common);
  return foreign === undefined ? undefined : { text: foreign, own: false };
}

/**
 * The texts of comments after code on the same line, in syntaxes that have a closing delimiter or
 * begin with `//` or `#`.
 */
export function inlineComments(line: string): readonly string[] {
  const texts: string[] = [];
  for (const match of line.matchAll(/\/\*(.*?)\*\/|<!--(.*?)-->/g)) {
    texts.push(match[1] ?? match[2] ?? '');
  }
  const trailing = /\S.*?\s(?:\/\/|#)\s*(.*)$/.exec(line);
  if (trailing !== null) texts.push(trailing[1] ?? '');
  return texts;
}

function textOf(line: string, delimiters: readonly Delimiters[]): string | undefined {
  const bare = line.trim();
  // Longest first: `--[[` is not `--` with more text.
  for (const [open, close] of [...delimiters].sort((a, b) => b[0].length - a[0].length)) {
    if (!bare.toLowerCase().startsWith(open.toLowerCase())) continue;
    const rest = bare.slice(open.length);
    if (close === undefined) return withoutRepeats(rest, open).trim();
    if (!rest.endsWith(close)) continue;
    const text = rest.slice(0, -close.length);
    // Text after the closing delimiter isn't a comment: `/* a */ code /* b */`.
    if (!text.includes(close)) return text.replace(/^[*!]+|\*+$/g, '').trim();
  }
  return undefined;
}

/** Removes repeated delimiters: `///`, `##` and `;;;` begin a comment as well. */
function withoutRepeats(text: string, open: string): string {
  const sign = open.at(-1) ?? '';
  if (!/^(?:\/\/|#|--|;|%|!)$/.test(open)) return text;
  let at = 0;
  while (text[at] === sign || text[at] === '!') at += 1;
  return text.slice(at);
}
