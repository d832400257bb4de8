/** Paints a message's markdown while it grows. */
import MarkdownIt, { type Token } from 'markdown-it';
import '../styles/markdown.css';
import type { CodeAction, Painter, PainterHooks } from '../markdown.ts';
import { createCodeView, type CodeView } from './code.ts';
import { createInlineView } from './inline.ts';

const parser = new MarkdownIt({ html: false, linkify: true });

export function createPainter(document: Document, hooks: PainterHooks): Painter {
  const element = document.createElement('div');
  element.className = 'markdown';
  const codeViews = new Map<Element, CodeView>();
  let text = '';

  const paint = () => {
    codeViews.clear();
    element.replaceChildren();
    let parent: Element = element;
    for (const token of parser.parse(text, {})) {
      if (token.type === 'inline') createInlineView(parent).paint(token.children ?? []);
      else if (token.type === 'fence' || token.type === 'code_block') {
        const view = createCodeView(document, token.info);
        view.update(token.content);
        codeViews.set(view.element, view);
        parent.append(view.element);
      } else if (token.nesting === -1) parent = parent.parentElement ?? element;
      else {
        const node = document.createElement(token.tag);
        copyAttributes(token, node);
        parent.append(node);
        if (token.nesting === 1) parent = node;
      }
    }
  };

  const activate = (event: Event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const link = target.closest('[data-href]');
    if (link instanceof HTMLElement && link.dataset['href'] !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      hooks.onLink(link.dataset['href']);
      return;
    }
    const button = target.closest('[data-code-action]');
    const block = button?.closest('.code-block');
    const view = block ? codeViews.get(block) : undefined;
    if (!(button instanceof HTMLElement) || view === undefined || event.type !== 'click') return;
    const action = button.dataset['codeAction'];
    if (!isCodeAction(action)) return;
    hooks.onCode(action, { code: view.code(), info: view.info, language: view.language });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') activate(event);
  };
  element.addEventListener('click', activate);
  element.addEventListener('keydown', onKey);

  return {
    element,
    append: (more) => {
      text += more;
      paint();
    },
    finish: paint,
    dispose: () => {
      element.removeEventListener('click', activate);
      element.removeEventListener('keydown', onKey);
      element.remove();
    },
  };
}

function isCodeAction(action: string | undefined): action is CodeAction {
  return action === 'copy' || action === 'insert' || action === 'apply' || action === 'newFile';
}

function copyAttributes(token: Token, node: HTMLElement): void {
  const style = token.attrGet('style');
  if (typeof style === 'string') node.style.textAlign = style.replace('text-align:', '');
  const start = token.attrGet('start');
  if (start !== null) node.setAttribute('start', String(start));
}
