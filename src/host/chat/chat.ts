/** The chat: which conversation is open, what the panel is told about it, and what the other rooms may ask of it. */
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
    /** Hands over what is attached, or those of it that have these ids, and leaves the composer without it. */
    readonly take: (ids?: readonly string[]) => Promise<readonly Attachment[]>;
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
  /**
   * A message leaves a chat that is empty. What is returned is called with the id that the chat gets, when its message is kept and
   * nothing has been sent yet.
   */
  readonly leaving: () => (conversationId: string) => void;
  readonly hasKey: () => boolean;
  readonly onBusy: (busy: boolean) => void;
}

type ChangeEvent = Extract<ChatEvent, { type: 'title' | 'pinned' | 'options' }>;

/** What changes of the options of a chat; parameters that are not named stay. */
export interface OptionChanges {
  readonly model?: string;
  readonly parameters?: ParameterChanges;
}

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
  /**
   * Runs what sends a message that has just left the composer, and hands it where the message came from. What fails gives the text
   * back, and so does a second message of a chat that has no id yet.
   */
  deliver(id: string | null, typed: string, send: (origin: Origin) => Promise<void>): Promise<void>;
  /** Sends a text with the composer's attachments; what can't be sent comes back into the composer, the text as it was `typed`. */
  send(id: string | null, text: string, typed?: string, origin?: Origin): Promise<void>;
  /** Asks in a conversation of its own, unless the open one is still empty; what can't be sent comes into the composer. */
  ask(text: string, attachments: readonly Attachment[]): Promise<void>;
  /** Changes the model and some parameters of a conversation; `id` null: of the one that the next message begins. */
  setOptions(id: string | null, changes: OptionChanges): Promise<void>;
  /** The options of a conversation that has no message yet. */
  readonly draftOptions: DraftOptions;
  /**
   * Says why an operation did nothing; nothing where it did.
   *
   * @param restoreDraft The text of the user's that it was about.
   * @param from The chat that the text comes back to; the open one where it is left out.
   */
  reportRefusal(refusal: Refusal | undefined, restoreDraft?: string, from?: string | null): void;
  /** Warns above the conversation while it cannot be written; undefined when it can be again. */
  storageProblem(id: string, error: FileError | undefined): void;
  /** Runs an operation; reports a failure in the panel, and gives the text back as `explain` does. */
  guard(operation: () => Promise<void>, restoreDraft?: string, from?: string | null): Promise<void>;
}

export function createChat(ports: ChatPorts): Chat {
  const { memento, post, composer } = ports;
  let current: string | null = memento.get<string | null>(openKey, null);
  /** Goes up whenever the user goes to another chat, or to a new one: what is on its way shows by it whether they are still there. */
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
      `${failureText(error)} Until then what comes is in this window alone, and written as soon as it can be.`,
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

  /** A text comes back to the chat that it left, whichever is open by now. */
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
      // Who went to another chat meanwhile stays there: the response streams without being seen.
      if (visit === left) {
        setCurrent(id);
        await postSnapshot();
      } else post({ type: 'noChatBegins' });
    },
    postState,
    reportRefusal,
    guard,
  });

  /** One after the other: each change is made to what the one before it has left. */
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
      // Another chat may have been opened while this one was read: nobody knows yet whether that is empty.
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
        // The chat that was meant is about to get its id.
        const made = await begun;
        if (made !== undefined) return afterChanges(() => setOptionsOf(made, options));
      }
      // Where another chat is open by now, the one that was meant has been left.
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
