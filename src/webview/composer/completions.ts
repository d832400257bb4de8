/**
 * Completions in the composer: `@` suggests context to attach, `/` at the start suggests prompts.
 */
import { html, nothing, render } from 'lit-html';
import type { ContextSuggestion } from '../../shared/protocol.ts';
import { element, glyph } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import type { IconName } from '../base/icons.ts';
import type { Mention } from './mentionWord.ts';
import { mentionAt } from './mentionWord.ts';

export interface Completions {
  /** The list, to be placed above the text. */
  readonly element: HTMLElement;
  /** Call when the text or the cursor changes. */
  update(): void;
  /** Shows the host's suggestions for a query. */
  readonly offer: (query: string, items: readonly ContextSuggestion[]) => void;
  /** Handles the keys of the open list. Returns false for a key that belongs to the text. */
  key(event: KeyboardEvent): boolean;
  readonly close: () => void;
  /**
   * The selected suggestion could not be attached: removes its name from the text, if still there.
   */
  readonly notAttached: (reference: string) => void;
}

export function createCompletions(
  box: HTMLTextAreaElement,
  post: Post,
  onPick: () => void,
  /** Called for Enter when the pending suggestions turn out to be empty. */
  onEnter: () => void,
): Completions {
  const root = element('div', 'mentions-place');
  let mention: Mention | undefined;
  let items: readonly ContextSuggestion[] = [];
  /** The query that `items` belong to. It lags behind the text while suggestions are pending. */
  let offeredFor: string | undefined;
  /**
   * Enter or Tab, pressed while suggestions were pending. It applies to those, not to the old
   * items.
   */
  let held: 'Enter' | 'Tab' | undefined;
  let active = 0;
  /** Text and position of each inserted name, by reference. */
  const written = new Map<string, { readonly text: string; readonly start: number }>();
  /** Start of the `@` word whose list Escape closed. It stays closed until another word starts. */
  let dismissed: number | undefined;

  box.setAttribute('aria-autocomplete', 'list');
  box.addEventListener('blur', close);

  function close(): void {
    mention = undefined;
    items = [];
    held = undefined;
    draw();
  }

  function draw(): void {
    const open = mention !== undefined && items.length > 0;
    if (open) {
      box.setAttribute('aria-controls', 'mentions');
      box.setAttribute('aria-activedescendant', `mention-${active}`);
    } else {
      box.removeAttribute('aria-controls');
      box.removeAttribute('aria-activedescendant');
    }
    render(
      open
        ? html`<ul
            class="mentions"
            id="mentions"
            role="listbox"
            aria-label=${mention?.query.startsWith('/') ? 'Commands' : 'Attach'}
          >
            ${items.map(
              (item, index) =>
                html`<li
                  class="mention"
                  role="option"
                  id="mention-${index}"
                  aria-selected=${index === active}
                  @pointerdown=${(event: Event) => {
                    event.preventDefault();
                    pick(item);
                  }}
                >
                  ${glyph(suggestionIcons[item.kind])}<span class="mention-label"
                    >${item.label}</span
                  ><span class="mention-detail">${item.detail}</span>
                </li>`,
            )}
          </ul>`
        : nothing,
      root,
    );
    root.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  function pick(item: ContextSuggestion): void {
    if (mention === undefined) return;
    const { start, end } = mention;
    const isPrompt = item.kind === 'prompt';
    // The name stays in the text; the attachment becomes a chip.
    const text = `${item.label} `;
    box.setRangeText(text, start, end, 'end');
    if (!isPrompt) {
      written.set(item.reference, { text, start });
      post({ type: 'attach', reference: item.reference });
    }
    close();
    onPick();
  }

  return {
    element: root,
    update() {
      const next =
        box.selectionStart === box.selectionEnd
          ? mentionAt(box.value, box.selectionStart)
          : undefined;
      if (next === undefined || next.start !== dismissed) dismissed = undefined;
      if (next === undefined || dismissed !== undefined) {
        if (mention !== undefined) close();
        return;
      }
      const same = mention?.start === next.start && mention.query === next.query;
      mention = next;
      if (same) return;
      held = undefined;
      post({ type: 'suggest', query: next.query });
    },
    offer(query, offered) {
      if (mention?.query !== query) return;
      items = offered;
      offeredFor = query;
      active = 0;
      const key = held;
      held = undefined;
      const [first] = items;
      if (key !== undefined && first !== undefined) pick(first);
      else draw();
      if (key === 'Enter' && first === undefined) onEnter();
    },
    key(event) {
      if (mention === undefined || items.length === 0) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) active = (active + step + items.length) % items.length;
      else if (event.key === 'Escape') {
        dismissed = mention.start;
        close();
      } else if (event.key === 'Enter' || event.key === 'Tab') {
        const item = items[active];
        if (offeredFor !== mention.query) held = event.key;
        else if (item !== undefined) pick(item);
      } else return false;
      event.preventDefault();
      draw();
      return true;
    },
    close,
    notAttached(reference) {
      const { text, start } = written.get(reference) ?? { text: '', start: 0 };
      written.delete(reference);
      // Typing may have moved the name since.
      const at = box.value.startsWith(text, start) ? start : box.value.lastIndexOf(text);
      if (text === '' || at === -1) return;
      box.setRangeText('', at, at + text.length, 'preserve');
      onPick();
    },
  };
}

const suggestionIcons: Readonly<Record<ContextSuggestion['kind'], IconName>> = {
  file: 'file',
  symbol: 'symbol-method',
  folder: 'folder',
  selection: 'list-selection',
  problems: 'warning',
  editors: 'files',
  terminal: 'terminal',
  prompt: 'sparkle',
};
