/**
 * Paints a message's markdown while it grows. Complete lines go to the block parser, which never
 * looks back. The incomplete line is parsed as a preview and then reverted. Only open blocks are
 * repainted, so the cost of a frame depends on the new text, not on the length of the response.
 */
import { createInlineParser } from './inlineParser.ts';
import '../styles/code.css';
import '../styles/markdown.css';
import type { CodeAction, Painter, PainterHooks } from './painterTypes.ts';
import { createBlockParser } from './blockParser.ts';
import { isContainer, type Block } from './blocks.ts';
import { maxCost } from './paintCost.ts';
import { completeLine, impliedDelimiter } from './completePartial.ts';
import type { PaintContext } from './paintContext.ts';
import { endOfFormatted } from './formattedPart.ts';
import { createLines } from './lines.ts';
import { appendPlainRest, type PlainText } from './plainText.ts';
import { createSlices } from './slices.ts';
import { createChildren } from './views.ts';

const inline = createInlineParser();

/**
 * Blocks per group. A group outside the viewport costs one box in the layout, whatever it contains.
 */
const groupSize = 16;

/**
 * @param nextFrame Runs a callback before the next frame is shown. A function that runs it
 * immediately paints the whole text now.
 */
export function createPainter(
  document: Document,
  hooks: PainterHooks,
  nextFrame: (run: () => void) => void = (run) => {
    requestAnimationFrame(run);
  },
): Painter {
  const element = document.createElement('div');
  element.className = 'markdown';
  const defined: string[] = [];
  const parser = createBlockParser(inline, (label) => defined.push(label));
  const context: PaintContext = {
    document,
    inline,
    references: parser.references,
    waiting: new Map(),
    codeViews: new WeakMap(),
    triedLines: 0,
    growing: null,
  };
  const groups: HTMLElement[] = [];
  const children = createChildren(context, (child, index, before) => {
    const at = Math.floor(index / groupSize);
    const group = (groups[at] ??= appendGroup(element, slices.place));
    group.insertBefore(child, before?.parentElement === group ? before : null);
  });
  const lines = createLines(parser, () => parser.cost > maxCost);

  const show = () => {
    children.update(parser.root.children, parser.open);
    while (groups.at(-1)?.hasChildNodes() === false) groups.pop()?.remove();
  };

  const paint = () => {
    const tried = tryLines(lines.partial(), parser.open);
    parser.preview(tried, () => {
      context.triedLines = tried.length;
      context.growing = tried.length > 0 ? innermost(parser.root) : null;
      show();
    });
    children.freeze(parser.root, parser.open);
    for (const label of defined.splice(0)) {
      for (const again of context.waiting.get(label) ?? []) again();
      context.waiting.delete(label);
    }
  };

  const finish = () => {
    lines.end();
    parser.end();
    paint();
  };

  let taken = 0;
  let rest: PlainText | null = null;
  const take = (text: string) => {
    if (rest !== null) return rest.append(text);
    const end = endOfFormatted(taken, text);
    taken += text.length;
    lines.append(text.slice(0, end));
    const left = lines.left();
    if (end === undefined && left === undefined) return paint();
    finish();
    rest = appendPlainRest(
      element,
      'The response is very long. The rest is shown without formatting.',
    );
    rest.append(`${left ?? ''}${end === undefined ? '' : text.slice(end)}`);
  };
  const slices = createSlices({
    element,
    take,
    finish: () => {
      if (rest === null) finish();
    },
    isCheap: () => rest !== null,
    nextFrame,
    onError: (error) => hooks.onError(error),
  });
  const stopListening = listen(element, context, hooks);
  return {
    element,
    append: (text) => slices.append(text),
    finish: () => slices.finish(),
    dispose: () => {
      slices.dispose();
      stopListening();
      element.remove();
    },
  };
}

/** The lines to parse as a preview after the complete ones: what is still streaming. */
function tryLines(partial: string, open: readonly Block[]): readonly string[] {
  const tip = open.at(-1);
  const completed = partial === '' ? [] : completeLine(partial, tip?.kind === 'code');
  if (tip?.kind === 'paragraph' || (tip !== undefined && isContainer(tip))) {
    const header = completed?.[0] ?? (tip.kind === 'paragraph' ? lastLine(tip.text) : '');
    const implied = impliedDelimiter(header);
    // The delimiter row is not there yet, so assume that it has the header's indentation.
    if (implied !== null) return [...(completed ?? []), /^\s*/.exec(header)?.[0] + implied];
  }
  return completed ?? [];
}

/**
 * Maximum characters of a line that may be a table header, so that a paragraph of megabytes isn't
 * scanned in each frame.
 */
const maxHeader = 2_000;

function lastLine(text: string): string {
  const end = text.slice(-maxHeader);
  const at = end.lastIndexOf('\n');
  return at < 0 && text.length > maxHeader ? '' : end.slice(at + 1);
}

function innermost(block: Block): Block {
  const last = isContainer(block) ? block.children.at(-1) : undefined;
  return last === undefined ? block : innermost(last);
}

/** Inserts a group before the text that is waiting to be painted. */
function appendGroup(parent: HTMLElement, waiting: HTMLElement): HTMLElement {
  const group = parent.ownerDocument.createElement('div');
  group.className = 'block-group';
  parent.insertBefore(group, waiting.parentElement === parent ? waiting : null);
  return group;
}

/** Adds one listener for all links and buttons of the message. */
function listen(element: HTMLElement, context: PaintContext, hooks: PainterHooks): () => void {
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest('[data-code-action]');
    const block = button?.closest('.code-block');
    const action = button?.getAttribute('data-code-action') ?? '';
    if (isCodeAction(action)) {
      const view = block ? context.codeViews.get(block) : undefined;
      if (view !== undefined) hooks.onCode(action, view.content());
    } else follow(event);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') follow(event);
  };
  const follow = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-href]') : null;
    const href = link?.getAttribute('data-href');
    if (href === null || href === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    hooks.onLink(href);
  };
  element.addEventListener('click', onClick);
  element.addEventListener('keydown', onKey);
  return () => {
    element.removeEventListener('click', onClick);
    element.removeEventListener('keydown', onKey);
  };
}

function isCodeAction(action: string): action is CodeAction {
  return action === 'copy' || action === 'insert' || action === 'apply' || action === 'newFile';
}
