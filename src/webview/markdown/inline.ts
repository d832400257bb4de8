/** Renders inline tokens (emphasis, links and code) to nodes, changing as few nodes as possible. */
import type { Token } from 'markdown-it';
import { externalLink } from '../../core/base/externalLink.ts';
import { findHiddenCharacters, type HiddenCharacter } from '../../core/base/hiddenUnicode.ts';
import { appendMarked, sameMarks } from './hiddenMarks.ts';
import { safeImage } from './safeImage.ts';

/** What an element shows: a node for each token, or null for a closing token. */
interface InlineState {
  readonly tokens: readonly Token[];
  readonly nodes: (Node | null)[];
  /** The hidden characters of each code token. */
  readonly hidden: readonly (readonly HiddenCharacter[])[];
}

export interface InlineView {
  /** Shows these tokens in the element. With `coming`, the last one may still grow. */
  paint(tokens: readonly Token[], coming: boolean): void;
  /**
   * Appends to the last text if only closing tokens follow it. Otherwise changes nothing and
   * returns false.
   */
  extend(text: string): boolean;
}

export function createInlineView(element: Element): InlineView {
  let state: InlineState = { tokens: [], nodes: [], hidden: [] };
  return {
    paint: (all, coming) => {
      const tokens = shallow(all);
      const hidden = hiddenIn(tokens, coming);
      const same = countSame(state, tokens, hidden);
      truncate(element, state, same);
      const next = { tokens, nodes: state.nodes.slice(0, same), hidden };
      build(element, next);
      state = next;
    },
    extend: (text) => {
      let last = state.tokens.length - 1;
      while (state.tokens[last]?.nesting === -1 && state.tokens[last]?.tag !== 'a') last--;
      const [token, node] = [state.tokens[last], state.nodes[last]];
      if (token?.type !== 'text' || !(node instanceof Text)) return false;
      node.appendData(text);
      token.content += text;
      return true;
    },
  };
}

/**
 * Maximum nesting of elements. Deeper ones are left out, since a page can't lay out unlimited
 * nesting.
 */
const maxDepth = 16;

/** The tokens to render: no empty text, and no element deeper than `maxDepth`. */
function shallow(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (token.nesting === 1) return ++depth <= maxDepth;
    if (token.nesting === -1) return depth-- <= maxDepth;
    return token.type !== 'text' || token.content !== '';
  });
}

/**
 * With `coming`, the last code may continue, since completePartial.ts added its closing mark. Whether its
 * last characters are shown as hidden then depends on the text that follows.
 */
function hiddenIn(
  tokens: readonly Token[],
  coming: boolean,
): readonly (readonly HiddenCharacter[])[] {
  const last = tokens.findLastIndex(({ nesting }) => nesting !== -1);
  return tokens.map(({ type, content }, i) =>
    type === 'code_inline' ? findHiddenCharacters(content, Infinity, coming && i === last) : none,
  );
}

const none: readonly HiddenCharacter[] = [];

/**
 * The number of tokens from the start that keep their nodes. Text and code keep their node when
 * their content changes.
 */
function countSame(
  state: InlineState,
  tokens: readonly Token[],
  hidden: InlineState['hidden'],
): number {
  const max = Math.min(state.tokens.length, tokens.length);
  for (let i = 0; i < max; i++) {
    const [before, after, node] = [state.tokens[i], tokens[i], state.nodes[i]];
    if (before === undefined || after === undefined || !sameShape(before, after)) return i;
    const [marksBefore = none, marks = none] = [state.hidden[i], hidden[i]];
    if (node && (before.content !== after.content || !sameMarks(marksBefore, marks))) {
      if (after.type === 'text' && node instanceof Text) node.data = after.content;
      else if (after.type === 'code_inline' && node instanceof Element) {
        node.replaceChildren();
        appendMarked(node, after.content, marks);
      } else return i;
    }
  }
  return max;
}

function sameShape(a: Token, b: Token): boolean {
  if (a.type !== b.type || a.attrs?.length !== b.attrs?.length) return false;
  return a.attrs === null || a.attrs.every(([, value], i) => value === b.attrs?.[i]?.[1]);
}

/** Removes the nodes of all tokens from index `from` on. */
function truncate(element: Element, state: InlineState, from: number): void {
  const parent = openElement(element, state.tokens, state.nodes, from);
  for (
    let keep: Node = parent, at: Node | null = firstAfter(state, from, parent);
    ;
    at = keep.nextSibling, keep = keep.parentNode ?? element
  ) {
    while (at !== null) {
      const next: Node | null = at.nextSibling;
      at.parentNode?.removeChild(at);
      at = next;
    }
    if (keep === element) return;
  }
}

/** The first node in `parent` that belongs to a token at index `from` or later. */
function firstAfter(state: InlineState, from: number, parent: Node): Node | null {
  for (let i = from; i < state.nodes.length; i++) {
    const node = state.nodes[i];
    if (node?.parentNode === parent) return node;
  }
  return null;
}

/** The element that contains the token at index `end`. */
function openElement(
  element: Element,
  tokens: readonly Token[],
  nodes: readonly (Node | null)[],
  end: number,
): Element {
  const open: Element[] = [element];
  for (let i = 0; i < end; i++) {
    const token = tokens[i];
    const node = nodes[i];
    if (token?.nesting === 1 && node instanceof Element) open.push(node);
    else if (token?.nesting === -1 && open.length > 1) open.pop();
  }
  return open.at(-1) ?? element;
}

function build(element: Element, { tokens, nodes, hidden }: InlineState): void {
  let parent = openElement(element, tokens, nodes, nodes.length);
  for (let i = nodes.length; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) return;
    if (token.nesting === -1) {
      nodes.push(null);
      if (parent !== element) parent = parent.parentElement ?? element;
      continue;
    }
    const node = nodeOf(element.ownerDocument, token, hidden[i] ?? none);
    nodes.push(node);
    parent.append(node);
    if (token.nesting === 1 && node instanceof Element) parent = node;
  }
}

function nodeOf(document: Document, token: Token, hidden: readonly HiddenCharacter[]): Node {
  switch (token.type) {
    case 'softbreak':
      return document.createTextNode('\n');
    case 'hardbreak':
      return document.createElement('br');
    case 'code_inline': {
      const code = document.createElement('code');
      appendMarked(code, token.content, hidden);
      return code;
    }
    case 'em_open':
    case 'strong_open':
    case 's_open':
      return document.createElement(token.tag);
    case 'link_open':
      return linkNode(document, String(token.attrGet('href') ?? ''));
    case 'image':
      return imageNode(document, token);
    default:
      return document.createTextNode(token.content);
  }
}

/**
 * A link has no `href`, so nothing in the browser or the editor can navigate: a click or Enter only
 * calls the painter's hook. The title shows the target.
 */
function linkNode(document: Document, target: string): HTMLElement {
  const href = externalLink(target);
  if (href === undefined) {
    const plain = document.createElement('span');
    plain.className = 'plain-link';
    plain.title = target;
    return plain;
  }
  const link = document.createElement('a');
  link.setAttribute('role', 'link');
  link.tabIndex = 0;
  link.dataset['href'] = href;
  link.title = href;
  return link;
}

/**
 * Only `data:` images are shown. Any other would be a request that the model chose, so it becomes a
 * link that the reader may follow.
 */
function imageNode(document: Document, token: Token): Node {
  const source = String(token.attrGet('src') ?? '');
  const alt = plainText(token.children ?? []);
  if (safeImage(source)) {
    const image = document.createElement('img');
    image.src = source;
    image.alt = alt;
    return image;
  }
  const link = linkNode(document, source);
  link.classList.add('image-link');
  link.textContent = alt === '' ? source : alt;
  return link;
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
      return token.type === 'image' ? plainText(token.children ?? []) : token.content;
    })
    .join('');
}
