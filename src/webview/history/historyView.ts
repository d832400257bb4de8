/**
 * The list of saved chats: search, open, rename, pin, export and delete. It covers the open chat.
 */
import type { TemplateResult } from 'lit-html';
import { html, nothing, render } from 'lit-html';
import type { ConversationSummary, SearchHit } from '../../core/history/storeTypes.ts';
import { element, glyph, iconButton, textButton } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import { isComposing } from '../base/keyPress.ts';
import { groupByDate } from './dateGroups.ts';
import { historyRow, hitRow } from './rows.ts';
import { createOptimisticChanges } from './optimisticChanges.ts';

export interface HistoryView {
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  open(): void;
  /** Moves the focus to the composer, unless `keepFocus` is set. */
  readonly close: (options?: { readonly keepFocus: boolean }) => void;
  /**
   * `changed` is the id of the conversation whose change the host has applied or rejected in this
   * list.
   */
  setItems(items: readonly ConversationSummary[], changed?: string): void;
  setHits(query: string, hits: readonly SearchHit[]): void;
  /** The open chat, and the chats with a response in progress. */
  setOpen(conversationId: string | null, running: readonly string[]): void;
}

export interface HistoryPorts {
  readonly post: Post;
  readonly now: () => number;
  /** The user selected a chat, or a message in it. */
  readonly onChosen: (conversationId: string, messageId?: string) => void;
  /** The view was opened or closed. With `keepFocus` the focus must not move. */
  readonly onToggle: (open: boolean, keepFocus: boolean) => void;
}

/** The remaining rows are rendered on request. */
const firstRows = 200;

export function createHistoryView({ post, now, onChosen, onToggle }: HistoryPorts): HistoryView {
  const root = element('section', 'history');
  root.setAttribute('aria-label', 'Chat history');
  root.hidden = true;
  let items: readonly ConversationSummary[] | undefined;
  const unanswered = createOptimisticChanges();
  let hits: { readonly query: string; readonly list: readonly SearchHit[] } | undefined;
  let query = '';
  let rows = firstRows;
  let renaming: string | undefined;
  /** Deleted since the view was opened, newest last. Each can be restored. */
  let deleted: readonly ConversationSummary[] = [];
  let openId: string | null = null;
  let running: readonly string[] = [];

  function choose(id: string, messageId?: string): void {
    post({ type: 'openChat', conversationId: id });
    close();
    onChosen(id, messageId);
  }

  function search(text: string): void {
    query = text;
    if (query.trim() === '') hits = undefined;
    else post({ type: 'search', query: query.trim() });
    draw();
  }

  function change(
    id: string,
    changed: (items: readonly ConversationSummary[]) => readonly ConversationSummary[],
  ): void {
    unanswered.ask(id, changed);
    items = changed(items ?? []);
    draw();
  }

  function set(id: string, changed: Partial<ConversationSummary>): void {
    change(id, (list) => list.map((other) => (other.id === id ? { ...other, ...changed } : other)));
  }

  function remove(item: ConversationSummary): void {
    const buttons = rowButtons();
    const at = buttons.findIndex((button) => button.dataset['chat'] === item.id);
    post({ type: 'delete', conversationId: item.id });
    deleted = [...without(deleted, item.id), item];
    change(item.id, (list) => without(list, item.id));
    const next = rowButtons();
    (next[Math.min(at, next.length - 1)] ?? searchBox())?.focus();
  }

  function undo(item: ConversationSummary): void {
    post({ type: 'undoDelete', conversationId: item.id });
    change(item.id, (list) => [...without(list, item.id), item]);
    rowButtons()
      .find((button) => button.dataset['chat'] === item.id)
      ?.focus();
  }

  function rename(item: ConversationSummary, title: string | undefined): void {
    renaming = undefined;
    if (title !== undefined && title.trim() !== '' && title.trim() !== item.title) {
      post({ type: 'rename', conversationId: item.id, title: title.trim() });
      set(item.id, { title: title.trim() });
    } else draw();
    rowButtons()
      .find((button) => button.dataset['chat'] === item.id)
      ?.focus();
  }

  /** The row moves into or out of the pinned group, so the focus is set again. */
  function pin(item: ConversationSummary): void {
    const pinned = !item.pinned;
    post({ type: 'pin', conversationId: item.id, pinned });
    set(item.id, { pinned });
    rowButtons()
      .find((button) => button.dataset['chat'] === item.id)
      ?.parentElement?.querySelector<HTMLElement>('.row-actions button')
      ?.focus();
  }

  const rowButtons = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-chat]')];
  const searchBox = (): HTMLInputElement | null => root.querySelector('input[type="search"]');

  function onKey(event: KeyboardEvent): void {
    const { target } = event;
    if (!(target instanceof HTMLElement) || isComposing(event)) return;
    if (event.key === 'Escape' && renaming === undefined) {
      event.preventDefault();
      if (target === searchBox() && query !== '') search('');
      else close();
      return;
    }
    if (target.matches('.rename-box')) return;
    const all = rowButtons();
    const row = target.closest('.history-row')?.querySelector<HTMLElement>('[data-chat]');
    const at = row ? all.indexOf(row) : -1;
    const item = items?.find(({ id }) => id === target.dataset['chat']);
    if (event.key === 'ArrowDown') all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (at > 0 ? all[at - 1] : searchBox())?.focus();
    else if (event.key === 'F2' && item !== undefined) startRename(item);
    else if (event.key === 'Delete' && item !== undefined) remove(item);
    else return;
    event.preventDefault();
  }
  root.addEventListener('keydown', onKey);

  function startRename(item: ConversationSummary): void {
    renaming = item.id;
    draw();
    root.querySelector<HTMLInputElement>('.rename-box')?.select();
  }

  function draw(): void {
    if (root.hidden) return;
    render(
      html`<div class="history-tools">
          <span class="search-field"
            >${glyph('search')}<input
              type="search"
              aria-label="Search chats"
              placeholder="Search all chats"
              .value=${query}
              @input=${(event: Event) => {
                if (event.target instanceof HTMLInputElement) search(event.target.value);
              }}
          /></span>
          ${iconButton('Import', 'cloud-upload', {
            title: 'Import chats from JSON or Markdown',
            onClick: () => {
              post({ type: 'import' });
            },
          })}
          ${iconButton('Back to chat', 'close', {
            onClick: () => {
              close();
            },
          })}
        </div>
        ${undoBar()}
        <div class="history-list">${hits === undefined ? groups() : found(hits.list)}</div>`,
      root,
    );
  }

  /** Offers to restore the last deleted chat, then the one before it. */
  function undoBar(): TemplateResult | typeof nothing {
    // A chat that the host could not delete is in the list again.
    const gone = deleted.filter(({ id }) => items?.some((item) => item.id === id) !== true);
    const item = gone.at(-1);
    if (item === undefined) return nothing;
    const before = gone.length === 1 ? '' : `, and ${gone.length - 1} before it`;
    return html`<div class="undo-bar" role="status">
      <span class="undo-words">Deleted “${item.title}”${before}.</span>
      ${textButton('Undo', 'secondary', {
        onClick: () => {
          undo(item);
        },
      })}
    </div>`;
  }

  function groups(): TemplateResult {
    if (items === undefined) return html`<p class="history-empty">Reading…</p>`;
    if (items.length === 0) return html`<p class="history-empty">No chats yet.</p>`;
    const shown = items.slice(0, rows);
    return html`${groupByDate(shown, now()).map(
      ({ name, items: list }) =>
        html`<h2 class="history-day">${name}</h2>
          <ul role="list" aria-label=${name}>
            ${list.map((item) =>
              historyRow(item, {
                open: item.id === openId,
                running: running.includes(item.id),
                renaming: item.id === renaming,
                now: now(),
                onChoose: () => {
                  choose(item.id);
                },
                onRename: (title) => {
                  rename(item, title);
                },
                onStartRename: () => {
                  startRename(item);
                },
                onPin: () => {
                  pin(item);
                },
                onExport: () => {
                  post({ type: 'export', conversationId: item.id });
                },
                onDelete: () => {
                  remove(item);
                },
              }),
            )}
          </ul>`,
    )}${
      items.length > shown.length
        ? html`<div class="history-more">
            ${textButton(`Show ${items.length - shown.length} more`, 'secondary', {
              onClick: () => {
                rows = Infinity;
                draw();
              },
            })}
          </div>`
        : nothing
    }`;
  }

  function found(list: readonly SearchHit[]): TemplateResult {
    if (list.length === 0) return html`<p class="history-empty" role="status">Nothing found.</p>`;
    return html`<h2 class="history-day" role="status">
        ${list.length} ${list.length === 1 ? 'message' : 'messages'}
      </h2>
      <ul role="list" aria-label="Found">
        ${list.map((hit) =>
          hitRow(hit, query.trim(), () => {
            choose(hit.summary.id, hit.messageId);
          }),
        )}
      </ul>`;
  }

  const close: HistoryView['close'] = ({ keepFocus } = { keepFocus: false }) => {
    if (root.hidden) return;
    root.hidden = true;
    renaming = undefined;
    deleted = [];
    onToggle(false, keepFocus);
  };

  return {
    element: root,
    get isOpen() {
      return !root.hidden;
    },
    open() {
      root.hidden = false;
      query = '';
      hits = undefined;
      rows = firstRows;
      unanswered.clear();
      post({ type: 'history' });
      onToggle(true, false);
      draw();
      searchBox()?.focus();
    },
    close,
    setItems(next, changed) {
      if (changed !== undefined) unanswered.answered(changed);
      items = unanswered.over(next);
      draw();
    },
    setHits(asked, list) {
      if (asked !== query.trim()) return;
      hits = { query: asked, list };
      draw();
    },
    setOpen(id, ids) {
      // Called in every frame of a streaming response.
      if (id === openId && ids.join() === running.join()) return;
      openId = id;
      running = ids;
      draw();
    },
  };
}

function without(
  items: readonly ConversationSummary[],
  id: string,
): readonly ConversationSummary[] {
  return items.filter((other) => other.id !== id);
}
