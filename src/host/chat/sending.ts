/**
 * Sends messages from the composer to the session. Each goes to the chat it was written in, however
 * long it waits.
 */
import type { Attachment, ChatEvent, Conversation } from '../../core/model/conversation.ts';
import type { Refusal, Session } from '../../core/chat/session.ts';

/** Model and parameters of a chat that has no message yet. */
export type DraftOptions = Pick<Conversation, 'model' | 'parameters'>;

/** Where a message was submitted, captured at that moment. */
export interface Origin {
  /** Null for a chat that has no message yet. */
  readonly conversationId: string | null;
  /** The value of `visit` in chat.ts when the message was submitted. */
  readonly visit: number;
  readonly options: DraftOptions;
  /** IDs of the attachments, including pending ones, at that moment. All attachments if omitted. */
  readonly carried?: readonly string[];
  /**
   * Called with the new chat's ID after its first message is saved and before the request is sent.
   */
  readonly begun: (conversationId: string) => void;
}

export interface SendingPorts {
  readonly session: Session;
  readonly composer: {
    readonly take: (ids?: readonly string[]) => Promise<readonly Attachment[]>;
    readonly restore: (attachments: readonly Attachment[]) => void;
  };
  readonly origin: (conversationId: string | null) => Origin;
  /** Called when the session has accepted the message. If it started a chat, shows that chat. */
  readonly onSent: (origin: Origin, conversationId: string) => Promise<void>;
  readonly postState: () => void;
  /** Reports why the message was not sent, and gives the text back to its chat. */
  readonly reportRefusal: (refusal: Refusal, typed: string, from: string | null) => void;
  /** Runs an operation. Reports a failure and gives the text back. */
  readonly guard: (
    operation: () => Promise<void>,
    typed: string,
    from: string | null,
  ) => Promise<void>;
}

export interface Sending {
  /**
   * Runs `send` for a message that has just left the composer. A chat without an ID can have only
   * one message pending: another one is given back.
   */
  readonly deliver: (
    conversationId: string | null,
    typed: string,
    send: (origin: Origin) => Promise<void>,
  ) => Promise<void>;
  /** Sends a text with the composer's attachments. */
  send(origin: Origin, text: string, typed: string): Promise<void>;
  /** On failure, the attachments and the text as it was `typed` go back to the composer. */
  sendWith(
    origin: Origin,
    text: string,
    attachments: readonly Attachment[],
    typed: string,
  ): Promise<void>;
  /**
   * Resolves with the ID of the chat that this visit's first message starts, or with undefined if
   * it starts none. Returns undefined if no first message is pending.
   */
  beginning(visit: number): Promise<string | undefined> | undefined;
  /** Call with each conversation's events before any other listener. */
  heard(conversationId: string, events: readonly ChatEvent[]): void;
}

export function createSending(ports: SendingPorts): Sending {
  const { session, composer, postState, guard } = ports;
  /** Pending first messages, by the visit they were submitted in. */
  const first = new Map<number, FirstMessage>();
  /** Chats that have an ID but no message yet. */
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

  /** While this is pending, `beginning` lets callers wait for the new chat's ID. */
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

/** A chat's pending first message. */
interface FirstMessage {
  /** The chat's ID, or undefined if no chat was started. */
  readonly id: Promise<string | undefined>;
  /** Only the first call counts. */
  readonly resolve: (id: string | undefined) => void;
}

function firstMessage(): FirstMessage {
  let resolve: FirstMessage['resolve'] = () => undefined;
  const id = new Promise<string | undefined>((done) => (resolve = done));
  return { id, resolve };
}
