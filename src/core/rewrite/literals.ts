/**
 * Finds the lines inside strings, templates and here-documents, where white space is part of the
 * program's data.
 */

interface Quote {
  readonly open: string;
  readonly close: string;
  /** May span several lines. */
  readonly multi?: true;
  /** A backslash escapes the next character. */
  readonly escapes?: true;
  /** `${` begins an expression, as in JavaScript's templates. */
  readonly holes?: true;
  /** The language strips the common indentation, so the literal is indented along with the code. */
  readonly moves?: true;
}

interface Syntax {
  readonly comments: readonly (readonly [open: string, close: string])[];
  readonly quotes: readonly Quote[];
  readonly hereDocument?: RegExp;
  readonly hasPatterns?: true;
}

const slashes = [
  ['//', '\n'],
  ['/*', '*/'],
] as const;
const hash = [['#', '\n']] as const;
const lineStrings: readonly Quote[] = [
  { open: '"', close: '"', escapes: true },
  { open: "'", close: "'", escapes: true },
];
const triple: Quote = { open: '"""', close: '"""', multi: true, escapes: true };
const tripleSingle: Quote = { open: "'''", close: "'''", multi: true, escapes: true };
const double: Quote = { open: '"', close: '"', multi: true, escapes: true };

const script: Syntax = {
  comments: slashes,
  quotes: [{ open: '`', close: '`', multi: true, escapes: true, holes: true }, ...lineStrings],
  hasPatterns: true,
};

const syntaxes: readonly (readonly [ids: string, syntax: Syntax])[] = [
  ['javascript javascriptreact typescript typescriptreact vue svelte astro', script],
  [
    'python cython mojo starlark',
    { comments: hash, quotes: [triple, tripleSingle, ...lineStrings] },
  ],
  ['toml', { comments: hash, quotes: [triple, tripleSingle, ...lineStrings] }],
  ['go', { comments: slashes, quotes: [{ open: '`', close: '`', multi: true }, ...lineStrings] }],
  [
    'rust',
    {
      comments: slashes,
      quotes: [
        { open: 'r##"', close: '"##', multi: true },
        { open: 'r#"', close: '"#', multi: true },
        { open: 'r"', close: '"', multi: true },
        double,
      ],
    },
  ],
  ['java swift', { comments: slashes, quotes: [{ ...triple, moves: true }, ...lineStrings] }],
  ['kotlin scala groovy', { comments: slashes, quotes: [triple, ...lineStrings] }],
  ['dart', { comments: slashes, quotes: [triple, tripleSingle, ...lineStrings] }],
  [
    'csharp',
    {
      comments: slashes,
      quotes: [
        { ...triple, moves: true },
        { open: '$@"', close: '"', multi: true },
        { open: '@$"', close: '"', multi: true },
        { open: '@"', close: '"', multi: true },
        ...lineStrings,
      ],
    },
  ],
  [
    'c cpp cuda-cpp',
    { comments: slashes, quotes: [{ open: 'R"(', close: ')"', multi: true }, ...lineStrings] },
  ],
  ['elixir', { comments: hash, quotes: [{ ...triple, moves: true }, ...lineStrings] }],
  ['julia nim', { comments: hash, quotes: [triple, ...lineStrings] }],
  [
    'shellscript',
    {
      comments: [[' #', '\n']],
      quotes: [double, { open: "'", close: "'", multi: true }],
      hereDocument: /^<<-?\s*\\?(["']?)([A-Za-z_]\w*)\1/,
    },
  ],
  [
    'ruby perl',
    { comments: hash, quotes: lineStrings, hereDocument: /^<<-?(["'`]?)([A-Z_]\w*)\1/ },
  ],
  [
    'php',
    {
      comments: [...slashes, ...hash],
      quotes: lineStrings,
      hereDocument: /^<<<\s*(["']?)([A-Za-z_]\w*)\1/,
    },
  ],
  [
    'lua',
    {
      comments: [
        ['--[[', ']]'],
        ['--', '\n'],
      ],
      quotes: [
        { open: '[[', close: ']]', multi: true },
        { open: '[=[', close: ']=]', multi: true },
        ...lineStrings,
      ],
    },
  ],
  [
    'sql mysql plsql pgsql',
    {
      comments: [
        ['--', '\n'],
        ['/*', '*/'],
      ],
      quotes: [
        { open: "'", close: "'", multi: true },
        { open: '$$', close: '$$', multi: true },
      ],
    },
  ],
  [
    'powershell',
    {
      comments: hash,
      quotes: [
        { open: '@"', close: '\n"@', multi: true },
        { open: "@'", close: "\n'@", multi: true },
        { open: '"', close: '"' },
        { open: "'", close: "'" },
      ],
    },
  ],
  [
    'html xml',
    {
      comments: [['<!--', '-->']],
      quotes: [
        { open: '<pre', close: '</pre', multi: true },
        { open: '<textarea', close: '</textarea', multi: true },
      ],
    },
  ],
];

const byLanguage = new Map(
  syntaxes.flatMap(([ids, syntax]) => ids.split(' ').map((id) => [id, syntax] as const)),
);

/** For unknown languages: only quotes that mean the same in every language that has them. */
const unknown: Syntax = { comments: [], quotes: [triple, ...lineStrings] };

/**
 * For each line, the literal in which the line begins: 0 for code, otherwise the literal's 1-based
 * number. The line that ends a literal belongs to it. A Python docstring counts as code, because it
 * is indented along with its function.
 */
export function literalLines(
  lines: readonly string[],
  language: string | undefined,
): readonly number[] {
  const syntax = byLanguage.get(language ?? '') ?? unknown;
  const result: number[] = [];
  const text = lines.join('\n');
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const spans = spansOf(text, syntax, language === 'python');
  let span = 0;
  for (const start of starts) {
    while (span < spans.length && (spans[span]?.end ?? 0) <= start) span += 1;
    const here = spans[span];
    result.push(here !== undefined && here.start < start ? span + 1 : 0);
  }
  return result;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The literals that span more than one line. */
function spansOf(text: string, syntax: Syntax, hasDocstrings: boolean): readonly Span[] {
  const spans: Span[] = [];
  /** For each open `${` in a template, how many braces are open inside it. */
  const holes: number[] = [];
  let at = 0;
  const literal = (quote: Quote, start: number, from: number): number => {
    const { end, isHole } = endOf(text, from, quote);
    const isDocstring =
      hasDocstrings && /(?:^|\n)[ \t]*[rRuU]?$/.test(text.slice(Math.max(0, start - 200), start));
    if (quote.moves !== true && !isDocstring && text.slice(start, end).includes('\n'))
      spans.push({ start, end });
    if (isHole) holes.push(0);
    return end;
  };
  const template = syntax.quotes.find((quote) => quote.holes === true);
  while (at < text.length) {
    const open = holes.at(-1);
    if (open !== undefined && template !== undefined && (text[at] === '{' || text[at] === '}')) {
      if (text[at] === '}' && open === 0) {
        holes.pop();
        at = literal(template, at, at + 1);
        continue;
      }
      holes[holes.length - 1] = open + (text[at] === '{' ? 1 : -1);
    }
    const comment = syntax.comments.find(
      ([sign]) => text.startsWith(sign, at) || (at === 0 && text.startsWith(sign.trim())),
    );
    if (comment !== undefined) {
      const end = text.indexOf(comment[1], at + comment[0].length);
      at = end === -1 ? text.length : end + (comment[1] === '\n' ? 0 : comment[1].length);
      continue;
    }
    const here = syntax.hereDocument?.exec(text.slice(at, at + 80));
    if (here !== null && here !== undefined && text[at - 1] !== '<') {
      at = hereDocument(text, at, here[2] ?? '', spans);
      continue;
    }
    const quote = syntax.quotes.find(({ open: sign }) => text.startsWith(sign, at));
    if (quote !== undefined) at = literal(quote, at, at + quote.open.length);
    else if (syntax.hasPatterns === true && text[at] === '/') at = afterPattern(text, at);
    else at += 1;
  }
  return spans;
}

function endOf(
  text: string,
  from: number,
  quote: Quote,
): { readonly end: number; readonly isHole: boolean } {
  for (let at = from; at < text.length; at += 1) {
    if (quote.escapes === true && text[at] === '\\') at += 1;
    else if (quote.holes === true && text.startsWith('${', at))
      return { end: at + 2, isHole: true };
    else if (text.startsWith(quote.close, at))
      return { end: at + quote.close.length, isHole: false };
    else if (quote.multi !== true && text[at] === '\n') return { end: at, isHole: false };
  }
  return { end: text.length, isHole: false };
}

/**
 * Adds the here-document that starts at `at` to `spans`, including the line with its terminator.
 * Returns the offset after it.
 */
function hereDocument(text: string, at: number, word: string, spans: Span[]): number {
  const start = text.indexOf('\n', at);
  if (start === -1) return text.length;
  const end = new RegExp(`\\n[ \\t]*${word}\\b[^\\n]*`).exec(text.slice(start));
  const after = end === null ? text.length : start + end.index + end[0].length;
  spans.push({ start, end: after + 1 });
  return after;
}

/**
 * The offset after a `/`. After an operator, `/` begins a regular expression. The whole expression
 * is skipped, because it may contain quotes.
 */
function afterPattern(text: string, at: number): number {
  if (
    !/(?:^|[(,=:[!&|?{};+\n>]|\breturn|\btypeof|\bcase)\s*$/.test(
      text.slice(Math.max(0, at - 20), at),
    )
  )
    return at + 1;
  const match = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//.exec(text.slice(at, at + 1000));
  return at + (match?.[0].length ?? 1);
}
