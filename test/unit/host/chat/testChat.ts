/** The host's chat with ports that do nothing of note, but for those that a test gives. */
import type { Chat, ChatPorts } from '../../../../src/host/chat/chat.ts';
import { createChat } from '../../../../src/host/chat/chat.ts';
import { calm } from '../../../browser/chats.ts';
import { counter, silent } from '../../history/testing.ts';
import { manualClock } from '../../manualClock.ts';

export function testChat(given: Partial<ChatPorts> & Pick<ChatPorts, 'store'>): Chat {
  return createChat({
    runTurn: () => new Promise(() => undefined),
    clock: manualClock(),
    newId: counter(),
    log: silent,
    prepare: () =>
      Promise.resolve({ request: { model: 'm', messages: [], parameters: {}, stream: true } }),
    memento: {
      keys: () => [],
      get: <T>(_key: string, otherwise?: T) => otherwise as T,
      update: () => Promise.resolve(),
    },
    post: () => undefined,
    composer: {
      chips: () => [],
      attached: () => [],
      take: () => Promise.resolve([]),
      restore: () => undefined,
    },
    settings: () => calm,
    tokens: () => 0,
    onNewChat: () => undefined,
    leaving: () => () => undefined,
    hasKey: () => true,
    onBusy: () => undefined,
    ...given,
  });
}
