/** What is told to the panel, and what waits until its page is there: it asks for everything then, but for what stands here. */
import type { ToPanel } from '../../shared/protocol.ts';

export interface PanelOutbox {
  readonly post: (message: ToPanel) => void;
  /** The page is there: what it has not heard comes now. */
  ready(): void;
  /** The page is hidden, or made anew: until `ready` it hears nothing. */
  away(): void;
}

/** `send` returns undefined while there is no panel, else whether the message has arrived. */
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
    // VS Code drops what it is given before the page listens, and says that it has arrived.
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

/** The user's own texts, which are nowhere else, and where the user has asked to be. */
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
