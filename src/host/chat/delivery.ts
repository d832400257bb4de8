/** What is told to the panel, and what waits until it is seen: a hidden panel asks for everything when it is, but for one thing. */
import type { ToPanel } from '../../shared/protocol.ts';

export interface Delivery {
  readonly post: (message: ToPanel) => void;
  /** The panel is there: what it has not heard comes now. */
  ready(): void;
}

/** `send` returns undefined while the panel is hidden, else whether the message has arrived. */
export function createDelivery(
  send: (message: ToPanel) => PromiseLike<boolean> | undefined,
): Delivery {
  /** The user's own texts, which are nowhere else. */
  let drafts: readonly ToPanel[] = [];

  function keep(message: ToPanel): void {
    drafts = [...drafts, message];
  }

  function post(message: ToPanel): void {
    const sent = send(message);
    if (message.type !== 'notice' || message.restoreDraft === undefined) return;
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
      const waiting = drafts;
      drafts = [];
      for (const message of waiting) post(message);
    },
  };
}
