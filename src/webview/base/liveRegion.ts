/**
 * The page's only live region for screen readers: invisible and separate from the visible content.
 */
import { element } from './elements.ts';

export interface LiveRegion {
  readonly element: HTMLElement;
  readonly say: (words: string) => void;
}

/** Sentences that stay in the region, so that a slow screen reader misses none. */
const kept = 12;

export function createLiveRegion(): LiveRegion {
  const root = element('div', 'hidden-words');
  root.setAttribute('aria-live', 'polite');
  root.setAttribute('aria-atomic', 'false');
  root.setAttribute('aria-relevant', 'additions');
  return {
    element: root,
    say(words) {
      root.append(element('p', '', words));
      while (root.childElementCount > kept) root.firstElementChild?.remove();
    },
  };
}
