/**
 * Queues the few messages that a hidden panel would lose. The page requests everything else when it
 * is ready.
 */
import type { ToPanel } from '../../shared/protocol.ts';

export interface PanelOutbox {
  readonly post: (message: ToPanel) => void;
  /** Call when the page is ready: sends the queued messages. */
  ready(): void;
  /** Call when the page is hidden or recreated: messages are queued until `ready`. */
  away(): void;
}

/**
 * @param send Returns undefined while there is no visible panel, else whether the message was
 * delivered.
 */
export function createPanelOutbox(
  send: (message: ToPanel) => PromiseLike<boolean> | undefined,
): PanelOutbox {
  let waiting: readonly ToPanel[] = [];
  let there = false;

  function keep(message: ToPanel): void {
    waiting = [...waiting, message];
  }

  function post(message: ToPanel): void {
    const keeps = waits(message);
    // VS Code drops a message posted before the page listens, and still reports it as delivered.
    if (keeps && !there) {
      keep(message);
      return;
    }
    const sent = send(message);
    if (!keeps) return;
    if (sent === undefined) keep(message);
    else {
      void sent.then(
        (arrived) => {
          if (!arrived) keep(message);
        },
        () => {
          keep(message);
        },
      );
    }
  }

  return {
    post,
    ready() {
      there = true;
      const now = waiting;
      waiting = [];
      for (const message of now) post(message);
    },
    away() {
      there = false;
    },
  };
}

/**
 * Whether a message must be queued: it restores the user's own text, which is stored nowhere else,
 * or opens a place in the panel.
 */
function waits(message: ToPanel): boolean {
  switch (message.type) {
    case 'notice':
      return message.restoreDraft !== undefined;
    case 'focusComposer':
    case 'showHistory':
      return true;
    default:
      return false;
  }
}
