/** Separates code from strings and comments in languages without a parser here. */
import { scriptLanguages } from '../script.ts';

export interface CommentSigns {
  readonly line?: string;
  readonly block?: readonly [string, string];
}

/** The comment signs of a language, or undefined if it is unknown or has no comments. */
export function commentSigns(language: string): CommentSigns | undefined {
  return signs.find(([names]) => names.includes(language))?.[1];
}

const signs: readonly (readonly [readonly string[], CommentSigns])[] = [
  [
    [
      'python',
      'py',
      'ruby',
      'rb',
      'shellscript',
      'sh',
      'bash',
      'zsh',
      'yaml',
      'yml',
      'toml',
      'r',
      'perl',
      'makefile',
      'dockerfile',
      'elixir',
      'powershell',
    ],
    { line: '#' },
  ],
  [
    [
      ...scriptLanguages,
      'java',
      'c',
      'cpp',
      'c++',
      'csharp',
      'cs',
      'go',
      'rust',
      'rs',
      'swift',
      'kotlin',
      'kt',
      'scala',
      'dart',
      'php',
      'jsonc',
      'scss',
      'less',
      'zig',
      'groovy',
    ],
    { line: '//', block: ['/*', '*/'] },
  ],
  [['css'], { block: ['/*', '*/'] }],
  [['html', 'xml', 'svg', 'vue', 'markdown', 'md'], { block: ['<!--', '-->'] }],
  [['sql', 'lua', 'haskell', 'hs', 'elm', 'ada'], { line: '--' }],
];

/** A string or a comment. `end` is exclusive. */
export interface Hidden {
  readonly start: number;
  readonly end: number;
  readonly kind: 'string' | 'comment';
}

export function hiddenIn(code: string, language: string): readonly Hidden[] {
  const { line, block } = commentSigns(language) ?? {};
  const escape = (text: string): string => text.replace(/[^\w\s]/g, '\\$&');
  const comments = [
    ...(block === undefined ? [] : [`${escape(block[0])}[^]*?(?:${escape(block[1])}|$)`]),
    ...(line === undefined ? [] : [`${escape(line)}[^\\n]*`]),
  ];
  const strings = [
    '"""[^]*?(?:"""|$)',
    "\'\'\'[^]*?(?:\'\'\'|$)",
    '"(?:\\\\.|[^"\\\\\\n])*"?',
    // A single apostrophe can be a lifetime or a digit separator, so a string must be closed on its
    // line.
    "'(?:\\\\.|[^'\\\\\\n])*'",
    '`[^`]*`',
  ];
  // `(?!)` never matches. It is the comment group of languages without comments.
  const pattern = new RegExp(`(${comments.join('|') || '(?!)'})|${strings.join('|')}`, 'g');
  return [...code.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: match[1] === undefined ? 'string' : 'comment',
  }));
}

/**
 * Replaces each character of strings and comments with a space. Line breaks and offsets stay the
 * same.
 */
export function codeOnly(code: string, language: string): string {
  let result = '';
  let position = 0;
  for (const { start, end } of hiddenIn(code, language)) {
    result += code.slice(position, start) + code.slice(start, end).replace(/[^\n]/g, ' ');
    position = end;
  }
  return result + code.slice(position);
}
