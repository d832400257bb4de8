/**
 * The lines of a code block. Each is highlighted once, in chunks that are laid out and painted
 * separately.
 */
import { findHiddenCharacters, type HiddenCharacter } from '../../core/base/hiddenUnicode.ts';
import type { Span } from '../highlight/highlighter.ts';
import { appendMarked, sameMarks } from './hiddenMarks.ts';

export interface CodeLines {
  /** Shows the last line, which is still incomplete. */
  show(spans: readonly Span[]): void;
  /** Shows the last line, which is complete. The next `show` starts another line. */
  showWhole(spans: readonly Span[]): void;
  /** Removes the last line if it is incomplete. */
  dropLine(): void;
}

/** Lines per chunk. A new line causes a layout of its chunk, not of the whole block. */
const chunkLines = 32;
/** Chunks per group, so that very long code has few boxes too. */
const groupChunks = 32;
/**
 * Characters shown of a line. Code written by people has shorter lines, and a line of megabytes
 * would block the browser for seconds.
 */
const shownLength = 10_000;

/** A span with the hidden characters that start in it. */
interface Shown extends Span {
  readonly hidden: readonly HiddenCharacter[];
}

/** @param onHidden Called for each complete line that contains hidden characters. */
export function createCodeLines(parent: Element, onHidden: () => void): CodeLines {
  const document = parent.ownerDocument;
  let group: HTMLElement | null = null;
  let chunk: HTMLElement | null = null;
  let linesInChunk = 0;
  let spans: readonly Shown[] = [];
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

  const nodeOf = ({ text, className, hidden }: Shown): Node => {
    if (hidden.length === 0 && className === null) return document.createTextNode(text);
    const element = document.createElement('span');
    if (className !== null) element.className = `t-${className}`;
    appendMarked(element, text, hidden);
    return element;
  };

  const truncate = (from: number) => {
    for (const node of nodes.splice(from)) chunk?.removeChild(node);
  };

  const show = (all: readonly Span[], coming: boolean) => {
    const next = withHidden(all, coming);
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
  };

  const endLine = () => {
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
  };

  return {
    show: (all) => show(all, true),
    showWhole: (all) => {
      show(all, false);
      if (spans.some(({ hidden }) => hidden.length > 0)) onHidden();
      endLine();
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

/**
 * Searches the whole line for hidden characters, since the context that decides about one may be in
 * another span.
 */
function withHidden(spans: readonly Span[], coming: boolean): readonly Shown[] {
  const line = spans.map(({ text }) => text).join('');
  // Slightly more than is shown, so that the cut doesn't separate a character from its context.
  const found = findHiddenCharacters(line.slice(0, shownLength + 16), Infinity, coming);
  let [start, at] = [0, 0];
  return cut(spans).map((span) => {
    const hidden: HiddenCharacter[] = [];
    const end = Math.min(start + span.text.length, shownLength);
    for (let each = found[at]; each !== undefined && each.index < end; each = found[++at]) {
      hidden.push({ ...each, index: each.index - start });
    }
    start += span.text.length;
    return { ...span, hidden };
  });
}

function sameSpan(a: Shown | undefined, b: Shown | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.text === b.text && a.className === b.className && sameMarks(a.hidden, b.hidden);
}

/** Whether a span is another one followed by plain ASCII characters. */
function grows(before: Shown, after: Shown): boolean {
  return (
    before.className === after.className &&
    sameMarks(before.hidden, after.hidden) &&
    after.text.startsWith(before.text) &&
    /^[\x20-\x7e]*$/.test(after.text.slice(before.text.length))
  );
}

function cut(spans: readonly Span[]): readonly Span[] {
  const [only] = spans;
  // Such a long line is not highlighted, so it is one span.
  if (only === undefined || only.text.length <= shownLength) return spans;
  const more = only.text.length - shownLength;
  return [
    { text: only.text.slice(0, shownLength), className: null },
    { text: ` … ${more} more characters, which Copy takes too`, className: 'comment' },
  ];
}
