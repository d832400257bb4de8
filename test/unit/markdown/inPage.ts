/** What the tests of painting run within the page. */
import MarkdownIt from 'markdown-it';
import { createPainter } from '../../../src/webview/markdown/painter.ts';

export interface Heard {
  readonly codes: unknown[];
  readonly links: string[];
}

const heard: Heard = { codes: [], links: [] };

/** Without frames a long text is painted as soon as it comes. */
function paint(
  pieces: readonly string[],
  nextFrame: (run: () => void) => void = (run) => {
    run();
  },
) {
  const painter = createPainter(
    document,
    {
      onCode: (action, block) => heard.codes.push([action, block]),
      onLink: (href) => heard.links.push(href),
      onError: reportError,
    },
    nextFrame,
  );
  document.body.replaceChildren(painter.element);
  for (const piece of pieces) painter.append(piece);
  return painter;
}

/** The nodes that a text is painted with when it comes in these pieces, as markup. */
function markup(pieces: readonly string[]): string {
  const painter = paint(pieces);
  painter.finish();
  return painter.element.outerHTML;
}

/** What a text is painted as, in the words of GFM's specification: without white space, which the styles decide on. */
function specHtml(text: string): string {
  const painter = paint([text]);
  painter.finish();
  return [...painter.element.childNodes].map(specNode).join('').replace(/\s+/g, '');
}

/** Markup that says the same in the same letters. */
function normalHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return [...body.childNodes].map(specNode).join('').replace(/\s+/g, '');
}

function specNode(node: Node): string {
  if (!(node instanceof Element)) {
    return (node.textContent ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  }
  const inner = [...node.childNodes].map(specNode).join('');
  const tag = node.tagName.toLowerCase();
  if (node.classList.contains('code-bar')) return '';
  const tight = tag === 'p' && node.closest('ul, ol')?.hasAttribute('data-tight') === true;
  if (tag === 'div' || tag === 'span' || (tight && node.parentElement?.tagName === 'LI'))
    return inner;
  if (tag === 'input') return `<input${node.hasAttribute('checked') ? ' checked' : ''}>`;
  const href = node.getAttribute('data-href') ?? node.getAttribute('href');
  const align = /^align-(\w+)$/.exec(node.className)?.[1] ?? node.getAttribute('align');
  // The page writes an address out in full.
  const target = href === null ? '' : ` href="${new URL(href).href}"`;
  const name = tag === 's' ? 'del' : tag;
  return `<${name}${target}${align === null ? '' : ` align="${align}"`}>${inner}</${name}>`;
}

/** For each text, whether all its ways to come end in the nodes that it has when it comes at once; gives those that do not. */
function unlike(
  cases: readonly { readonly text: string; readonly ways: readonly (readonly string[])[] }[],
): { text: string; way: readonly string[]; whole: string; streamed: string }[] {
  const found = [];
  for (const { text, ways } of cases) {
    const whole = markup([text]);
    for (const way of ways) {
      const streamed = markup(way);
      if (streamed !== whole)
        found.push({ text, way, whole: brief(whole), streamed: brief(streamed) });
    }
  }
  return found;
}

/** Markup without the toolbars, for a reader of a failure. */
function brief(all: string): string {
  return all.replace(/<div class="code-bar">.*?<\/div>/gs, '');
}

/** The text that is seen after each piece. */
function frames(pieces: readonly string[]): string[] {
  const painter = paint([]);
  return pieces.map((piece) => {
    painter.append(piece);
    return painter.element.innerText;
  });
}

const actingElements =
  'script,iframe,object,embed,link,style,meta,base,form,math,video,audio,source,template,frame,canvas';
const actingAttributes =
  /^(?:on.*|href|srcset|srcdoc|action|formaction|xlink:href|style|ping|poster|background|data|code)$/i;

/** What of a text's nodes could act by itself or lead anywhere but through the hooks. */
function breaches(text: string): string[] {
  const { element } = paint([...text]);
  const found: string[] = [];
  for (const each of element.querySelectorAll('*')) {
    if (each.closest('.icon') !== null) continue;
    if (each.matches(actingElements) || each instanceof SVGElement) found.push(each.outerHTML);
    for (const { name, value } of each.attributes) {
      const image = /^data:image\/(?:png|jpeg|gif|webp);base64,/.test(value);
      if (actingAttributes.test(name) || (name === 'src' && !image)) found.push(`${name}=${value}`);
      if (name === 'data-href' && !/^(?:https?|mailto):/.test(value))
        found.push(`${name}=${value}`);
    }
    if (each instanceof HTMLElement) each.click();
  }
  return found;
}

/** What is in the page after each frame in which a text is painted that came at once, more of it in the second. */
interface SliceFrame {
  /** The nodes that were put into the page. */
  readonly added: number;
  /** The characters that were read for emphasis and links. */
  readonly read: number;
  /** All of the text that shows, painted or not. */
  readonly text: string;
}

function slices(text: string, more: string): { frames: SliceFrame[]; markup: string } {
  const queue: (() => void)[] = [];
  const painter = paint([], (run) => queue.push(run));
  const observer = new MutationObserver(() => undefined);
  observer.observe(painter.element, { childList: true, subtree: true });
  const frames: SliceFrame[] = [];
  let readBefore = readCharacters;
  const look = () => {
    // What waits is put into the page before anything is painted.
    const added = observer.takeRecords().flatMap((record) => [...record.addedNodes]);
    const painted = added.filter((node) => node.parentElement?.closest('.plain-rest') === null);
    frames.push({
      added: painted.length,
      read: readCharacters - readBefore,
      text: painter.element.textContent,
    });
    readBefore = readCharacters;
  };
  painter.append(text);
  look();
  painter.append(more);
  painter.finish();
  for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
    run();
    look();
  }
  return { frames, markup: painter.element.outerHTML };
}

/** What painting a text in pieces did to the page. */
export interface Painted {
  /** The nodes that were put into the page with the piece that brought most. */
  readonly mostAtOnce: number;
  /** The nodes that were put into the page altogether, those that others took the place of included. */
  readonly all: number;
  /** Elements in elements, at most. */
  readonly depth: number;
  /** The characters that were read for emphasis and links: what is read again counts again. */
  readonly read: number;
}

let readCharacters = 0;
const parseInline: unknown = Reflect.get(MarkdownIt.prototype, 'parseInline');
Reflect.set(MarkdownIt.prototype, 'parseInline', function (this: unknown, ...all: unknown[]) {
  readCharacters += String(all[0]).length;
  return typeof parseInline === 'function' ? (parseInline.apply(this, all) as unknown) : undefined;
});

function work(text: string, pieceLength: number): Painted {
  const readBefore = readCharacters;
  const painter = paint([]);
  const observer = new MutationObserver(() => undefined);
  observer.observe(painter.element, { childList: true, subtree: true });
  const added: number[] = [];
  const count = () => {
    const nodes = observer.takeRecords().flatMap((record) => [...record.addedNodes]);
    added.push(nodes.length);
  };
  for (let at = 0; at < text.length; at += pieceLength) {
    painter.append(text.slice(at, at + pieceLength));
    count();
  }
  painter.finish();
  count();
  let depth = 0;
  for (const each of painter.element.querySelectorAll('*')) {
    if (each.childElementCount === 0) {
      let level = 0;
      for (let up: Element | null = each; up !== painter.element; up = up?.parentElement ?? null) {
        level++;
      }
      depth = Math.max(depth, level);
    }
  }
  return {
    mostAtOnce: Math.max(...added),
    all: added.reduce((sum, each) => sum + each, 0),
    depth,
    read: readCharacters - readBefore,
  };
}

/** The longest time, in milliseconds, that painting took in one go, layout included. What is painted stays in the page. */
async function longest(text: string, pieceLength: number): Promise<number> {
  const painter = paint([]);
  let longest = 0;
  const timed = (work: () => void) => {
    const start = performance.now();
    work();
    void painter.element.offsetHeight;
    longest = Math.max(longest, performance.now() - start);
  };
  for (let at = 0; at < text.length; at += pieceLength) {
    timed(() => painter.append(text.slice(at, at + pieceLength)));
    await new Promise((done) => requestAnimationFrame(done));
  }
  timed(() => painter.finish());
  return longest;
}

export const paintTests = {
  paint,
  markup,
  specHtml,
  normalHtml,
  unlike,
  frames,
  slices,
  work,
  longest,
  breaches,
  heard,
};
export type PaintTests = typeof paintTests;
Object.assign(globalThis, { paintTests });
