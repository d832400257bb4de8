/** Messages on their way from the composer to the disk: each goes where the user was when it left, however long it waits. */
import type { Attachment, ChatEvent, Conversation } from '../../core/model/conversation.ts';
import type { Refusal, Session } from '../../core/chat/session.ts';

/** Model and parameters of a chat that has no message yet. */
export type DraftOptions = Pick<Conversation, 'model' | 'parameters'>;

/** Where a message comes from, as that was when the message left. */
export interface Origin {
  /** Null for a chat that has no message yet. */
  readonly conversationId: string | null;
  /** Counts the chats that the user went to: see `visit` in chat.ts. */
  readonly visit: number;
  readonly options: DraftOptions;
  /** The ids of what was attached then, or was about to be; all that is attached where it is left out. */
  readonly carried?: readonly string[];
  /** To be called with the id of the chat that it begins, before anything is asked there. */
  readonly begun: (conversationId: string) => void;
}

export interface SendingPorts {
  readonly session: Session;
  readonly composer: {
    readonly take: (ids?: readonly string[]) => Promise<readonly Attachment[]>;
    readonly restore: (attachments: readonly Attachment[]) => void;
  };
  readonly origin: (conversationId: string | null) => Origin;
  /** It is in the session; where a chat began with it, that chat is to be shown. */
  readonly onSent: (origin: Origin, conversationId: string) => Promise<void>;
  readonly postState: () => void;
  /** Says why it was not sent, and gives the text back where it came from. */
  readonly reportRefusal: (refusal: Refusal, typed: string, from: string | null) => void;
  /** Runs an operation; reports a failure, and gives the text back. */
  readonly guard: (
    operation: () => Promise<void>,
    typed: string,
    from: string | null,
  ) => Promise<void>;
}

export interface Sending {
  /**
   * Runs what sends a message that has just left the composer. Of a chat that has no id yet one is on its way at a time: another
   * one is given back.
   */
  readonly deliver: (
    conversationId: string | null,
    typed: string,
    send: (origin: Origin) => Promise<void>,
  ) => Promise<void>;
  /** Sends a text with the composer's attachments. */
  send(origin: Origin, text: string, typed: string): Promise<void>;
  /** What can't be sent comes back into the composer: the attachments, and the text as it was `typed`. */
  sendWith(
    origin: Origin,
    text: string,
    attachments: readonly Attachment[],
    typed: string,
  ): Promise<void>;
  /** The id of the chat that the first message of this visit begins, once it is known; undefined where none is on its way. */
  beginning(visit: number): Promise<string | undefined> | undefined;
  /** To be told what happens in each conversation, before anything else is. */
  heard(conversationId: string, events: readonly ChatEvent[]): void;
}

export function createSending(ports: SendingPorts): Sending {
  const { session, composer, postState, guard } = ports;
  /** First messages on their way, by the visit that they left from. */
  const first = new Map<number, FirstMessage>();
  /** Chats that have an id, and no message yet. */
  const unborn = new Map<string, Origin>();

  async function toSession(
    origin: Origin,
    text: string,
    attachments: readonly Attachment[],
  ): Promise<Refusal | undefined> {
    const { conversationId, options } = origin;
    let made: string | undefined;
    try {
      const sent = await session.send(conversationId, text, attachments, options, (id) => {
        made = id;
        unborn.set(id, origin);
      });
      if ('refused' in sent) return sent.refused;
      first.get(origin.visit)?.resolve(sent.id);
      await ports.onSent(origin, sent.id);
    } finally {
      if (made !== undefined) unborn.delete(made);
    }
    postState();
    return undefined;
  }

  /** Until it is done, the chat that the message begins can be waited for. */
  async function asFirst(
    { conversationId, visit }: Origin,
    send: () => Promise<void>,
  ): Promise<void> {
    if (conversationId !== null || first.has(visit)) return send();
    const message = firstMessage();
    first.set(visit, message);
    try {
      await send();
    } finally {
      first.delete(visit);
      message.resolve(undefined);
    }
  }

  async function sendWith(
    origin: Origin,
    text: string,
    attachments: readonly Attachment[],
    typed: string,
  ): Promise<void> {
    const from = origin.conversationId;
    const restore = (): void => {
      composer.restore(attachments);
      postState();
    };
    const send = async (): Promise<void> => {
      try {
        const refusal = await toSession(origin, text, attachments);
        if (refusal === undefined) return;
        restore();
        ports.reportRefusal(refusal, typed, from);
      } catch (error) {
        restore();
        throw error;
      }
    };
    await guard(() => asFirst(origin, send), typed, from);
  }

  return {
    async deliver(conversationId, typed, send) {
      const origin = ports.origin(conversationId);
      if (conversationId === null && first.has(origin.visit)) {
        ports.reportRefusal('busy', typed, null);
        return;
      }
      await guard(() => asFirst(origin, () => send(origin)), typed, conversationId);
    },
    async send(origin, text, typed) {
      const attachments = await composer.take(origin.carried);
      postState();
      await sendWith(origin, text, attachments, typed);
    },
    sendWith,
    beginning: (visit) => first.get(visit)?.id,
    heard(conversationId, events) {
      const origin = unborn.get(conversationId);
      if (origin === undefined || !events.some(({ type }) => type === 'message')) return;
      unborn.delete(conversationId);
      origin.begun(conversationId);
    },
  };
}

/** The first message of a chat, on its way. */
interface FirstMessage {
  /** Of the chat; undefined where none begins. */
  readonly id: Promise<string | undefined>;
  /** Counts once. */
  readonly resolve: (id: string | undefined) => void;
}

function firstMessage(): FirstMessage {
  let resolve: FirstMessage['resolve'] = () => undefined;
  const id = new Promise<string | undefined>((done) => (resolve = done));
  return { id, resolve };
}
