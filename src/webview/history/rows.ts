/** Rows of the history: a chat with its buttons, or a message that matches the search. */
import type { TemplateResult } from 'lit-html';
import { html, nothing } from 'lit-html';
import type { ConversationSummary, SearchHit } from '../../core/history/storeTypes.ts';
import { glyph, iconButton } from '../base/elements.ts';
import { isComposing } from '../base/keyPress.ts';
import { plural } from '../base/format.ts';

export interface RowOptions {
  readonly open: boolean;
  readonly running: boolean;
  readonly renaming: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly onChoose: () => void;
  readonly onStartRename: () => void;
  /** Undefined leaves the title unchanged. */
  readonly onRename: (title: string | undefined) => void;
  readonly onPin: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

export function historyRow(item: ConversationSummary, options: RowOptions): TemplateResult {
  if (options.renaming) return renameRow(item, options.onRename);
  return html`<li class="history-row ${options.open ? 'open' : ''}">
    <button
      type="button"
      class="history-item"
      data-chat=${item.id}
      aria-current=${options.open ? 'true' : nothing}
      title=${item.title}
      @click=${options.onChoose}
    >
      <span class="history-title">${item.title}</span>
      <span class="history-facts"
        >${options.running ? html`${glyph('loading')}Answering · ` : nothing}${plural(
          item.messageCount,
          'message',
        )}
        · ${when(item.updatedAt, options.now)}</span
      >
    </button>
    <span class="row-actions">
      ${iconButton(item.pinned ? 'Unpin' : 'Pin', item.pinned ? 'pinned' : 'pin', {
        onClick: options.onPin,
      })}
      ${iconButton('Rename', 'edit', { onClick: options.onStartRename, title: 'Rename (F2)' })}
      ${iconButton('Export', 'export', { onClick: options.onExport })}
      ${iconButton('Delete', 'trash', { onClick: options.onDelete, title: 'Delete (Del)' })}
    </span>
  </li>`;
}

export function hitRow(hit: SearchHit, query: string, onChoose: () => void): TemplateResult {
  return html`<li class="history-row">
    <button type="button" class="history-item" data-chat=${hit.summary.id} @click=${onChoose}>
      <span class="history-title">${hit.summary.title}</span>
      <span class="history-excerpt">${marked(hit.excerpt, query)}</span>
    </button>
  </li>`;
}

function renameRow(item: ConversationSummary, onRename: RowOptions['onRename']): TemplateResult {
  // Enter and Escape remove the input, which also blurs it. Only the first event counts.
  let done = false;
  const end = (title: string | undefined): void => {
    if (done) return;
    done = true;
    onRename(title);
  };
  return html`<li class="history-row">
    <input
      class="rename-box"
      aria-label="New title"
      .value=${item.title}
      @keydown=${(event: KeyboardEvent) => {
        if (isComposing(event) || !(event.target instanceof HTMLInputElement)) return;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        end(event.key === 'Enter' ? event.target.value : undefined);
      }}
      @blur=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) end(event.target.value);
      }}
    />
  </li>`;
}

/** Marks each match of the query in the excerpt, ignoring case. The excerpt must be in NFC. */
function marked(excerpt: string, query: string): unknown {
  if (query === '') return excerpt;
  const parts: unknown[] = [];
  const text = excerpt.toLowerCase();
  const wanted = query.normalize('NFC').toLowerCase();
  // Some letters change length with case. Then nothing is marked, since the offsets would be wrong.
  if (text.length !== excerpt.length) return excerpt;
  let from = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, from)) {
    parts.push(
      excerpt.slice(from, at),
      html`<mark>${excerpt.slice(at, at + wanted.length)}</mark>`,
    );
    from = at + wanted.length;
  }
  return [...parts, excerpt.slice(from)];
}

const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });

function when(at: number, now: number): string {
  const today = new Date(now).setHours(0, 0, 0, 0);
  return at >= today ? time.format(at) : day.format(at);
}
