/**
 * GFM strikethrough, between single or double tildes. Longer runs are text, and so is a single
 * tilde within a word or number: `3~5` is a range, especially in Chinese, Japanese and Korean.
 */
import type { Delimiter, MarkdownIt, StateInline } from 'markdown-it';

const tilde = 126;
/**
 * Double tildes pair only with double tildes: the parser treats them as a separate marker, with a
 * number above all code points.
 */
const twoTildes = 0x11_00_00 + tilde;

export function useStrikethrough(parser: MarkdownIt): void {
  parser.inline.ruler.at('strikethrough', tokenize);
  parser.inline.ruler2.at('strikethrough', (state) => {
    strike(state, state.delimiters);
    for (const meta of state.tokens_meta) strike(state, meta?.delimiters ?? []);
  });
}

function tokenize(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== tilde) return false;
  const { length, can_open, can_close } = state.scanDelims(state.pos, true);
  const inWord = (at: number) => length === 1 && /[\p{L}\p{N}]/u.test(state.src[at] ?? '');
  const token = state.push('text', '', 0);
  token.content = '~'.repeat(length);
  if (length <= 2) {
    state.delimiters.push({
      marker: length === 1 ? tilde : twoTildes,
      // Emphasis has a "multiple of 3" rule that doesn't apply here.
      length: 0,
      token: state.tokens.length - 1,
      end: -1,
      open: can_open && !inWord(state.pos - 1),
      close: can_close && !inWord(state.pos + 1),
    });
  }
  state.pos += length;
  return true;
}

function strike(state: StateInline, delimiters: readonly Delimiter[]): void {
  for (const { marker, token, end } of delimiters) {
    if (marker !== tilde && marker !== twoTildes) continue;
    const closing = delimiters[end]?.token;
    if (closing === undefined) continue;
    makeMark(state, token, 's_open', 1);
    makeMark(state, closing, 's_close', -1);
  }
}

function makeMark(state: StateInline, at: number, type: string, nesting: 1 | -1): void {
  const token = state.tokens[at];
  if (token === undefined) return;
  Object.assign(token, { type, tag: 's', nesting, markup: token.content, content: '' });
}
