/** The reader's scroll position in a conversation, which a reloaded page restores. */

export interface ScrollAnchor {
  readonly conversationId: string;
  /** The first visible message. */
  readonly messageId: string;
  /** CSS pixels by which the top of the message is above the top of the log. */
  readonly above: number;
}

/** Undefined if no message is visible. */
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

/** Scrolls so that the message is as far above the log's top as before. */
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
