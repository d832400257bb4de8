/** Small conversations and panel states for tests of the page. */
import type {
  Attachment,
  ChatEvent,
  Conversation,
  Message,
} from '../../src/core/model/conversation.ts';
import type { PanelState, ToPanel } from '../../src/shared/protocol.ts';

export const calm: PanelState = {
  hasKey: true,
  model: 'google/gemini-2.0-flash-exp',
  models: ['google/gemini-2.0-flash-exp', 'gemini-2.0-flash-exp'],
  contextWindow: 1_048_576,
  parameters: { maxTokens: 8192 },
  ownParameters: {},
  chips: [],
  contextTokens: 0,
  running: [],
  warnings: [],
  readOnly: false,
};

const noon = Date.UTC(2026, 2, 3, 12);

/** Messages in turn, the user's first; each answers the one before it. */
export function chat(
  texts: readonly string[],
  last: Partial<Message> = {},
  id = 'c1',
): Conversation {
  const messages = texts.map((text, index): Message => ({
    id: `m${index}`,
    parentId: index === 0 ? null : `m${index - 1}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    text,
    attachments: [],
    state: 'complete',
    createdAt: noon + index * 1000,
    ...(index % 2 === 1
      ? {
          elapsedMs: 3210,
          usage: { promptTokens: 1234, completionTokens: 567, totalTokens: 1801 },
        }
      : {}),
    ...(index === texts.length - 1 ? last : {}),
  }));
  return {
    id,
    title: texts[0]?.slice(0, 60) ?? 'New chat',
    createdAt: noon,
    updatedAt: noon,
    pinned: false,
    messages,
    head: messages.at(-1)?.id ?? null,
  };
}

export function snapshot(
  conversation: Conversation | null,
  state: Partial<PanelState> = {},
  seq = 0,
): ToPanel & { type: 'snapshot' } {
  return { type: 'snapshot', seq, conversation, state: { ...calm, ...state }, status: null };
}

export function events(seq: number, ...list: readonly ChatEvent[]): ToPanel & { type: 'events' } {
  return { type: 'events', seq, conversationId: 'c1', events: list };
}

export function delta(id: string, text: string): ChatEvent {
  return { type: 'delta', at: noon, id, text };
}

export function finished(
  id: string,
  outcome: Omit<Extract<ChatEvent, { type: 'finished' }>, 'type' | 'at' | 'id'>,
): ChatEvent {
  return { type: 'finished', at: noon, id, ...outcome };
}

/** One transparent pixel. */
export const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const codeAttachment: Attachment = {
  kind: 'selection',
  id: 'a1',
  name: 'orders.ts:10-24',
  language: 'typescript',
  text: 'const a = 1;',
};

export const richAnswer = `The total is wrong because **tax is added twice**: once in \`priceOf\` and again in \`total\`.

## What happens

1. \`priceOf\` returns the price *with* tax.
2. \`total\` sums those and multiplies by \`1 + rate\` again.

\`\`\`typescript src/orders.ts
export function total(order: Order, rate: number): Money {
  // Prices already hold the tax.
  return order.lines.reduce((sum, line) => add(sum, priceOf(line, rate)), zero);
}
\`\`\`

| Order | Before | After |
| ----- | -----: | ----: |
| 1001  |  14.28 | 11.90 |
| 1002  |   7.14 |  5.95 |

> Orders that were already invoiced keep the old total.

See [the pricing notes](https://example.com/pricing) for more.`;
