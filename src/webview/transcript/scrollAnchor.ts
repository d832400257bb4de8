/** Where the reader is in a conversation, so that a page that is loaded anew comes back to it. */

export interface ScrollAnchor {
  readonly conversationId: string;
  /** The first message that shows. */
  readonly messageId: string;
  /** How far its top is above that of the log, in CSS pixels. */
  readonly above: number;
}

/** Undefined where no message shows. */
export function scrollAnchorIn(log: HTMLElement, conversationId: string): ScrollAnchor | undefined {
  const { top } = log.getBoundingClientRect();
  for (const message of log.querySelectorAll<HTMLElement>('[data-message-id]')) {
    const box = message.getBoundingClientRect();
    const messageId = message.dataset['messageId'];
    if (box.bottom > top && messageId !== undefined) {
      return { conversationId, messageId, above: top - box.top };
    }
  }
  return undefined;
}

/** Scrolls so that the message is as far above the log's top as it was. */
export function scrollTo(log: HTMLElement, message: HTMLElement, { above }: ScrollAnchor): void {
  log.scrollTop += message.getBoundingClientRect().top - log.getBoundingClientRect().top + above;
}

export function isScrollAnchor(value: unknown): value is ScrollAnchor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'conversationId' in value &&
    typeof value.conversationId === 'string' &&
    'messageId' in value &&
    typeof value.messageId === 'string' &&
    'above' in value &&
    typeof value.above === 'number'
  );
}
