/** The header above the transcript: the chat's title, New Chat and History. */
import type { TemplateResult } from 'lit-html';
import { html } from 'lit-html';
import { iconButton } from './base/elements.ts';

export function header(options: {
  readonly title: string;
  readonly historyOpen: boolean;
  readonly onHistory: () => void;
  readonly onNewChat: () => void;
}): TemplateResult {
  return html`<h1 class="chat-title" title=${options.title}>${options.title}</h1>
    ${iconButton('New chat', 'add', { onClick: options.onNewChat })}
    ${iconButton('History', 'history', {
      onClick: options.onHistory,
      pressed: options.historyOpen,
    })}`;
}
