/**
 * Context for messages: the user sees it before it is sent. Handles the panel's requests about it.
 */
import * as vscode from 'vscode';
import type { ChatRequest, ErrorDetail } from '../../core/api/types.ts';
import { branch } from '../../core/model/conversation.ts';
import type { Attachment, Conversation, Message } from '../../core/model/conversation.ts';
import type { Clock, NewId } from '../../core/base/ports.ts';
import { sentRequest } from '../../core/request/requestText.ts';
import type { RegisterContent } from '../editor/virtualDocuments.ts';
import { newChat } from './instructions.ts';
import { errorText } from '../../shared/errorText.ts';
import type { ToHost, ToPanel } from '../../shared/protocol.ts';
import { createPlaceQuestion } from './askPlace.ts';
import { mayBeSent } from './askSecrets.ts';
import {
  collectEditors,
  collectFile,
  collectFolder,
  collectProblems,
  collectTerminal,
} from './collect.ts';
import { createAttachmentTray } from './attachmentTray.ts';
import type { AttachmentTray } from './attachmentTray.ts';
import type { Ignored } from './ignored.ts';
import { pickTarget } from './pickContext.ts';
import { activePlace, readRange, readSelection } from '../editor/selection.ts';
import type { CodePlace } from '../editor/selection.ts';
import { createRequestViewer } from '../request/showRequest.ts';
import { createSuggestions } from './suggestions.ts';
import type { Target } from './suggestions.ts';

export interface ContextPorts {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly post: (message: ToPanel) => void;
  /** Called when the chips have changed. */
  readonly changed: () => void;
  /** The function that the session uses too, see host/request/chatRequest.ts. */
  readonly prepare: (
    conversation: Conversation,
    messages: readonly Message[],
    continuing: boolean,
  ) => Promise<{ readonly request: ChatRequest } | { readonly error: ErrorDetail }>;
  readonly conversation: (id: string) => Promise<Conversation | undefined>;
  /** Model and parameters of a conversation that has no message yet. */
  readonly draftOptions: () => Pick<Conversation, 'model' | 'parameters'>;
  readonly baseUrl: () => string;
  /** Owned by the caller, so not disposed here. */
  readonly ignored: Ignored;
  /** Registers the documents of Show Request. Defaults to VS Code's own function. */
  readonly registerContent?: RegisterContent;
}

/** Only `showRequest` rejects. Failures to attach something are shown to the user here. */
export interface Context extends vscode.Disposable {
  /** The next message's attachments. */
  readonly tray: AttachmentTray;
  suggest(query: string): Promise<void>;
  /** Without a reference, asks the user what to attach. */
  attach(reference: string | undefined): Promise<void>;
  attachImage(image: Extract<ToHost, { readonly type: 'attachImage' }>): void;
  remove(id: string): void;
  refresh(id: string): Promise<void>;
  /**
   * Waits for the attachments that are pending now. Resolves with the IDs of all chips that were
   * present or pending at the call, not of later ones.
   */
  settled(): Promise<readonly string[]>;
  /**
   * Shows the request that Send would send. If the composer is empty, shows the last request as it
   * was sent. With `id` null, for a new conversation.
   *
   * @param more Attachments that the text adds to the chips.
   */
  showRequest(id: string | null, text: string, more?: readonly Attachment[]): Promise<void>;
  /**
   * The selected code, or the symbol around the cursor. Asks the user if it may contain secrets.
   */
  selection(place: CodePlace | undefined): Promise<Attachment | undefined>;
  /** The terminal's selection. Asks the user if it may contain secrets. */
  terminal(): Promise<Attachment | undefined>;
  /** Whether an ignore file, or a link's target, excludes the file from suggestions. */
  isIgnored(uri: vscode.Uri): Promise<boolean>;
  /**
   * Asks before reading and sending a file that a command's caller names if it is ignored or
   * outside the workspace.
   */
  readonly mayBeRead: (uri: vscode.Uri) => Promise<boolean>;
  /** Attaches the selected code. Returns false if there was none or the user declined. */
  addSelection(): Promise<boolean>;
}

export function createContext(ports: ContextPorts): Context {
  const tray = createAttachmentTray(ports.changed);
  const { ignored } = ports;
  const places = createPlaceQuestion(ignored);
  const suggestions = createSuggestions(ignored);
  const viewer = createRequestViewer(ports.registerContent);

  async function collect(target: Target): Promise<Attachment | undefined> {
    const id = ports.newId();
    // The file may have become a link since it was suggested.
    if (target.uri !== undefined && !(await places.mayBeAttached(target.uri))) return undefined;
    switch (target.kind) {
      case 'file':
        return collectFile(id, target.uri);
      case 'folder':
        return collectFolder(id, target.uri, ignored);
      case 'symbol':
        return readRange(id, await vscode.workspace.openTextDocument(target.uri), target.range);
      case 'editors':
        return collectEditors(id, ignored);
      case 'problems':
        return collectProblems(id, ignored);
      case 'terminal':
        return collectTerminal(id);
      case 'selection':
        return selected(activePlace());
    }
  }

  async function selected(place: CodePlace | undefined): Promise<Attachment> {
    const selection = await readSelection(ports.newId(), place);
    if (selection === undefined)
      throw new Error('Select code or place the cursor in a function first.');
    return selection;
  }

  /**
   * Returns undefined if collecting failed, after telling the user, or if the user declined to send
   * it.
   */
  async function obtain(wanted: Promise<Attachment | undefined>): Promise<Attachment | undefined> {
    try {
      const attachment = await wanted;
      if (attachment === undefined || attachment.kind === 'image') return attachment;
      const { text, name, range, ranges } = attachment;
      const firstLine = ranges === undefined ? range?.start : undefined;
      return (await mayBeSent(text, name, firstLine, 'attach')) ? attachment : undefined;
    } catch (error) {
      tell(error);
      return undefined;
    }
  }

  /**
   * Attachments that are being read or confirmed. If the user presses Enter meanwhile, the message
   * includes them.
   */
  const pending = new Set<Promise<Attachment | undefined>>();

  async function add(target: Target): Promise<boolean> {
    const obtaining = obtain(collect(target));
    pending.add(obtaining);
    const attachment = await obtaining;
    if (attachment !== undefined) tray.add(attachment);
    pending.delete(obtaining);
    return attachment !== undefined;
  }

  /** The file may have become a link to another file since it was attached. */
  async function mayBeRefreshed(text: string, name: string, uri: vscode.Uri): Promise<boolean> {
    return (await places.mayBeAttached(uri)) && mayBeSent(text, name, 0, 'attach');
  }

  async function settled(): Promise<readonly string[]> {
    const there = tray.attached();
    const coming = await Promise.all(pending);
    return [...there, ...coming].flatMap((each) => (each === undefined ? [] : [each.id]));
  }

  /** The conversation with this message at its end. */
  async function drafted(
    id: string | null,
    text: string,
    more: readonly Attachment[],
  ): Promise<Conversation> {
    const at = ports.clock.now();
    const none: Conversation = {
      id: id ?? newChat,
      title: '',
      createdAt: at,
      updatedAt: at,
      pinned: false,
      messages: [],
      head: null,
      ...ports.draftOptions(),
    };
    const conversation = (id === null ? undefined : await ports.conversation(id)) ?? none;
    const attachments = [...tray.attached(), ...more];
    if (text === '' && attachments.length === 0) return conversation;
    const message: Message = {
      id: 'draft',
      parentId: conversation.head,
      role: 'user',
      text,
      attachments,
      state: 'complete',
      createdAt: at,
    };
    const messages = [...conversation.messages, message];
    return { ...conversation, messages, head: message.id };
  }

  return {
    tray,
    async suggest(query) {
      const items = await suggestions.offer(query);
      ports.post({ type: 'suggestions', query, items });
    },
    async attach(reference) {
      const target =
        reference === undefined ? await pickTarget(suggestions) : suggestions.target(reference);
      const isAttached = target !== undefined && (await add(target));
      if (!isAttached && reference !== undefined) ports.post({ type: 'notAttached', reference });
      if (target === undefined && reference !== undefined)
        tell(new Error('That suggestion has expired. Type @ again.'));
    },
    attachImage({ name, dataUrl, width, height }) {
      tray.add({ kind: 'image', id: ports.newId(), name, dataUrl, width, height });
    },
    remove: (id) => {
      tray.remove(id);
    },
    async refresh(id) {
      await tray.refresh(id, mayBeRefreshed).catch(tell);
    },
    settled,
    async showRequest(id, text, more = []) {
      await settled();
      const conversation = await drafted(id, text, more);
      const messages = branch(conversation);
      const last = messages.findLastIndex((message) => message.role === 'user');
      if (last === -1) {
        tell(new Error('Nothing to send. Write a message first.'));
        return;
      }
      const answer = messages[last + 1];
      const sent = answer === undefined ? undefined : sentRequest(messages.slice(0, last + 2));
      if (sent !== undefined) {
        await viewer.show(sent, ports.baseUrl(), 'Sent request');
        return;
      }
      const prepared = await ports.prepare(conversation, messages.slice(0, last + 1), false);
      if ('error' in prepared) tell(new Error(errorText(prepared.error).cause));
      else await viewer.show(prepared.request, ports.baseUrl(), 'Request');
    },
    selection: (place) => obtain(selected(place)),
    terminal: () => obtain(collect({ kind: 'terminal' })),
    isIgnored: (uri) => ignored.isIgnored(uri),
    mayBeRead: places.mayBeRead,
    addSelection: () => add({ kind: 'selection' }),
    dispose() {
      tray.dispose();
      viewer.dispose();
    },
  };
}

function tell(error: unknown): void {
  void vscode.window.showWarningMessage(
    error instanceof Error ? error.message : "Couldn't attach that.",
  );
}
