/** Highlights code line by line. Each line is tokenized once, with the state of the line before. */
import { StringStream, type StreamParser } from '@codemirror/streamparser';
import { languages } from './languages.ts';
import { tokenClass, type TokenClass } from './tokenClasses.ts';

/** A part of a line with its token class; null for the default text colour. */
export interface Span {
  readonly text: string;
  readonly className: string | null;
}

export interface Highlighter {
  /** Highlights the next complete line. */
  line(text: string): readonly Span[];
  /** Highlights the next line while it is incomplete, without changing the state. */
  peek(text: string): readonly Span[];
}

/** Longer lines are data rather than code, so they are not highlighted. */
const maxLine = 2_000;
const tabSize = 4;
const indentUnit = 2;

/** Creates a highlighter for a language by lowercase name or alias; null if it is unknown. */
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
    // Some modes return undefined where the type says null.
    let style: string | null | undefined;
    try {
      // Modes without state ignore this argument.
      style = parser.token(stream, state as State);
    } catch {
      stream.skipToEnd();
      style = null;
    }
    if (stream.pos === stream.start) {
      // A mode may change its state without consuming characters. A mode that only does that would
      // loop forever.
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

/** Words that the editor colours as storage. CodeMirror's modes call them keywords. */
const storage = new Set(
  'abstract async auto bool char class const def double enum export extends extern final float fn fun func function impl implements int interface lambda let local long mut namespace override package private protected pub public readonly short static struct trait type typedef union unsigned val var virtual void volatile'.split(
    ' ',
  ),
);

/**
 * The class of a token. The editor's grammars distinguish calls from names and storage from
 * keywords, so this does too, as far as one line allows.
 */
function classOf(
  style: string | null | undefined,
  piece: string,
  next: string | undefined,
): TokenClass | null {
  if (typeof style !== 'string') return null;
  const found = tokenClass(style);
  if (found === 'keyword' && storage.has(piece)) return 'storage';
  // Modes use the same name for regular expressions and template strings.
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
