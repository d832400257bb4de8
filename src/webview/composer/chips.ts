/** The attachments of the next message, each with a button to remove it. */
import type { TemplateResult } from 'lit-html';
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AttachmentChip } from '../../shared/protocol.ts';
import { glyph, iconButton } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import { attachmentIcons } from '../base/attachmentIcons.ts';
import { roughly } from '../base/format.ts';

export function chipList(
  chips: readonly AttachmentChip[],
  post: Post,
): TemplateResult | typeof nothing {
  if (chips.length === 0) return nothing;
  return html`<ul class="chips" role="list" aria-label="Attachments">
    ${repeat(
      chips,
      (chip) => chip.id,
      (chip) => chipItem(chip, post),
    )}
  </ul>`;
}

function chipItem(chip: AttachmentChip, post: Post): TemplateResult {
  const stale = chip.stale === true;
  return html`<li
    class="chip ${stale ? 'stale' : ''}"
    title="${chip.name}, about ${roughly(chip.tokens)} tokens"
  >
    ${
      chip.thumbnail === undefined
        ? glyph(attachmentIcons[chip.kind])
        : html`<img class="chip-thumbnail" alt="" src=${chip.thumbnail} />`
    }
    <span class="chip-name">${chip.name}</span>
    ${
      stale
        ? html`<span class="chip-stale">changed</span>${iconButton(
              `Refresh ${chip.name}`,
              'refresh',
              {
                title: 'Changed since it was attached: take it as it is now',
                onClick: () => {
                  post({ type: 'refreshAttachment', id: chip.id });
                },
              },
            )}`
        : nothing
    }
    ${iconButton(`Remove ${chip.name}`, 'close', {
      onClick: () => {
        post({ type: 'removeAttachment', id: chip.id });
      },
    })}
  </li>`;
}
