/** The footer of a message: how it ended, its usage and time, and its buttons. */
import type { TemplateResult } from 'lit-html';
import { html, nothing } from 'lit-html';
import type { ErrorDetail, ErrorKind } from '../../core/api/types.ts';
import type { Message } from '../../core/model/conversation.ts';
import type { ErrorAction } from '../../shared/errorText.ts';
import { actionTitles, errorText } from '../../shared/errorText.ts';
import { glyph, iconButton, textButton } from '../base/elements.ts';
import { count, duration } from '../base/format.ts';
import type { MessageContext, MessageActions } from './messageActions.ts';

/** This is an ending like Stop, not an error: Continue resumes the response. */
export const cutByLength = 'The response reached the token limit.';

export function messageFooter(
  message: Message,
  context: MessageContext,
  hooks: MessageActions,
  edit: () => void,
): TemplateResult | typeof nothing {
  if (message.state === 'streaming') return nothing;
  return html`${ending(message, context, hooks)}
    <div class="message-actions">
      ${message.text === '' ? nothing : copyButton(message, hooks)}
      ${context.readOnly ? nothing : actions(message, context, hooks, edit)}
      ${versions(message, context, hooks)} ${costs(message)}
    </div>`;
}

function actions(
  message: Message,
  { last }: MessageContext,
  hooks: MessageActions,
  edit: () => void,
): TemplateResult | typeof nothing {
  if (message.role === 'user') {
    return iconButton('Edit', 'edit', { onClick: edit, className: 'when-idle' });
  }
  // If the response is empty, the Retry button above does the same.
  if (last && message.state !== 'complete' && message.text === '') return nothing;
  return iconButton('Regenerate', 'refresh', {
    onClick: () => {
      hooks.ask('regenerate', message.id);
    },
    className: 'when-idle',
  });
}

function copyButton(message: Message, hooks: MessageActions): TemplateResult {
  return iconButton('Copy message', 'copy', {
    onClick: () => {
      hooks.copy(message.text);
    },
  });
}

/** How a response ended, unless it simply completed. */
function ending(
  message: Message,
  context: MessageContext,
  hooks: MessageActions,
): TemplateResult | typeof nothing {
  const offer = (action: ErrorAction): TemplateResult =>
    textButton(actionTitles[action], 'secondary', {
      className: action === 'retry' || action === 'continue' ? 'when-idle' : '',
      onClick: () => {
        if (action === 'retry' || action === 'continue') hooks.ask(action, message.id);
        else hooks.act(action);
      },
    });
  if (message.role === 'user') {
    // This happens if the window closed at the wrong moment, and in imported files.
    return context.last && !context.readOnly
      ? html`<div class="ending">
          <span>No response yet.</span>
          <div class="offers">${offer('retry')}</div>
        </div>`
      : nothing;
  }
  // An empty response can't be continued, only retried.
  const again = message.text === '' ? 'retry' : 'continue';
  const mayGoOn = context.last && !context.readOnly;
  const goOn = mayGoOn ? html`<div class="offers">${offer(again)}</div>` : nothing;
  if (message.finishReason === 'length') {
    return html`<div class="ending"><span>${cutByLength}</span>${goOn}</div>`;
  }
  switch (message.state) {
    case 'failed':
    case 'interrupted': {
      const error = message.error ?? reloaded;
      const { cause, next, actions } = errorText(error);
      const offers = withAnswer(actions, message).filter(
        (action) => mayGoOn || (action !== 'retry' && action !== 'continue'),
      );
      return html`<div class="error-box" role="alert">
        ${glyph('error')}
        <div class="error-words">
          <p>${cause}</p>
          <p class="error-next">${next}</p>
          <div class="offers">${offers.map(offer)}</div>
        </div>
      </div>`;
    }
    case 'stopped':
      return html`<div class="ending"><span>Response stopped.</span>${goOn}</div>`;
    case 'complete':
    case 'streaming':
      return nothing;
  }
}

/** A message left unfinished by a closed window has no error of its own. */
const reloaded: ErrorDetail = {
  kind: 'interrupted',
  what: 'the window was closed or reloaded',
};

/**
 * The error's actions, with Continue first for an interrupted response, and with Retry. An empty
 * response can't be continued.
 */
function withAnswer(actions: readonly ErrorAction[], message: Message): readonly ErrorAction[] {
  const first: readonly ErrorAction[] =
    message.state === 'interrupted' && !actions.includes('continue') ? ['continue'] : [];
  const all = [...first, ...actions, ...(actions.includes('retry') ? [] : (['retry'] as const))];
  return message.text === '' ? all.filter((action) => action !== 'continue') : all;
}

function versions(
  message: Message,
  { versions: ids }: MessageContext,
  hooks: MessageActions,
): TemplateResult | typeof nothing {
  if (ids.length < 2) return nothing;
  const at = ids.indexOf(message.id);
  const step = (name: string, iconName: 'chevron-left' | 'chevron-right', to: number) => {
    const id = ids[to];
    return iconButton(name, iconName, {
      disabled: id === undefined,
      className: 'when-idle',
      onClick: () => {
        if (id !== undefined) hooks.selectVersion(id, name);
      },
    });
  };
  return html`<span class="versions" role="group" aria-label="Versions of this message">
    ${step('Previous version', 'chevron-left', at - 1)}
    <span class="version-count"
      ><span class="hidden-words">Version </span>${at + 1}<span aria-hidden="true">/</span
      ><span class="hidden-words"> of </span>${ids.length}</span
    >
    ${step('Next version', 'chevron-right', at + 1)}
  </span>`;
}

/** Whether the request was never sent, so that its duration means nothing. */
function neverLeft(error: ErrorDetail | undefined): boolean {
  if (error?.kind === 'tooLarge') return error.status === 0;
  return error !== undefined && unsent.has(error.kind);
}

const unsent: ReadonlySet<ErrorKind> = new Set([
  'noKey',
  'keyOrigin',
  'insecureUrl',
  'badUrl',
  'badSetting',
]);

/** The usage that the server reported, and the duration. */
function costs({ usage, elapsedMs, model, error }: Message): TemplateResult | typeof nothing {
  const parts = [
    ...(usage === undefined
      ? []
      : [`${count(usage.promptTokens)} in, ${count(usage.completionTokens)} out`]),
    ...(elapsedMs === undefined || neverLeft(error) ? [] : [duration(elapsedMs)]),
  ];
  if (parts.length === 0) return nothing;
  const title = [
    ...(model === undefined ? [] : [model]),
    ...(usage === undefined
      ? []
      : [
          `${count(usage.promptTokens)} tokens sent, ${count(usage.completionTokens)} received, ${count(usage.totalTokens)} in all, as the server reports them`,
        ]),
  ].join('\n');
  return html`<span class="costs" title=${title}>${parts.join(' · ')}</span>`;
}
