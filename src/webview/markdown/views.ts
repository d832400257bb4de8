/** The views of each kind of block. A finished block is never updated again. */
import { trimSpace } from '../../core/base/trim.ts';
import {
  isContainer,
  type Block,
  type ContainerBlock,
  type ItemBlock,
  type TableBlock,
} from './blocks.ts';
import { createCodeView } from './codeView.ts';
import type { PaintContext } from './paintContext.ts';
import { createLeafText, type LeafText } from './leafText.ts';
import { createTableView } from './tableView.ts';

export interface View {
  /** Blocks with the same key can share a view. */
  readonly key: string;
  readonly element: HTMLElement;
  /** `path` holds the open blocks from this one inwards; it is empty for a finished block. */
  update(block: Block, path: readonly Block[]): void;
  /** Stops updating blocks that will not change any more. */
  freeze(path: readonly Block[]): void;
}

export function keyOf(block: Block): string {
  switch (block.kind) {
    case 'list':
      return block.start === null ? 'ul' : `ol ${block.start}`;
    case 'heading':
      return `h${block.level}`;
    case 'table':
      return `table ${tableShape(block)}`;
    case 'document':
    case 'quote':
    case 'item':
    case 'paragraph':
    case 'code':
    case 'rule':
      return block.kind;
  }
}

function tableShape(block: TableBlock): string {
  return block.align.map((align) => align?.[0] ?? '-').join('');
}

/** The views of a container's children. */
export interface Children {
  update(blocks: readonly Block[], path: readonly Block[]): void;
  freeze(block: ContainerBlock, path: readonly Block[]): void;
}

/** `place` inserts a new element at its index, before another element if that is known. */
export function createChildren(
  context: PaintContext,
  place: (element: HTMLElement, index: number, before: Element | null) => void,
): Children {
  const views: View[] = [];
  let frozen = 0;
  return {
    update: (blocks, path) => {
      for (let i = frozen; i < blocks.length; i++) {
        const block = blocks[i];
        if (block === undefined) continue;
        const inner = path[1] === block ? path.slice(1) : [];
        let view = views[i];
        if (view?.key !== keyOf(block)) {
          view?.element.remove();
          view = createView(context, block, i);
          views[i] = view;
          place(view.element, i, views[i + 1]?.element ?? null);
        }
        view.update(block, inner);
      }
      for (const view of views.splice(Math.max(frozen, blocks.length))) view.element.remove();
    },
    freeze: (block, path) => {
      const open = path[1];
      frozen = block.children.length - (open === undefined ? 0 : 1);
      if (open !== undefined) views[frozen]?.freeze(path.slice(1));
    },
  };
}

function createView(context: PaintContext, block: Block, index: number): View {
  const key = keyOf(block);
  switch (block.kind) {
    case 'document':
    case 'quote':
      return containerView(context, key, 'blockquote');
    case 'list':
      return containerView(context, key, block.start === null ? 'ul' : 'ol', (element) => {
        if (block.start !== null && block.start !== 1) {
          element.setAttribute('start', String(block.start));
        }
      });
    case 'item':
      return containerView(context, key, 'li');
    case 'paragraph':
      return paragraphView(context, key, index === 0);
    case 'heading':
      return textView(context, key, key);
    case 'code':
      return codeView(context, key);
    case 'rule':
      return leaf(key, context.document.createElement('hr'), () => undefined);
    case 'table': {
      const table = createTableView(context, block.align);
      return leaf(key, table.element, (next, path) => {
        if (next.kind === 'table') table.update(next, path.length > 0);
      });
    }
  }
}

function leaf(key: string, element: HTMLElement, update: View['update']): View {
  return { key, element, update, freeze: () => undefined };
}

function containerView(
  context: PaintContext,
  key: string,
  tag: string,
  prepare: (element: HTMLElement) => void = () => undefined,
): View {
  const element = context.document.createElement(tag);
  prepare(element);
  const children = createChildren(context, (child, _index, before) => {
    element.insertBefore(child, before);
  });
  return {
    key,
    element,
    update: (block, path) => {
      if (!isContainer(block)) return;
      if (block.kind === 'list') element.toggleAttribute('data-tight', block.tight);
      if (block.kind === 'item') markTask(element, block);
      if (block.kind === 'list' || block.kind === 'quote') direct(element, block);
      children.update(block.children, path);
    },
    freeze: (path) => {
      const [block] = path;
      if (block !== undefined && isContainer(block)) children.freeze(block, path);
    },
  };
}

function textView(context: PaintContext, key: string, tag: string): View {
  const element = context.document.createElement(tag);
  const text = createLeafText(element, context);
  return leaf(key, element, (block, path) => {
    if (block.kind === 'heading' || block.kind === 'paragraph') {
      text.update(trimSpace(block.text), path.length > 0 || context.growing === block);
    }
  });
}

/** Characters to search for the first letter, which determines the direction. */
const directionLength = 200;
const firstLetter = /[\p{L}\p{Nl}]/u;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Sets the direction by the first text, for the side of bullets, numbers and a quote's border. With
 * `dir="auto"` the browser would scan the whole text again for each chunk.
 */
function direct(element: HTMLElement, block: Block): void {
  const letter = firstLetter.exec(firstText(block).slice(0, directionLength))?.[0] ?? '';
  const dir = rightToLeft.test(letter) ? 'rtl' : letter === '' ? '' : 'ltr';
  if (dir === '') element.removeAttribute('dir');
  else if (element.dir !== dir) element.dir = dir;
}

function firstText(block: Block | undefined): string {
  if (block === undefined) return '';
  if (isContainer(block)) return firstText(block.children[0]);
  if (block.kind === 'table') return block.header.join(' ');
  return block.kind === 'paragraph' || block.kind === 'heading' ? block.text : '';
}

const taskBox = /^\[([ xX])\](?=[ \t\n])/;

function markTask(element: HTMLElement, item: ItemBlock): void {
  const [first] = item.children;
  element.toggleAttribute('data-task', first?.kind === 'paragraph' && taskBox.test(first.text));
}

/** A paragraph. The first one of a list item may start with a task's checkbox. */
function paragraphView(context: PaintContext, key: string, first: boolean): View {
  const element = context.document.createElement('p');
  let box: HTMLInputElement | null = null;
  let text: LeafText | null = null;
  return leaf(key, element, (block, path) => {
    if (block.kind !== 'paragraph') return;
    const parent = element.parentElement;
    const task = first && parent?.tagName === 'LI' ? taskBox.exec(block.text) : null;
    if ((task === null) !== (box === null) || text === null) {
      element.replaceChildren();
      box = task === null ? null : checkbox(context.document);
      const holder = box === null ? element : context.document.createElement('span');
      if (box !== null) element.append(box, holder);
      text = createLeafText(holder, context);
    }
    if (box !== null && task !== null) box.toggleAttribute('checked', task[1] !== ' ');
    const body = task === null ? block.text : block.text.slice(task[0].length);
    text.update(trimSpace(body), path.length > 0);
  });
}

function checkbox(document: Document): HTMLInputElement {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.disabled = true;
  return box;
}

function codeView(context: PaintContext, key: string): View {
  const view = createCodeView(context.document);
  context.codeViews.set(view.element, view);
  return leaf(key, view.element, (block, path) => {
    if (block.kind === 'code') view.update(block, path.length > 0 ? context.triedLines : 0);
  });
}
