/**
 * The parser for inline text: markdown-it without raw HTML, with GFM's bare links and
 * strikethrough, and with what models write that CommonMark doesn't support: `<br>` line breaks,
 * emphasis in scripts without word spaces, and math.
 */
import MarkdownIt, { type MarkdownIt as MarkdownItType, type StateInline } from 'markdown-it';
import { useBareLinks } from './bareLinks.ts';
import { flanks } from './flanking.ts';
import { mathLength } from './math.ts';
import { useStrikethrough } from './strikethrough.ts';

export function createInlineParser(): MarkdownItType {
  const parser = new MarkdownIt({ html: false, linkify: true });
  useStrikethrough(parser);
  useBareLinks(parser);
  parser.inline.ruler.before('escape', 'math', math);
  parser.inline.ruler.before('autolink', 'line_break', lineBreak);
  parser.inline.State = class extends parser.inline.State {
    override scanDelims(start: number, canSplitWord: boolean) {
      const { length } = super.scanDelims(start, canSplitWord);
      const { open, close } = flanks(this.src, start, length, this.posMax);
      return { can_open: open, can_close: close, length };
    }
  };
  // Leave the host name as written: the page and the extension both parse it with the standard
  // `URL`.
  const { encode } = parser.utils.lib.mdurl;
  parser.normalizeLink = (url) => encode(url);
  return parser;
}

const breakTag = /<br[ \t]*\/?>/iy;

function lineBreak(state: StateInline, silent: boolean): boolean {
  breakTag.lastIndex = state.pos;
  const tag = breakTag.exec(state.src)?.[0];
  if (tag === undefined) return false;
  if (!silent) state.push('hardbreak', 'br', 0);
  state.pos += tag.length;
  return true;
}

function math(state: StateInline, silent: boolean): boolean {
  const length = mathLength(state.src, state.pos, state.posMax);
  if (length === 0) return false;
  if (!silent) state.pending += state.src.slice(state.pos, state.pos + length);
  state.pos += length;
  return true;
}
