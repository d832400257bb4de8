/** The one place that a screen reader listens to: out of sight, and apart from what is painted. */
import { element } from './elements.ts';

export interface LiveRegion {
  readonly element: HTMLElement;
  readonly say: (words: string) => void;
}

/** What was said stays this many sentences, so that a reader that lags behind misses none. */
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
