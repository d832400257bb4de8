/** A chat whose disk is slow: for tests of what happens meanwhile. */
import type { Parameters } from '../../../../src/core/api/types.ts';
import type { ChatEvent } from '../../../../src/core/model/conversation.ts';
import type {
  ConversationStore,
  OpenedConversation,
} from '../../../../src/core/history/storeTypes.ts';
import type { ToPanel } from '../../../../src/shared/protocol.ts';
import { chat as conversationOf } from '../../../browser/chats.ts';
import { settled } from '../../manualClock.ts';
import { testChat } from './testChat.ts';

/** A chat on a disk that reads and writes only when a test says so. */
export function slowDesk() {
  const posted: ToPanel[] = [];
  const journal: { readonly id: string; readonly event: ChatEvent }[] = [];
  const readings = new Map<string, (opened: OpenedConversation | undefined) => void>();
  const writings: (() => void)[] = [];
  /** Which message that left began which chat. */
  const begun: (readonly [left: string, conversationId: string])[] = [];
  /** What was asked of the composer's attachments, each time. */
  const taken: (readonly string[] | undefined)[] = [];
  let lefts = 0;
  let slow = false;
  let ids = 0;
  const store: ConversationStore = {
    list: () => Promise.resolve([]),
    open: (id) => new Promise((resolve) => readings.set(id, resolve)),
    append(id, events) {
      journal.push(...[events].flat().map((event) => ({ id, event })));
      return slow ? new Promise((resolve) => writings.push(resolve)) : Promise.resolve();
    },
    remove: () => Promise.resolve(),
    restore: () => Promise.resolve(),
    search: () => Promise.resolve([]),
    flush: () => Promise.resolve(),
    onDidChange: () => () => undefined,
    dispose: () => Promise.resolve(),
  };
  const chat = testChat({
    store,
    newId: () => `new-${ids++}`,
    post: (message) => posted.push(message),
    leaving() {
      const left = `left ${++lefts}`;
      return (id) => void begun.push([left, id]);
    },
    composer: {
      chips: () => [],
      attached: () => [],
      take: (ids) => Promise.resolve(void taken.push(ids)).then(() => []),
      restore: () => undefined,
    },
  });
  return {
    chat,
    journal,
    posted,
    begun,
    taken,
    setSlow(next: boolean) {
      slow = next;
    },
    /** The disk has read that conversation. */
    async read(id: string, texts: readonly string[] = ['A', 'B']) {
      await settled();
      const conversation = conversationOf(texts, {}, id);
      readings.get(id)?.({ conversation, readOnly: id === 'read-only', warnings: [] });
      await settled();
    },
    /** The disk has no such conversation. */
    async gone(id: string) {
      await settled();
      readings.get(id)?.(undefined);
      await settled();
    },
    async write() {
      for (const done of writings.splice(0)) done();
      await settled();
    },
    /** Which chat the panel was told to show, each time. */
    shown: () =>
      posted.flatMap((message) =>
        message.type === 'snapshot' ? [message.conversation?.id ?? null] : [],
      ),
    /** The notices so far: their words, the text that came back, and the chat that it came back to. */
    notices: () =>
      posted.flatMap((message) =>
        message.type === 'notice'
          ? [[message.text, message.restoreDraft, message.draftOf] as const]
          : [],
      ),
    /** The chats that were made. */
    created: () => journal.flatMap(({ id, event }) => (event.type === 'created' ? [id] : [])),
    /** The options that were written into a chat, each time. */
    options: (id: string) =>
      journal.flatMap(({ id: of, event }) => {
        if (of !== id || event.type !== 'options') return [];
        const { type: _type, at: _at, ...options } = event;
        return [options];
      }),
    /** What the panel was told last of the parameters of the open chat. */
    own: (): Parameters | undefined =>
      posted.flatMap((message) => ('state' in message ? [message.state.ownParameters] : [])).at(-1),
  };
}
