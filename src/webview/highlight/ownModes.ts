/** Simple modes for languages that CodeMirror lacks: words, strings and comments. */
import { clike } from '@codemirror/legacy-modes/mode/clike';
import type { StreamParser, StringStream } from '@codemirror/streamparser';

function words(list: string): Record<string, true> {
  return Object.fromEntries(list.split(' ').map((word) => [word, true]));
}

export const php: StreamParser<unknown> = clike({
  name: 'php',
  keywords: words(
    'abstract and as break case catch class clone const continue declare default do echo else elseif enum extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield',
  ),
  types: words('array bool callable float int iterable mixed never object string void self parent'),
  atoms: words('true false null TRUE FALSE NULL __CLASS__ __DIR__ __FILE__ __LINE__ __METHOD__'),
  multiLineStrings: true,
  hooks: {
    $: (stream: StringStream) => {
      stream.eatWhile(/\w/);
      return stream.current() === '$this' ? 'self' : 'variable';
    },
    '#': (stream: StringStream) => {
      if (stream.eat('[')) return 'meta';
      stream.skipToEnd();
      return 'comment';
    },
    '<': (stream: StringStream) => (stream.match(/^\?(?:php\b|=)/) ? 'meta' : false),
    '?': (stream: StringStream) => (stream.eat('>') ? 'meta' : false),
  },
});

/**
 * Definition of a simple mode. Patterns are tried in order at each position of a line and start
 * with `^`.
 */
interface Words {
  readonly name: string;
  readonly patterns: readonly (readonly [RegExp, string | null])[];
  /** Delimiters and style of strings or comments that can span lines. */
  readonly long?: readonly (readonly [open: string, close: string, style: string])[];
}

interface LongState {
  /** Index in `long` of the open string or comment; -1 for none. */
  open: number;
}

function mode({ name, patterns, long = [] }: Words): StreamParser<LongState> {
  return {
    name,
    startState: () => ({ open: -1 }),
    token: (stream, state) => {
      const open = long[state.open];
      if (open !== undefined) {
        if (stream.skipTo(open[1])) {
          stream.match(open[1]);
          state.open = -1;
        } else stream.skipToEnd();
        return open[2];
      }
      if (stream.eatSpace()) return null;
      const begins = long.findIndex(([mark]) => stream.match(mark));
      if (begins >= 0) {
        state.open = begins;
        return long[begins]?.[2] ?? null;
      }
      for (const [pattern, style] of patterns) if (stream.match(pattern)) return style;
      stream.next();
      return null;
    },
  };
}

function wordPattern(list: string): RegExp {
  return new RegExp(`^(?:${list.split(' ').join('|')})(?![\\w?!])`);
}

export const elixir = mode({
  name: 'elixir',
  long: [['"""', '"""', 'string']],
  patterns: [
    [/^#.*/, 'comment'],
    [/^"(?:[^"\\]|\\.)*"?/, 'string'],
    [/^'(?:[^'\\]|\\.)*'?/, 'string'],
    [/^:(?:\w+[?!]?|"[^"]*")/, 'atom'],
    [/^@\w+/, 'meta'],
    [/^(?:0x[\da-f]+|\d[\d_]*(?:\.\d+)?)/i, 'number'],
    [
      wordPattern(
        'def defp defmodule defmacro defmacrop defstruct defprotocol defimpl defguard do end fn case cond if else unless with for when in and or not use import alias require quote unquote receive after rescue try catch raise',
      ),
      'keyword',
    ],
    [wordPattern('true false nil'), 'atom'],
    [/^\w+[?!]?:(?!:)/, 'atom'],
    [/^[A-Z]\w*/, 'type'],
    [/^[a-z_]\w*[?!]?/, 'variable'],
    [/^(?:\|>|->|<-|=>|[-+*/=<>|&!^~]+)/, 'operator'],
  ],
});

export const graphql = mode({
  name: 'graphql',
  long: [['"""', '"""', 'string']],
  patterns: [
    [/^#.*/, 'comment'],
    [/^"(?:[^"\\]|\\.)*"?/, 'string'],
    [/^[$]\w+/, 'variable'],
    [/^@\w+/, 'meta'],
    [/^-?\d+(?:\.\d+)?/, 'number'],
    [
      wordPattern(
        'query mutation subscription fragment on type input enum interface union scalar schema directive extend implements',
      ),
      'keyword',
    ],
    [wordPattern('true false null'), 'atom'],
    [/^[A-Z]\w*/, 'type'],
    [/^\w+(?=\s*[:({])/, 'property'],
    [/^\w+/, 'variable'],
    [/^[!=|&:]+/, 'operator'],
  ],
});

export const hcl = mode({
  name: 'hcl',
  long: [['/*', '*/', 'comment']],
  patterns: [
    [/^(?:#|\/\/).*/, 'comment'],
    [/^"(?:[^"\\]|\\.)*"?/, 'string'],
    [/^\d+(?:\.\d+)?/, 'number'],
    [
      wordPattern(
        'resource data variable output locals module provider terraform backend for in if',
      ),
      'keyword',
    ],
    [wordPattern('true false null'), 'atom'],
    [/^[\w-]+(?=\s*=(?!=))/, 'property'],
    [/^[\w-]+(?=\()/, 'builtin'],
    [/^[\w-]+/, 'variable'],
    [/^[-+*/=<>!&|?:]+/, 'operator'],
  ],
});

export const makefile = mode({
  name: 'makefile',
  patterns: [
    [/^#.*/, 'comment'],
    [/^\$(?:\([^)]*\)|\{[^}]*\}|[@<^?*%+])/, 'variable'],
    [/^[\w.-]+(?=\s*[:?+]?=)/, 'def'],
    [/^\.[A-Z]+(?=:)/, 'meta'],
    [/^[\w./%-]+(?=[^=]*:(?!=))/, 'tag'],
    [wordPattern('ifeq ifneq ifdef ifndef else endif include define endef export'), 'keyword'],
    [/^"[^"]*"?/, 'string'],
    [/^'[^']*'?/, 'string'],
    [/^[\w./-]+/, null],
    [/^[:?+]?=/, 'operator'],
  ],
});

export const markdown = mode({
  name: 'markdown',
  long: [],
  patterns: [
    [/^#{1,6}\s.*/, 'heading'],
    [/^(?:```|~~~).*/, 'meta'],
    [/^>.*/, 'quote'],
    [/^(?:[-*+]|\d+[.)])(?=\s)/, 'keyword'],
    [/^`[^`]+`/, 'string'],
    [/^(\*\*|__)(?=\S).+?\1/, 'strong'],
    [/^!?\[[^\]]*\]\([^)]*\)/, 'link'],
    [/^<?https?:\/\/[^\s>]+>?/, 'link'],
    [/^[^`*_[\]!<\d#>-]+/, null],
  ],
});
