/**
 * How text within a block is read: markdown-it, without raw HTML, with bare links and struck text as GFM has them, and with what models write that
 * CommonMark does not read: line breaks as `<br>`, emphasis in writing without spaces, math.
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
  // The host's name stays as it is written: the page and the extension read it by the same standard (URL).
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
