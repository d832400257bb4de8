/**
 * Links addresses in plain text: GFM 6.9, "Autolinks (extension)". Each character is checked a
 * bounded number of times.
 */
import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it';
import { mailAround, webLength, wwwLength } from './addresses.ts';

export function useBareLinks(parser: MarkdownIt): void {
  // An inline rule, like emphasis, so that `*` and `_` inside an address belong to the address.
  parser.inline.ruler.at('linkify', webLink);
  parser.core.ruler.at('linkify', linkText);
}

const colon = 58;
/** Not at the end of a longer name: `git+https:` is another scheme. */
const scheme = /(?:^|[^a-z0-9.+-])(https?)$/i;

function webLink(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (src.charCodeAt(pos) !== colon || state.linkLevel > 0) return false;
  const name = scheme.exec(src.slice(Math.max(0, pos - 6), pos))?.[1];
  if (name === undefined || !state.pending.endsWith(name)) return false;
  const length = webLength(src.slice(0, state.posMax), pos + 1);
  if (length === 0) return false;
  const start = pos - name.length;
  const address = src.slice(start, pos + 1 + length);
  if (!silent) {
    state.pending = state.pending.slice(0, -name.length);
    state.push('link_open', 'a', 1).attrs = [['href', address]];
    state.push('text', '', 0).content = address;
    state.push('link_close', 'a', -1);
  }
  state.pos += length + 1;
  return true;
}

function linkText(state: StateCore): void {
  for (const { children } of state.tokens) {
    if (children === null) continue;
    let inLink = 0;
    for (let i = 0; i < children.length; i++) {
      const token = children[i];
      if (token?.type === 'link_open') inLink++;
      else if (token?.type === 'link_close') inLink--;
      if (token?.type !== 'text' || inLink > 0) continue;
      const parts = split(state, token);
      if (parts.length === 1) continue;
      children.splice(i, 1, ...parts);
      i += parts.length - 1;
    }
  }
}

function split(state: StateCore, token: Token): readonly Token[] {
  const text = token.content;
  const parts: Token[] = [];
  let from = 0;
  const push = (type: string, tag: string, nesting: 1 | 0 | -1, content = ''): Token => {
    const part = new state.Token(type, tag, nesting);
    part.content = content;
    part.level = token.level + (nesting === 0 ? 1 : 0);
    parts.push(part);
    return part;
  };
  for (const { index, 0: found } of text.matchAll(/www\.|@/gi)) {
    if (index < from) continue;
    const place = found === '@' ? mailAround(text, index, from) : wwwAt(text, index);
    if (place === null) continue;
    if (place.start > from) push('text', '', 0, text.slice(from, place.start)).level = token.level;
    push('link_open', 'a', 1).attrs = [['href', place.href]];
    push('text', '', 0, text.slice(place.start, place.end));
    push('link_close', 'a', -1);
    from = place.end;
  }
  if (from === 0) return [token];
  if (from < text.length) push('text', '', 0, text.slice(from)).level = token.level;
  return parts;
}

function wwwAt(text: string, start: number) {
  const length = wwwLength(text, start + 4);
  if (length === 0) return null;
  const end = start + 4 + length;
  return { start, end, href: `http://${text.slice(start, end)}` };
}
