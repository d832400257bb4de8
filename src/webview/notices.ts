/** Notices that belong to no message: errors outside a response, and warnings about this chat. */
import type { TemplateResult } from 'lit-html';
import { html } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ErrorAction } from '../shared/errorText.ts';
import { actionTitles } from '../shared/errorText.ts';
import { glyph, iconButton, textButton } from './base/elements.ts';

export interface Notice {
  readonly id: number;
  readonly level: 'info' | 'error';
  readonly text: string;
  readonly buttons: readonly { readonly name: string; readonly onClick: () => void }[];
}

/** Newest last. The oldest are removed. */
export const mostNotices = 3;

export function noticeList(
  notices: readonly Notice[],
  onDismiss: (notice: Notice) => void,
): TemplateResult {
  return html`${repeat(
    notices,
    (notice) => notice.id,
    (notice) =>
      html`<div
        class="notice ${notice.level}"
        role=${notice.level === 'error' ? 'alert' : 'status'}
      >
        ${glyph(notice.level)}
        <div class="notice-words">
          <p>${notice.text}</p>
          ${
            notice.buttons.length === 0
              ? ''
              : html`<div class="offers">
                  ${notice.buttons.map(({ name, onClick }) =>
                    textButton(name, 'secondary', {
                      onClick: () => {
                        onClick();
                        onDismiss(notice);
                      },
                    }),
                  )}
                </div>`
          }
        </div>
        ${iconButton('Dismiss', 'close', {
          onClick: () => {
            onDismiss(notice);
          },
        })}
      </div>`,
  )}`;
}

/** The buttons of a notice from the host. */
export function actionButtons(
  actions: readonly ErrorAction[],
  act: (action: ErrorAction) => void,
): Notice['buttons'] {
  return actions.map((action) => ({
    name: actionTitles[action],
    onClick: () => {
      act(action);
    },
  }));
}

export function warningList(warnings: readonly string[]): TemplateResult[] {
  return warnings.map(
    (warning) =>
      html`<div class="notice warning" role="note">
        ${glyph('warning')}
        <p class="notice-words">${warning}</p>
      </div>`,
  );
}
