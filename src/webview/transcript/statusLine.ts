/** The status line below a streaming response: its phase and the elapsed time. */
import { html, nothing, render } from 'lit-html';
import type { AnswerStatus } from '../../shared/protocol.ts';
import { element, glyph, textButton } from '../base/elements.ts';
import { statusText } from './statusText.ts';

export interface StatusLine {
  readonly element: HTMLElement;
  /** Null hides it. */
  show(status: AnswerStatus | null): void;
  dispose(): void;
}

export function createStatusLine(ports: {
  /** Monotonic time in milliseconds. */
  readonly now: () => number;
  readonly onCancel: () => void;
}): StatusLine {
  const root = element('div', 'status-line');
  let status: AnswerStatus | null = null;
  let since = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function draw(): void {
    render(status === null ? nothing : line(status), root);
  }

  function line(current: AnswerStatus): unknown {
    return html`${glyph('loading')}<span class="status-words"
        >${statusText(current, ports.now() - since)}</span
      >${
        current.phase === 'retrying'
          ? textButton('Cancel', 'secondary', { onClick: ports.onCancel })
          : nothing
      }`;
  }

  return {
    element: root,
    show(next) {
      if (next === status) return;
      status = next;
      since = ports.now();
      clearInterval(timer);
      timer = undefined;
      if (next?.phase === 'stillWaiting' || next?.phase === 'retrying') {
        timer = setInterval(draw, 1000);
      }
      draw();
    },
    dispose() {
      clearInterval(timer);
      root.remove();
    },
  };
}
