/** The lines of a code block: each coloured once, in chunks that are laid out and painted on their own. */
import { findHiddenCharacters } from '../../core/text/hiddenUnicode.ts';
import type { Span } from '../highlight/highlighter.ts';

export interface CodeLines {
  /** Shows this as the last line, which may still grow. */
  show(spans: readonly Span[]): void;
  /** The last line is whole: the next `show` begins another. */
  endLine(): void;
  /** Takes the last line away, when it has not ended. */
  dropLine(): void;
}

/** Lines that one chunk holds. A line that comes lays out its chunk again, not the block. */
const chunkLines = 32;
/** Chunks in a group, so that code of very many lines is few boxes too. */
const groupChunks = 32;
/** Characters of a line that are shown. Code for people has shorter ones; the browser would be busy for seconds with a line of megabytes. */
const shownLength = 10_000;

export function createCodeLines(parent: Element, onHidden: () => void): CodeLines {
  const document = parent.ownerDocument;
  let group: HTMLElement | null = null;
  let chunk: HTMLElement | null = null;
  let linesInChunk = 0;
  let spans: readonly Span[] = [];
  let nodes: Node[] = [];

  const chunkNow = (): HTMLElement => {
    if (chunk === null) {
      chunk = document.createElement('div');
      chunk.className = 'code-chunk';
      if (group === null || group.childElementCount === groupChunks) {
        group = document.createElement('div');
        group.className = 'code-group';
        parent.append(group);
      }
      group.append(chunk);
    }
    return chunk;
  };

  const nodeOf = (span: Span): Node => {
    const hidden = findHiddenCharacters(span.text);
    if (hidden.length === 0) {
      const text = document.createTextNode(span.text);
      if (span.className === null) return text;
      const element = document.createElement('span');
      element.className = `t-${span.className}`;
      element.append(text);
      return element;
    }
    onHidden();
    const element = document.createElement('span');
    if (span.className !== null) element.className = `t-${span.className}`;
    let from = 0;
    for (const { index, length, code, name } of hidden) {
      const mark = document.createElement('span');
      mark.className = 'hidden-character';
      mark.setAttribute('role', 'img');
      mark.setAttribute('aria-label', `hidden character ${code}, ${name}`);
      mark.title = `${code} ${name}`;
      mark.dataset['code'] = code;
      element.append(span.text.slice(from, index), mark);
      from = index + length;
    }
    element.append(span.text.slice(from));
    return element;
  };

  const truncate = (from: number) => {
    for (const node of nodes.splice(from)) chunk?.removeChild(node);
  };

  return {
    show: (all) => {
      const next = cut(all);
      const target = chunkNow();
      let same = 0;
      while (same < next.length && same < spans.length && sameSpan(spans[same], next[same])) same++;
      const [before, after, node] = [spans[same], next[same], nodes[same]];
      if (before && after && node && grows(before, after)) {
        const text = node instanceof Text ? node : node.firstChild;
        if (text instanceof Text && text.data === before.text) {
          text.appendData(after.text.slice(before.text.length));
          same++;
        }
      }
      truncate(same);
      for (const span of next.slice(same)) {
        const added = nodeOf(span);
        nodes.push(added);
        target.append(added);
      }
      spans = next;
    },
    endLine: () => {
      const target = chunkNow();
      const last = nodes.at(-1);
      if (last instanceof Text) last.appendData('\n');
      else target.append('\n');
      spans = [];
      nodes = [];
      if (++linesInChunk === chunkLines) {
        chunk = null;
        linesInChunk = 0;
      }
    },
    dropLine: () => {
      truncate(0);
      spans = [];
      if (linesInChunk === 0) {
        chunk?.remove();
        chunk = null;
        if (group?.childElementCount === 0) {
          group.remove();
          group = null;
        }
      }
    },
  };
}

function sameSpan(a: Span | undefined, b: Span | undefined): boolean {
  return a?.text === b?.text && a?.className === b?.className;
}

/** Whether a span is another one with plain characters after it. */
function grows(before: Span, after: Span): boolean {
  return (
    before.className === after.className &&
    after.text.startsWith(before.text) &&
    /^[\x20-\x7e]*$/.test(after.text.slice(before.text.length))
  );
}

function cut(spans: readonly Span[]): readonly Span[] {
  const [only] = spans;
  // A line as long as that is not coloured, so it is one span.
  if (only === undefined || only.text.length <= shownLength) return spans;
  const more = only.text.length - shownLength;
  return [
    { text: only.text.slice(0, shownLength), className: null },
    { text: ` … ${more} more characters, which Copy takes too`, className: 'comment' },
  ];
}
