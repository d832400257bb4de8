/** The chat: which conversation is open, what the panel is told about it, and what the other rooms may ask of it. */
import type * as vscode from 'vscode';
import type { Parameters } from '../../core/api/types.ts';
import type { Attachment, ChatEvent, Conversation, Message } from '../../core/chat/conversation.ts';
import { branch } from '../../core/chat/conversation.ts';
import type { Refusal, Session, SessionPorts } from '../../core/chat/session.ts';
import { createSession } from '../../core/chat/session.ts';
import type { FileError } from '../../core/ports.ts';
import type { AttachmentChip, PanelState, ToPanel } from '../../shared/protocol.ts';
import { failure } from './failure.ts';
import { refusals, status } from './words.ts';

/** Where workspaceState keeps which conversation is open. */
const openKey = 'laplas.openChat';

export interface ChatPorts extends SessionPorts {
  readonly memento: vscode.Memento;
  readonly post: (message: ToPanel) => void;
  /** What the composer carries, and the settings around it. */
  readonly composer: {
    readonly chips: (conversationId: string | null) => readonly AttachmentChip[];
    /** Without taking it. */
    readonly attached: () => readonly Attachment[];
    /** Hands over what is attached, and leaves the composer empty. */
    readonly take: () => Promise<readonly Attachment[]>;
    /** Puts back what a message that was not sent would have carried. */
    readonly restore: (attachments: readonly Attachment[]) => void;
  };
  readonly settings: () => Pick<PanelState, 'model' | 'models' | 'contextWindow'> & {
    readonly parameters: Parameters;
  };
  /** An estimate for a request with these messages, see prepare.ts. */
  readonly tokens: (messages: readonly Message[]) => number;
  /** A chat that is empty is open now. */
  readonly onNewChat: () => void;
  /** The chat that was empty has its first message, and with it an id. Nothing has been sent yet. */
  readonly onBegun: (conversationId: string) => void;
  readonly hasKey: () => boolean;
  readonly onBusy: (busy: boolean) => void;
}

type ChangeEvent = Extract<ChatEvent, { type: 'title' | 'pinned' | 'options' }>;

export interface Chat extends vscode.Disposable {
  readonly session: Session;
  /** The open conversation's id; null for one that has no message yet. */
  readonly current: string | null;
  conversation(): Promise<Conversation | undefined>;
  /** Calls back after each change of a conversation, shown or not. */
  onDidChange(listener: (conversationId: string) => void): vscode.Disposable;
  /** Everything the panel needs to show the open conversation; with `endFirst` the end of a long one is enough to begin with. */
  postSnapshot(options?: { readonly endFirst?: boolean }): Promise<void>;
  postState(): void;
  newChat(): void;
  openChat(id: string): Promise<void>;
  /** Renames, pins and the like, shown or not; says why where it cannot. */
  change(id: string, event: ChangeEvent): Promise<void>;
  /** Sends a text with the composer's attachments; what can't be sent comes back into the composer, the text as it was `typed`. */
  send(id: string | null, text: string, typed?: string): Promise<void>;
  /** Asks in a conversation of its own, unless the open one is still empty; what can't be sent comes into the composer. */
  ask(text: string, attachments: readonly Attachment[]): Promise<void>;
  /** Model and parameters of a conversation; `id` null: of the one that the next message begins. */
  setOptions(
    id: string | null,
    options: { readonly model?: string; readonly parameters?: Parameters },
  ): Promise<void>;
  /** The options of a conversation that has no message yet. */
  readonly draftOptions: { readonly model?: string; readonly parameters?: Parameters };
  /** Says why an operation did nothing; nothing where it did. */
  explain(refusal: Refusal | undefined, restoreDraft?: string): void;
  /** Warns above the conversation while it cannot be written; undefined when it can be again. */
  storageProblem(id: string, error: FileError | undefined): void;
  /** Runs an operation; a disk that says no is told in the panel. */
  guard(operation: () => Promise<void>, restoreDraft?: string): Promise<void>;
}

export function createChat(ports: ChatPorts): Chat {
  const { memento, post, composer } = ports;
  let current: string | null = memento.get<string | null>(openKey, null);
  let draftOptions: Chat['draftOptions'] = {};
  let seq = 0;
  /** The first message of a chat that has no id yet is on its way to the disk. */
  let beginning = false;
  const failures = new Map<string, string>();

  const listeners = new Set<(conversationId: string) => void>();
  const session = createSession(ports, {
    events(id, events) {
      if (beginning && events.some(({ type }) => type === 'message')) ports.onBegun(id);
      for (const listener of listeners) listener(id);
      if (id === current) post({ type: 'events', seq: seq++, conversationId: id, events });
    },
    news(id, news) {
      post({ type: 'status', conversationId: id, status: news && status(news) });
      if (news === null) letGo(id);
      // Which answers are coming changes where one begins and where it ends.
      if (news === null || (news.type === 'phase' && news.phase === 'connecting')) {
        ports.onBusy(session.running().length > 0);
        postState();
      }
    },
    storageFailed,
  });

  function storageFailed(id: string, error: unknown): void {
    failures.set(
      id,
      `${failure(error)} Until then what comes is in this window alone, and written as soon as it can be.`,
    );
    postState();
  }

  /** The open conversation as far as it is in memory: loaded by postSnapshot. */
  let shown:
    { readonly id: string; readonly opened: Awaited<ReturnType<Session['open']>> } | undefined;

  async function opened(): Promise<Awaited<ReturnType<Session['open']>>> {
    if (current === null) return undefined;
    const id = current;
    const found = await session.open(id);
    if (current === id) {
      shown = { id, opened: found };
      if (found === undefined) setCurrent(null);
    }
    return found;
  }

  /** What is not shown is read anew when it is: another window may write it until then. */
  function letGo(id: string): void {
    if (id !== current) session.release(id);
  }

  function setCurrent(id: string | null): void {
    if (current !== null && current !== id) session.release(current);
    if (current !== id) draftOptions = {};
    current = id;
    void memento.update(openKey, id);
  }

  function state(): PanelState {
    const open = shown?.id === current ? shown.opened : undefined;
    const settings = ports.settings();
    const options = open?.conversation ?? draftOptions;
    const messages = open === undefined ? [] : branch(open.conversation);
    const warning = current === null ? undefined : failures.get(current);
    return {
      hasKey: ports.hasKey(),
      model: options.model ?? settings.model,
      models: settings.models,
      contextWindow: settings.contextWindow,
      parameters: { ...settings.parameters, ...options.parameters },
      chips: composer.chips(current),
      contextTokens: ports.tokens([...messages, { ...draft, attachments: composer.attached() }]),
      running: session.running(),
      warnings: [...(open?.warnings ?? []), ...(warning === undefined ? [] : [warning])],
      readOnly: open?.readOnly ?? false,
    };
  }

  function postState(): void {
    post({ type: 'state', state: state() });
  }

  async function postSnapshot({ endFirst = false } = {}): Promise<void> {
    const id = current;
    const open = await opened();
    // Another chat was opened while this one was read, and has its own snapshot. One that is gone has left an empty chat behind.
    if (current !== id && (open !== undefined || current !== null)) return;
    const news = current === null ? null : session.newsOf(current);
    const end = open && endFirst ? endOf(open.conversation) : undefined;
    post({
      type: 'snapshot',
      seq,
      conversation: end ?? open?.conversation ?? null,
      ...(end === undefined ? {} : { partial: true }),
      state: state(),
      status: news && status(news),
    });
  }

  function explain(refusal: Refusal | undefined, restoreDraft?: string): void {
    if (refusal === undefined) return;
    const restore = restoreDraft === undefined ? {} : { restoreDraft };
    post({ type: 'notice', level: 'error', text: refusals[refusal], actions: [], ...restore });
  }

  async function guard(operation: () => Promise<void>, restoreDraft?: string): Promise<void> {
    try {
      await operation();
    } catch (error) {
      const text = failure(error);
      ports.log.error(`an operation failed: ${text}`);
      const restore = restoreDraft === undefined ? {} : { restoreDraft };
      post({ type: 'notice', level: 'error', text, actions: ['showLog'], ...restore });
    }
  }

  async function sendTo(
    id: string | null,
    text: string,
    attachments: readonly Attachment[],
  ): Promise<Refusal | undefined> {
    const before = current;
    beginning = id === null;
    const sent = await session
      .send(id, text, attachments, id === null ? draftOptions : {})
      .finally(() => (beginning = false));
    if ('refused' in sent) return sent.refused;
    failures.delete(sent.id);
    // Whoever went to another chat meanwhile stays there: the answer comes without being seen.
    if (id === null && current === before) {
      setCurrent(sent.id);
      await postSnapshot();
    }
    postState();
    return undefined;
  }

  async function change(id: string, event: ChangeEvent): Promise<void> {
    try {
      explain(await session.change(id, event));
    } finally {
      letGo(id);
    }
  }

  /** Sends, or puts everything back into the composer: the attachments, and the text as it was `typed`. */
  async function sendOrRestore(
    id: string | null,
    text: string,
    attachments: readonly Attachment[],
    typed: string,
  ): Promise<void> {
    const restore = (): void => {
      composer.restore(attachments);
      postState();
    };
    await guard(async () => {
      try {
        const refusal = await sendTo(id, text, attachments);
        if (refusal !== undefined) restore();
        explain(refusal, typed);
      } catch (error) {
        restore();
        throw error;
      }
    }, typed);
  }

  async function lookAround(): Promise<void> {
    if (current !== null && (await session.refresh(current))) await postSnapshot();
    post({ type: 'history', items: await ports.store.list() });
  }
  const stopListening = ports.store.onDidChange(() => {
    lookAround().catch((error: unknown) => {
      ports.log.warn(`the chats could not be read: ${failure(error)}`);
    });
  });

  return {
    session,
    get current() {
      return current;
    },
    get draftOptions() {
      return draftOptions;
    },
    conversation: async () => (await opened())?.conversation,
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    postSnapshot,
    postState,
    newChat() {
      setCurrent(null);
      ports.onNewChat();
      void postSnapshot();
    },
    async openChat(id) {
      setCurrent(id);
      await session.refresh(id);
      if (current === id) await postSnapshot({ endFirst: true });
    },
    change,
    async send(id, text, typed = text) {
      const attachments = await composer.take();
      postState();
      await sendOrRestore(id, text, attachments, typed);
    },
    async ask(text, attachments) {
      post({ type: 'showChat' });
      const open = await opened();
      // Another chat may have been opened while this one was read: nobody knows yet whether that is empty.
      const isOpen = (open?.conversation.id ?? null) === current;
      const empty = isOpen && (open?.conversation.messages.length ?? 0) === 0;
      if (!empty) {
        setCurrent(null);
        ports.onNewChat();
      }
      await sendOrRestore(empty ? current : null, text, attachments, text);
    },
    async setOptions(id, options) {
      if (id === null) {
        // Where another chat is open by now, the one that was meant has been left.
        if (current === null) draftOptions = { ...draftOptions, ...options };
      } else {
        const open = await session.open(id);
        const { model = open?.conversation.model, parameters = open?.conversation.parameters } =
          options;
        await guard(() =>
          change(id, {
            type: 'options',
            at: ports.clock.now(),
            ...(model === undefined ? {} : { model }),
            ...(parameters === undefined ? {} : { parameters }),
          }),
        );
      }
      postState();
    },
    explain,
    storageProblem(id, error) {
      if (error !== undefined) storageFailed(id, error);
      else if (failures.delete(id)) postState();
    },
    guard,
    dispose: () => {
      stopListening();
      session.dispose();
    },
  };
}

/** A chat of more messages than `longest` is long: it opens with the last `endLength` of them. A shorter one takes hardly longer than its end. */
const longest = 256;
const endLength = 64;

/** Undefined for a chat that is not long. */
function endOf(conversation: Conversation): Conversation | undefined {
  if (conversation.messages.length <= longest) return undefined;
  return { ...conversation, messages: branch(conversation).slice(-endLength) };
}

/** The message that is being written, without what it carries. */
const draft: Message = {
  id: 'draft',
  parentId: null,
  role: 'user',
  text: '',
  attachments: [],
  state: 'complete',
  createdAt: 0,
};
