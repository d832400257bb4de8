/** Colours code line by line, each line once, with the state of the line before. */
import { StringStream, type StreamParser } from '@codemirror/streamparser';
import { languages } from './languages.ts';
import { tokenClass, type TokenClass } from './tokenClasses.ts';

/** A piece of a line with the class of its colour; null where it has the text's own. */
export interface Span {
  readonly text: string;
  readonly className: string | null;
}

export interface Highlighter {
  /** The next whole line. */
  line(text: string): readonly Span[];
  /** How the next line would look, when it is not whole yet. */
  peek(text: string): readonly Span[];
}

/** Longer lines are data, not code for people: they stay plain. */
const maxLine = 2_000;
const tabSize = 4;
const indentUnit = 2;

/** A highlighter for a language by its name or alias in lower case; null when it is not known. */
export function createHighlighter(language: string): Highlighter | null {
  const parser = languages.get(language);
  return parser === undefined ? null : highlighterOf(parser);
}

function highlighterOf<State>(parser: StreamParser<State>): Highlighter {
  let state = parser.startState?.(indentUnit);
  const copy = (from: State | undefined): State | undefined =>
    from === undefined || parser.copyState === undefined
      ? copyShallow(from)
      : parser.copyState(from);
  return {
    line: (text) => tokenize(parser, text, state),
    peek: (text) => {
      const kept = state;
      state = copy(kept);
      const spans = tokenize(parser, text, state);
      state = kept;
      return spans;
    },
  };
}

function tokenize<State>(
  parser: StreamParser<State>,
  text: string,
  state: State | undefined,
): readonly Span[] {
  if (text === '') {
    if (state !== undefined) parser.blankLine?.(state, indentUnit);
    return [];
  }
  if (text.length > maxLine) return [{ text, className: null }];
  const spans: { text: string; className: string | null }[] = [];
  const stream = new StringStream(text, tabSize, indentUnit);
  let idle = 0;
  while (!stream.eol()) {
    stream.start = stream.pos;
    // Some modes give nothing where the type says null.
    let style: string | null | undefined;
    try {
      // Modes without a state take none.
      style = parser.token(stream, state as State);
    } catch {
      stream.skipToEnd();
      style = null;
    }
    if (stream.pos === stream.start) {
      // A mode may change its state without reading; one that only does that would never end.
      if (++idle > 10) stream.pos++;
      else continue;
    }
    idle = 0;
    const piece = text.slice(stream.start, stream.pos);
    const className = classOf(style, piece, text[stream.pos]);
    const last = spans.at(-1);
    if (last?.className === className || (last && className === null && piece.trim() === ''))
      last.text += piece;
    else spans.push({ text: piece, className });
  }
  return spans;
}

/** Words that the editor colours as storage, which modes call keywords like any other. */
const storage = new Set(
  'abstract async auto bool char class const def double enum export extends extern final float fn fun func function impl implements int interface lambda let local long mut namespace override package private protected pub public readonly short static struct trait type typedef union unsigned val var virtual void volatile'.split(
    ' ',
  ),
);

/** The class of a piece. The editor's grammars tell calls from names and storage from keywords: so do we, as far as a line shows it. */
function classOf(
  style: string | null | undefined,
  piece: string,
  next: string | undefined,
): TokenClass | null {
  if (typeof style !== 'string') return null;
  const found = tokenClass(style);
  if (found === 'keyword' && storage.has(piece)) return 'storage';
  // Modes have one name for regular expressions and template strings.
  if (found === 'regexp' && !piece.startsWith('/')) return 'string';
  const isName = found === 'variable' || found === 'property' || found === 'definition';
  return isName && next === '(' ? 'function' : found;
}

function copyShallow<State>(state: State | undefined): State | undefined {
  if (typeof state !== 'object' || state === null) return state;
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      Array.isArray(value) ? [...(value as unknown[])] : value,
    ]),
  ) as State;
}
