/** The chat: the log, its scrolling, the status of a response, and screen reader announcements. */
import { html, nothing, render } from 'lit-html';
import type { Conversation, Message } from '../../core/model/conversation.ts';
import type { ErrorAction } from '../../shared/errorText.ts';
import { errorText } from '../../shared/errorText.ts';
import type { AnswerStatus } from '../../shared/protocol.ts';
import { element, glyph } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import type { Change, Store } from '../base/store.ts';
import { tooLong } from '../base/format.ts';
import { createAnnouncer } from './announcer.ts';
import { cutByLength } from './messageFooter.ts';
import type { MessageActions } from './messageActions.ts';
import { scrollTo, scrollAnchorIn, type ScrollAnchor } from './scrollAnchor.ts';
import { createStatusLine } from './statusLine.ts';
import { statusText } from './statusText.ts';
import { createAutoScroll } from './autoScroll.ts';
import { createTranscript } from './transcript.ts';

export interface ChatPorts {
  readonly store: Store;
  readonly post: Post;
  readonly say: (words: string) => void;
  readonly act: (action: ErrorAction) => void;
  readonly focusComposer: () => void;
  /** Shows why a text could not be sent. */
  readonly onProblem: (words: string) => void;
  readonly now: () => number;
  /** The unsent text of a message that is being edited. */
  readonly draft: (messageId: string) => string;
  readonly onDraft: (messageId: string, text: string) => void;
  /** The scroll position saved before a reload. */
  readonly place: () => ScrollAnchor | undefined;
  /** Called when the reader has scrolled; undefined at the end. */
  readonly onPlace: (place: ScrollAnchor | undefined) => void;
}

export interface ChatView {
  readonly element: HTMLElement;
  /** Shown while the chat has no messages. */
  readonly emptyPlace: HTMLElement;
  show(change: Change): void;
  /**
   * Whether the partial snapshot of a conversation is not enough: more of it is already shown, or
   * the message to scroll to may be in the missing part.
   */
  readonly needsAll: (conversation: Conversation | null) => boolean;
  /** Scrolls to a message once its conversation is open. */
  readonly reveal: (conversationId: string, messageId?: string) => void;
  readonly toEnd: () => void;
}

export function createChatView(ports: ChatPorts): ChatView {
  const { store, post, say } = ports;
  let shownStatus: AnswerStatus | null = null;
  let shownId: string | undefined;
  let streamingId: string | undefined;
  /** A message to reveal once its conversation is shown. */
  let wanted:
    | {
        readonly conversationId: string;
        readonly messageId: string;
        /** The host was asked to select the message's version. */
        readonly asked: boolean;
      }
    | undefined;
  /** The button to focus once the selected version is shown. */
  let focusNext: { readonly messageId: string; readonly button: string } | undefined;

  let letPlaceGo: () => void = () => undefined;

  const emptyPlace = element('div', 'empty-place');
  const log = element('div', 'log');
  log.setAttribute('role', 'log');
  log.setAttribute('aria-label', 'Chat transcript');
  // A separate live region announces responses by sentence.
  log.setAttribute('aria-live', 'off');
  log.tabIndex = 0;
  const jump = element('div', 'jump-place');

  const transcript = createTranscript(messageHooks());
  const content = element('div', 'log-content', emptyPlace, transcript.element);
  log.append(content);
  const stick = createAutoScroll(log, content, drawJump);
  const announcer = createAnnouncer(say);
  const statusLine = createStatusLine({
    now: ports.now,
    onCancel: () => {
      withChat((conversationId) => {
        post({ type: 'stop', conversationId });
      });
    },
  });

  function withChat(use: (conversationId: string) => void): void {
    if (store.conversation !== null) use(store.conversation.id);
  }

  function messageHooks(): MessageActions {
    return {
      onLink: (href) => {
        post({ type: 'openLink', href });
      },
      onCode(messageId, action, { code, info, language }) {
        switch (action) {
          case 'copy':
            copy(code);
            break;
          case 'newFile':
            post({ type: 'newFile', code, language });
            break;
          default:
            withChat((conversationId) => {
              const type = action === 'apply' ? 'applyCode' : 'insertCode';
              post({ type, conversationId, messageId, code, info });
            });
            break;
        }
      },
      ask(what, messageId) {
        withChat((conversationId) => {
          post({ type: what, conversationId, messageId });
          stick.toEnd();
          ports.focusComposer();
        });
      },
      act: ports.act,
      edit(messageId, text) {
        const words = tooLong(text);
        if (words !== undefined) {
          ports.onProblem(words);
          return false;
        }
        withChat((conversationId) => {
          post({ type: 'edit', conversationId, messageId, text });
          stick.toEnd();
        });
        return true;
      },
      draft: ports.draft,
      onDraft: ports.onDraft,
      copy,
      selectVersion(messageId, button) {
        focusNext = { messageId, button };
        withChat((conversationId) => {
          post({ type: 'selectBranch', conversationId, messageId });
        });
      },
      focusComposer: ports.focusComposer,
    };
  }

  function copy(text: string): void {
    post({ type: 'copy', text });
  }

  function drawJump(): void {
    render(
      stick.atEnd
        ? nothing
        : html`<button
            type="button"
            class="jump"
            @click=${() => {
              stick.toEnd();
              log.focus({ preventScroll: true });
            }}
          >
            ${glyph('arrow-down')}Jump to latest
          </button>`,
      jump,
    );
  }

  function show(change: Change): void {
    const { conversation, state, status } = store;
    const readOnly = state?.readOnly ?? false;
    const running = conversation !== null && (state?.running.includes(conversation.id) ?? false);
    log.toggleAttribute('data-busy', running);
    if (change.snapshot) {
      announcer.begin(conversation?.messages.findLast(isComing)?.text ?? '');
      const another = conversation?.id !== shownId;
      shownId = conversation?.id;
      transcript.show(conversation, readOnly);
      if (another) begin();
    } else if (conversation !== null && change.events.length > 0) {
      transcript.apply(conversation, change.events, readOnly);
      announce(conversation, change);
    }
    showStatus(conversation, status);
    revealWanted();
    focusWanted();
  }

  /** Restores the reader's position in this conversation, or scrolls to the end. */
  function begin(): void {
    letPlaceGo();
    const place = ports.place();
    const view =
      place?.conversationId === shownId ? transcript.view(place?.messageId ?? '') : undefined;
    if (place === undefined || view === undefined) {
      stick.toEnd();
      return;
    }
    view.paint();
    stick.letGo();
    scrollTo(log, view.element, place);
    // The messages above are painted in later frames and grow. Hold the position until the reader
    // interacts.
    const holding = new ResizeObserver(() => {
      if (stick.atEnd) letPlaceGo();
      else scrollTo(log, view.element, place);
    });
    for (const each of log.querySelectorAll('.message-group, [data-message-id]')) {
      holding.observe(each);
    }
    letPlaceGo = () => {
      holding.disconnect();
    };
  }

  for (const doing of ['wheel', 'keydown', 'pointerdown']) {
    log.addEventListener(doing, () => letPlaceGo(), { passive: true });
  }
  log.addEventListener('scrollend', () => {
    if (stick.atEnd) ports.onPlace(undefined);
    else if (shownId !== undefined) ports.onPlace(scrollAnchorIn(log, shownId));
  });

  function revealWanted(): void {
    if (wanted === undefined || wanted.conversationId !== store.conversation?.id) return;
    const { conversationId, messageId } = wanted;
    const view = transcript.view(messageId);
    if (view === undefined && isHidden(messageId)) {
      // The message is in another version and is shown once that version is selected.
      if (!wanted.asked) post({ type: 'selectBranch', conversationId, messageId });
      wanted = { ...wanted, asked: true };
      return;
    }
    wanted = undefined;
    if (view === undefined) return;
    view.paint();
    letPlaceGo();
    stick.letGo();
    view.element.scrollIntoView({ block: 'center' });
    view.element.classList.add('revealed');
  }

  /** Whether the message exists in another version that can be selected. */
  function isHidden(messageId: string): boolean {
    if (store.state?.readOnly !== false) return false;
    return store.conversation?.messages.some(({ id }) => id === messageId) ?? false;
  }

  /** Tries only once, so that the focus doesn't jump later. */
  function focusWanted(): void {
    const view = focusNext && transcript.view(focusNext.messageId);
    if (focusNext === undefined || view === undefined) return;
    const { button } = focusNext;
    focusNext = undefined;
    view.paint();
    if (!focusVersion(view.element, button)) log.focus({ preventScroll: true });
  }
  // Don't move the focus if the user has moved it since, or if the version is never shown.
  const stayThere = (): void => {
    focusNext = undefined;
  };
  document.addEventListener('focusin', stayThere);
  window.addEventListener('blur', stayThere);

  function announce(conversation: Conversation, { events }: Change): void {
    for (const [index, event] of events.entries()) {
      if (event.type === 'delta') announcer.add(event.text);
      else if (event.type === 'resumed') {
        announcer.begin(textBefore(conversation, events.slice(index + 1), event.id));
      } else if (event.type === 'finished') {
        const message = conversation.messages.findLast(({ id }) => id === event.id);
        if (message !== undefined) announcer.end(endWords(message));
      }
    }
  }

  /** Moves the status line into the streaming response. */
  function showStatus(conversation: Conversation | null, status: AnswerStatus | null): void {
    const last = conversation?.messages.findLast(isComing);
    const shown = last === undefined ? null : (status ?? writing);
    if (last?.id !== streamingId) {
      streamingId = last?.id;
      statusLine.element.remove();
    }
    if (last !== undefined && !statusLine.element.isConnected) {
      transcript.view(last.id)?.element.append(statusLine.element);
    }
    if (shown !== shownStatus) {
      if (shown !== null && shown.phase !== 'streaming' && shown.phase !== shownStatus?.phase) {
        say(statusText(shown, 0));
      }
      shownStatus = shown;
      statusLine.show(shown);
    }
  }

  return {
    element: element('div', 'chat', log, jump),
    emptyPlace,
    show,
    needsAll: (conversation) =>
      [shownId, wanted?.conversationId, ports.place()?.conversationId].includes(conversation?.id),
    reveal(conversationId, messageId) {
      wanted = messageId === undefined ? undefined : { conversationId, messageId, asked: false };
      revealWanted();
    },
    toEnd: stick.toEnd,
  };
}

const writing: AnswerStatus = { phase: 'streaming' };

function isComing({ state }: Message): boolean {
  return state === 'streaming';
}

/** The text of a message before these events, which the conversation already includes. */
function textBefore({ messages }: Conversation, events: Change['events'], id: string): string {
  const text = messages.findLast((message) => message.id === id)?.text ?? '';
  const more = events.reduce(
    (length, event) => length + (event.type === 'delta' && event.id === id ? event.text.length : 0),
    0,
  );
  return text.slice(0, text.length - more);
}

/**
 * Focuses the named version button. It is disabled at the first or last version; then the other one
 * gets the focus.
 */
function focusVersion(message: HTMLElement, name: string): boolean {
  const buttons = [...message.querySelectorAll<HTMLButtonElement>('.versions button:enabled')];
  const button = buttons.find((each) => each.ariaLabel === name) ?? buttons[0];
  button?.focus();
  return button !== undefined;
}

/** Errors are alerts, which screen readers announce by themselves. */
function endWords({ state, error, finishReason }: Message): string {
  if (finishReason === 'length') return cutByLength;
  switch (state) {
    case 'failed':
    case 'interrupted':
      return error === undefined ? 'The response was interrupted.' : errorText(error).next;
    case 'stopped':
      return 'Response stopped.';
    case 'complete':
    case 'streaming':
      return 'Response complete.';
  }
}
