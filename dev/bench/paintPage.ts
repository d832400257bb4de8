/**
 * Runs in the page: paints a stream frame by frame with one of several painters and measures each
 * frame.
 */
import MarkdownIt from 'markdown-it';
import { createPainter } from '../../src/webview/markdown/painter.ts';

/** A painter for growing text. */
export interface Way {
  append(text: string): void;
  finish(): void;
}

export type MakeWay = (container: HTMLElement, whole: string, frames: number) => Way;

export interface Painted {
  /** Milliseconds per frame: script, style, layout and paint. */
  readonly frames: readonly number[];
  /**
   * Number of frames to paint, including one for the end of the stream. Fewer are painted if the
   * time limit is reached.
   */
  readonly wanted: number;
}

const hooks = { onCode: () => undefined, onLink: () => undefined, onError: reportError };

export const ours: MakeWay = (container) => {
  const painter = createPainter(document, hooks);
  container.append(painter.element);
  return painter;
};

/** Knows the final nodes and only appends them as the text arrives: no painter can be faster. */
export const floor: MakeWay = (container, whole, frames) => {
  const painter = createPainter(document, hooks, (run) => run());
  painter.append(whole);
  painter.finish();
  const all = painter.element.textContent.length;
  const target = container.appendChild(document.createElement('div'));
  target.className = painter.element.className;
  const next = copyInto(target, painter.element);
  let shown = 0;
  let frame = 0;
  const advance = (to: number) => {
    while (shown < to) {
      const taken = next(to - shown);
      if (taken === null) return;
      shown += taken;
    }
  };
  return {
    append: () => {
      frame++;
      advance(Math.round((all * frame) / frames));
    },
    finish: () => {
      while (next(Infinity) !== null);
    },
  };
};

/**
 * Copies nodes in document order. Each call copies at most `count` characters of text, and the
 * elements before them.
 */
function copyInto(target: Element, source: Element): (count: number) => number | null {
  const stack: { from: Node | null; to: Element }[] = [{ from: source.firstChild, to: target }];
  let text: { from: Text; to: Text } | null = null;
  return (count) => {
    for (;;) {
      if (text !== null) {
        const piece = text.from.data.slice(text.to.length, text.to.length + count);
        text.to.appendData(piece);
        if (text.to.length === text.from.length) text = null;
        return piece.length;
      }
      const top = stack.at(-1);
      if (top === undefined) return null;
      const node = top.from;
      if (node === null) {
        stack.pop();
        continue;
      }
      top.from = node.nextSibling;
      if (node instanceof Text) {
        text = { from: node, to: document.createTextNode('') };
        top.to.append(text.to);
      } else if (node instanceof Element) {
        const whole = node.matches('.code-bar, hr, input, br');
        const copy = node.cloneNode(whole);
        top.to.append(copy);
        if (!whole && copy instanceof Element) stack.push({ from: node.firstChild, to: copy });
      }
    }
  };
}

/**
 * Parses the whole text and recreates all nodes in each frame, as the simplest panels do, without
 * syntax colors.
 */
export const wholeAgain: MakeWay = (container) => {
  const parser = new MarkdownIt({ linkify: true });
  const element = container.appendChild(document.createElement('div'));
  let text = '';
  const show = () => {
    const range = document.createRange();
    range.selectNodeContents(element);
    element.replaceChildren(range.createContextualFragment(parser.render(text)));
  };
  return {
    append: (more) => {
      text += more;
      show();
    },
    finish: show,
  };
};

const ways: Record<string, MakeWay> = { ours, floor, wholeAgain };

let prepared: (() => Promise<Painted>) | null = null;

/**
 * Prepares to paint `text` with `pieceLength` characters per frame. Work that can be done before
 * the stream starts isn't measured.
 */
async function prepare(
  name: string,
  text: string,
  pieceLength: number,
  limitMs: number,
): Promise<void> {
  const make = ways[name];
  if (make === undefined) throw new Error(`no way to paint is called ${name}`);
  const container = document.createElement('div');
  container.className = 'bench-view';
  document.body.replaceChildren(container);
  const wanted = Math.ceil(text.length / pieceLength);
  const way = make(container, text, wanted);
  await frame(() => undefined);
  prepared = async () => {
    const frames: number[] = [];
    const started = performance.now();
    for (let i = 0; i < wanted && performance.now() - started < limitMs; i++) {
      const piece = text.slice(i * pieceLength, (i + 1) * pieceLength);
      frames.push(
        await frame(() => {
          way.append(piece);
          // Stay scrolled to the end, as a panel does.
          container.scrollTop = 1e9;
        }),
      );
    }
    if (frames.length === wanted) frames.push(await frame(() => way.finish()));
    return { frames, wanted: wanted + 1 };
  };
}

/** Paints the prepared text until its time limit. */
async function run(): Promise<Painted> {
  if (prepared === null) throw new Error('nothing is prepared');
  return prepared();
}

/** Milliseconds from the start of a frame's work until the page has been laid out and painted. */
function frame(work: () => void): Promise<number> {
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const start = performance.now();
      work();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        done(performance.now() - start);
      };
      port2.postMessage(null);
    });
  });
}

/** Whether painting the text as a stream results in the same nodes as painting it at once. */
async function sameAsWhole(name: string, text: string, pieceLength: number): Promise<boolean> {
  const make = ways[name];
  if (make === undefined) return false;
  const markup = async (pieces: readonly string[]) => {
    const container = document.createElement('div');
    document.body.replaceChildren(container);
    const way = make(container, text, pieces.length);
    for (const piece of pieces) way.append(piece);
    way.finish();
    await frame(() => undefined);
    return container.innerHTML.replace(/ (?:id|aria-\w+|data-[\w-]+)="[^"]*"/g, '');
  };
  const pieces = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    pieces.push(text.slice(at, at + pieceLength));
  }
  return (await markup(pieces)) === (await markup([text]));
}

export const paintBench = { ways, prepare, run, sameAsWhole };
export type PaintBench = typeof paintBench;
Object.assign(globalThis, { paintBench });
