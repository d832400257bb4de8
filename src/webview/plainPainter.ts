/** Paints text as it stands, without markdown. */
import type { Painter, PainterHooks } from './markdown.ts';

export function createPainter(document: Document, _hooks: PainterHooks): Painter {
  const element = document.createElement('div');
  element.className = 'plain';
  const text = document.createTextNode('');
  element.append(text);
  return {
    element,
    append: (more) => {
      text.appendData(more);
    },
    finish: () => undefined,
    dispose: () => undefined,
  };
}
