/**
 * The chat: which conversation is open, what is posted to the panel, and the operations that other
 * folders use.
 */
import type * as vscode from 'vscode';
import type { ParameterChanges } from '../../core/api/parameters.ts';
import { withChanges } from '../../core/api/parameters.ts';
import type { Parameters } from '../../core/api/types.ts';
import type {
  Attachment,
  ChatEvent,
  Conversation,
  Message,
} from '../../core/model/conversation.ts';
import { branch } from '../../core/model/conversation.ts';
import type { Refusal, Session, SessionPorts } from '../../core/chat/session.ts';
import { createSession } from '../../core/chat/session.ts';
import { LoadError } from '../../core/base/loader.ts';
import type { FileError } from '../../core/base/ports.ts';
import type { ErrorAction } from '../../shared/errorText.ts';
import type { AttachmentChip, PanelState, ToPanel } from '../../shared/protocol.ts';
import { failureText } from './failureText.ts';
import type { DraftOptions, Origin } from './sending.ts';
import { createSending } from './sending.ts';
import { keptAsDraft, refusals, status } from './refusalText.ts';

/** The workspaceState key of the open conversation's ID. */
const openKey = 'laplas.openChat';

export interface ChatPorts extends SessionPorts {
  readonly memento: vscode.Memento;
  readonly post: (message: ToPanel) => void;
  /** The composer's attachments, and the settings around it. */
  readonly composer: {
    readonly chips: (conversationId: string | null) => readonly AttachmentChip[];
    /** The attachments, without removing them. */
    readonly attached: () => readonly Attachment[];
    /**
     * Removes the attachments with these IDs (all if omitted) from the composer and returns them.
     */
    readonly take: (ids?: readonly string[]) => Promise<readonly Attachment[]>;
    /** Restores the attachments of a message that was not sent. */
    readonly restore: (attachments: readonly Attachment[]) => void;
  };
  readonly settings: () => Pick<PanelState, 'model' | 'models' | 'contextWindow'> & {
    readonly parameters: Parameters;
  };
  /** Estimates the tokens of a request with these messages, see host/request/chatRequest.ts. */
  readonly tokens: (messages: readonly Message[]) => number;
  /** Called when an empty chat is opened. */
  readonly onNewChat: () => void;
  /**
   * Called when the first message of a chat is submitted. The returned function is called with the
   * chat's new ID after the message is saved and before the request is sent.
   */
  readonly leaving: () => (conversationId: string) => void;
  readonly hasKey: () => boolean;
  readonly onBusy: (busy: boolean) => void;
}

type ChangeEvent = Extract<ChatEvent, { type: 'title' | 'pinned' | 'options' }>;

/** Changes to a chat's options. Parameters that are not listed are unchanged. */
export interface OptionChanges {
  readonly model?: string;
  readonly parameters?: ParameterChanges;
}

export interface Chat extends vscode.Disposable {
  readonly session: Session;
  /** The open conversation's ID, or null if it has no message yet. */
  readonly current: string | null;
  conversation(): Promise<Conversation | undefined>;
  /** Calls the listener after each change of a conversation, open or not. */
  onDidChange(listener: (conversationId: string) => void): vscode.Disposable;
  /**
   * Posts everything the panel needs to show the open conversation. With `endFirst`, only the end
   * of a long one.
   */
  postSnapshot(options?: { readonly endFirst?: boolean }): Promise<void>;
  postState(): void;
  newChat(): void;
  openChat(id: string): Promise<void>;
  /** Renames or pins a conversation, open or not. Reports why if it can't. */
  change(id: string, event: ChangeEvent): Promise<void>;
  /**
   * Runs `send` for a message that has just left the composer, and passes it the message's origin.
   * Gives the text back on failure, or if the first message of the same chat is still being sent.
   */
  deliver(id: string | null, typed: string, send: (origin: Origin) => Promise<void>): Promise<void>;
  /**
   * Sends a text with the composer's attachments. On failure, both go back to the composer, the
   * text as it was `typed`.
   */
  send(id: string | null, text: string, typed?: string, origin?: Origin): Promise<void>;
  /**
   * Sends a question in a new conversation, or in the open one if it is empty. On failure, the
   * question goes to the composer.
   */
  ask(text: string, attachments: readonly Attachment[]): Promise<void>;
  /**
   * Changes the model and some parameters of a conversation, or with `id` null, of the chat that
   * has no message yet.
   */
  setOptions(id: string | null, changes: OptionChanges): Promise<void>;
  /** The options of a conversation that has no message yet. */
  readonly draftOptions: DraftOptions;
  /**
   * Reports why an operation was refused. Does nothing if `refusal` is undefined.
   *
   * @param restoreDraft The user's text to give back.
   * @param from The chat that gets the text back. The open one if omitted.
   */
  reportRefusal(refusal: Refusal | undefined, restoreDraft?: string, from?: string | null): void;
  /**
   * Shows a warning above a conversation that can't be saved. With `error` undefined, removes it.
   */
  storageProblem(id: string, error: FileError | undefined): void;
  /**
   * Runs an operation. Reports a failure in the panel and gives the text back as `reportRefusal`
   * does.
   */
  guard(operation: () => Promise<void>, restoreDraft?: string, from?: string | null): Promise<void>;
}

export function createChat(ports: ChatPorts): Chat {
  const { memento, post, composer } = ports;
  let current: string | null = memento.get<string | null>(openKey, null);
  /**
   * Incremented each time the user opens another chat or a new one, so that pending operations can
   * detect it.
   */
  let visit = 0;
  let draftOptions: DraftOptions = {};
  let seq = 0;
  const failures = new Map<string, string>();

  const listeners = new Set<(conversationId: string) => void>();
  const session = createSession(ports, {
    events(id, events) {
      sending.heard(id, events);
      for (const listener of listeners) listener(id);
      if (id === current) post({ type: 'events', seq: seq++, conversationId: id, events });
    },
    news(id, news) {
      post({ type: 'status', conversationId: id, status: news && status(news) });
      if (news === null) letGo(id);
      // The list of streaming responses changes when one starts or ends.
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
      `${failureText(error)} New messages stay in this window and are saved when possible.`,
    );
    postState();
  }

  /** The open conversation once it is in memory: set by `opened`. */
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

  /**
   * Releases a conversation that is not open. Another window may write to it, so it is read from
   * disk again when it is opened.
   */
  function letGo(id: string): void {
    if (id !== current) session.release(id);
  }

  function setCurrent(id: string | null): void {
    if (current !== null && current !== id) session.release(current);
    current = id;
    void memento.update(openKey, id);
  }

  function goTo(id: string | null): void {
    visit++;
    setCurrent(id);
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
      ownParameters: options.parameters ?? {},
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
    // If another chat was opened during the read, it gets its own snapshot. If this chat no longer
    // exists, `current` is null now, and an empty chat is shown.
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

  /** Gives a text back to the chat it was written in, even if another chat is open now. */
  function giveBack(
    text: string,
    actions: readonly ErrorAction[],
    restoreDraft: string | undefined,
    from: string | null = current,
  ): void {
    if (restoreDraft === undefined) {
      post({ type: 'notice', level: 'error', text, actions });
      return;
    }
    const told = from === current ? text : `${text} ${keptAsDraft}`;
    post({ type: 'notice', level: 'error', text: told, actions, restoreDraft, draftOf: from });
  }

  function reportRefusal(
    refusal: Refusal | undefined,
    restoreDraft?: string,
    from?: string | null,
  ): void {
    if (refusal !== undefined) giveBack(refusals[refusal], [], restoreDraft, from);
  }

  async function guard(
    operation: () => Promise<void>,
    restoreDraft?: string,
    from?: string | null,
  ): Promise<void> {
    try {
      await operation();
    } catch (error) {
      const text = error instanceof LoadError ? error.message : failureText(error);
      ports.log.error(`an operation failed: ${text}`);
      giveBack(text, ['showLog'], restoreDraft, from);
    }
  }

  const origin = (conversationId: string | null): Origin => ({
    conversationId,
    visit,
    options: conversationId === null ? draftOptions : {},
    begun: conversationId === null ? ports.leaving() : () => undefined,
  });

  const sending = createSending({
    session,
    composer,
    origin,
    async onSent({ conversationId, visit: left, options }, id) {
      failures.delete(id);
      if (conversationId !== null) return;
      if (draftOptions === options) draftOptions = {};
      // If the user has opened another chat since, stay there: the response streams in the
      // background.
      if (visit === left) {
        setCurrent(id);
        await postSnapshot();
      } else post({ type: 'noChatBegins' });
    },
    postState,
    reportRefusal,
    guard,
  });

  /** Changes run one after another: each is based on the result of the previous one. */
  let changing: Promise<void> = Promise.resolve();
  function afterChanges(operation: () => Promise<void>): Promise<void> {
    const done = changing.then(operation);
    changing = done.catch(() => undefined);
    return done;
  }

  async function setOptionsOf(id: string, changes: OptionChanges): Promise<void> {
    const before = (await session.open(id))?.conversation ?? {};
    const event = {
      type: 'options',
      at: ports.clock.now(),
      ...withOptions(before, changes),
    } as const;
    await guard(() => change(id, event));
    postState();
  }

  async function change(id: string, event: ChangeEvent): Promise<void> {
    try {
      reportRefusal(await session.change(id, event));
    } finally {
      letGo(id);
    }
  }

  async function lookAround(): Promise<void> {
    if (current !== null && (await session.refresh(current))) await postSnapshot();
    post({ type: 'history', items: await ports.store.list() });
  }
  const stopListening = ports.store.onDidChange(() => {
    lookAround().catch((error: unknown) => {
      ports.log.warn(`the chats could not be read: ${failureText(error)}`);
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
      goTo(null);
      ports.onNewChat();
      void postSnapshot();
    },
    async openChat(id) {
      goTo(id);
      await session.refresh(id);
      if (current === id) await postSnapshot({ endFirst: true });
    },
    change,
    deliver: sending.deliver,
    send: (id, text, typed = text, from = origin(id)) => sending.send(from, text, typed),
    async ask(text, attachments) {
      post({ type: 'showChat' });
      const open = await opened();
      // If another chat was opened during the read, it is not known yet whether that one is empty.
      const isOpen = (open?.conversation.id ?? null) === current;
      const empty =
        isOpen &&
        (open?.conversation.messages.length ?? 0) === 0 &&
        sending.beginning(visit) === undefined;
      if (empty) visit++;
      else {
        goTo(null);
        ports.onNewChat();
      }
      await sending.sendWith(origin(empty ? current : null), text, attachments, text);
    },
    async setOptions(id, options) {
      if (id !== null) return afterChanges(() => setOptionsOf(id, options));
      const begun = sending.beginning(visit);
      if (begun !== undefined) {
        // The chat is about to get its ID.
        const made = await begun;
        if (made !== undefined) return afterChanges(() => setOptionsOf(made, options));
      }
      // If another chat is open now, the user has left the chat that these options were for.
      if (current === null) draftOptions = withOptions(draftOptions, options);
      postState();
    },
    reportRefusal,
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

function withOptions(before: DraftOptions, changes: OptionChanges): DraftOptions {
  const model = changes.model ?? before.model;
  const parameters =
    changes.parameters === undefined
      ? before.parameters
      : withChanges(before.parameters ?? {}, changes.parameters);
  return {
    ...(model === undefined ? {} : { model }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/**
 * A chat of more than `longest` messages opens with its last `endLength` messages. A shorter one
 * takes hardly longer than its end.
 */
const longest = 256;
const endLength = 64;

/** Returns undefined for a chat that is not long. */
function endOf(conversation: Conversation): Conversation | undefined {
  if (conversation.messages.length <= longest) return undefined;
  return { ...conversation, messages: branch(conversation).slice(-endLength) };
}

/** The message being written, without its attachments. */
const draft: Message = {
  id: 'draft',
  parentId: null,
  role: 'user',
  text: '',
  attachments: [],
  state: 'complete',
  createdAt: 0,
};
