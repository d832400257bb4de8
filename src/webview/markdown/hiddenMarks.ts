/** Marks hidden characters in code, so that the reader sees where each is and what it is. */
import type { HiddenCharacter } from '../../core/base/hiddenUnicode.ts';

/**
 * Maximum marks per line. Further hidden characters show only their code as text, since each mark
 * is a box in the layout.
 */
export const maxMarks = 100;

/** Appends the text, with a mark in place of each hidden character. */
export function appendMarked(
  element: Element,
  text: string,
  hidden: readonly HiddenCharacter[],
): void {
  let from = 0;
  for (const each of hidden.slice(0, maxMarks)) {
    element.append(text.slice(from, each.index), markOf(element.ownerDocument, each));
    from = each.index + each.length;
  }
  let rest = '';
  for (const { index, length, code } of hidden.slice(maxMarks)) {
    rest += `${text.slice(from, index)}⟨${code}⟩`;
    from = index + length;
  }
  element.append(rest + text.slice(from));
}

/** Whether two equal texts have the same marks. */
export function sameMarks(a: readonly HiddenCharacter[], b: readonly HiddenCharacter[]): boolean {
  return a.length === b.length && a.every(({ index }, i) => index === b[i]?.index);
}

function markOf(document: Document, { code, name }: HiddenCharacter): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'hidden-character';
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', `hidden character ${code}, ${name}`);
  mark.title = `${code} ${name}`;
  mark.dataset['code'] = code;
  return mark;
}
