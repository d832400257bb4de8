/** Shows the estimated tokens of the next request and the limit. A click shows the request. */
import type { TemplateResult } from 'lit-html';
import { html, nothing } from 'lit-html';
import type { RequestSize } from '../../core/request/tokens.ts';
import { tooLargeText } from '../../core/request/tokens.ts';
import { glyph } from '../base/elements.ts';
import { count, roughly } from '../base/format.ts';

export function createTokenMeter(
  { tokens, limit, over }: RequestSize,
  onShowRequest: () => void,
): TemplateResult {
  const share = limit === 0 ? 100 : Math.min(100, (100 * tokens) / limit);
  const words = `about ${count(tokens)} of ${count(limit)} tokens`;
  return html`<button
    type="button"
    class="meter ${over > 0 ? 'over' : share > 80 ? 'high' : ''}"
    aria-label="Show request: about ${roughly(tokens)} of ${roughly(limit)} tokens"
    title="The next message sends ${words}.
Show the request"
    @click=${onShowRequest}
  >
    <svg class="meter-ring" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" pathLength="100"></circle>
      <circle
        class="meter-value"
        cx="8"
        cy="8"
        r="5.5"
        pathLength="100"
        stroke-dasharray="${share} 100"
      ></circle></svg
    ><span>${roughly(tokens)}</span>
  </button>`;
}

/** Shown before sending. Nothing is cut from the request. */
export function sizeWarning(size: RequestSize): TemplateResult | typeof nothing {
  const text = tooLargeText(size);
  return text === undefined
    ? nothing
    : html`<div class="size-warning" role="status">${glyph('warning')}<span>${text}</span></div>`;
}
