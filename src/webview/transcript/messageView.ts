/** A message of the transcript: its text, its state and its buttons. */
import { render } from 'lit-html';
import type { Message } from '../../core/model/conversation.ts';
import { element } from '../base/elements.ts';
import type { Painter } from '../markdown/painterTypes.ts';
import { createPainter } from '../markdown/painter.ts';
import { sentAttachments } from './attachments.ts';
import { createMessageEditor } from './messageEditor.ts';
import type { MessageContext, MessageActions } from './messageActions.ts';
import { messageFooter } from './messageFooter.ts';

export interface MessageView {
  readonly element: HTMLElement;
  readonly message: Message;
  /**
   * Renders the message. Until then its plain text is shown, so that it can be found and scrolled
   * past.
   */
  paint(): void;
  append(text: string): void;
  update(message: Message, context: MessageContext): void;
  dispose(): void;
}

/**
 * A bug or an unknown kind of message must not hide other messages: an error while showing one is
 * caught here, and its text is shown as plain text.
 */
export function createMessageView(
  first: Message,
  context: MessageContext,
  hooks: MessageActions,
): MessageView {
  let view: MessageView;
  let failed: MessageView | undefined;
  const safely = (show: () => void, message: () => Message): void => {
    if (failed === undefined) {
      try {
        show();
        return;
      } catch (error) {
        reportError(error);
        failed = failedView(view.element, message());
      }
    }
    failed.update(message(), context);
  };
  try {
    view = createShownView(first, context, hooks);
  } catch (error) {
    reportError(error);
    return failedView(element('article', 'message answer'), first);
  }
  return {
    element: view.element,
    get message() {
      return (failed ?? view).message;
    },
    paint: () => {
      safely(
        () => view.paint(),
        () => view.message,
      );
    },
    append: (text) => {
      if (failed === undefined) {
        safely(
          () => view.append(text),
          () => view.message,
        );
      } else failed.append(text);
    },
    update: (next, nextContext) => {
      safely(
        () => view.update(next, nextContext),
        () => next,
      );
    },
    dispose: () => view.dispose(),
  };
}

/** Replaces a message that can't be rendered: a notice, and the message's text if it has one. */
function failedView(article: HTMLElement, first: Message): MessageView {
  let message = first;
  const text = element('div', 'message-body');
  const show = () => {
    text.textContent = typeof message.text === 'string' ? message.text : '';
  };
  article.setAttribute('role', 'article');
  article.dataset['messageId'] = String(message.id);
  article.replaceChildren(element('p', 'ending', "This message can't be displayed."), text);
  show();
  return {
    element: article,
    get message() {
      return message;
    },
    paint: () => undefined,
    append: (more) => {
      message = { ...message, text: message.text + more };
      show();
    },
    update: (next) => {
      message = next;
      show();
    },
    dispose: () => article.remove(),
  };
}

function createShownView(
  first: Message,
  firstContext: MessageContext,
  hooks: MessageActions,
): MessageView {
  let message = first;
  let context = firstContext;
  let painted = false;
  let painter: Painter | undefined;
  /** The text that the painter has received. */
  let shown = '';
  let finished = false;
  /** Painting failed, so the response is shown as plain text: a bug must not hide it. */
  let plain = false;

  const mine = message.role === 'user';
  const article = element('article', mine ? 'message question' : 'message answer');
  const body = element('div', 'message-body', message.text);
  const footer = element('div', 'message-after');
  article.setAttribute('role', 'article');
  article.setAttribute('aria-label', mine ? 'You' : 'Laplas');
  article.dataset['messageId'] = message.id;
  article.dataset['state'] = message.state;
  article.append(body, footer);

  function paintSafely(paint: () => void): void {
    try {
      if (!plain) paint();
    } catch (error) {
      plain = true;
      reportError(error);
    }
    if (plain) body.textContent = message.text;
  }

  function showAnswer(): void {
    if (message.text !== shown) {
      if (painter !== undefined && !finished && message.text.startsWith(shown)) {
        painter.append(message.text.slice(shown.length));
        shown = message.text;
      } else startPainter();
    } else if (finished && message.state === 'streaming') startPainter();
    if (painter === undefined) startPainter();
    if (message.state !== 'streaming' && !finished) {
      painter?.finish();
      finished = true;
    }
  }

  function startPainter(): void {
    painter?.dispose();
    painter = createPainter(document, {
      onCode: (action, block) => {
        hooks.onCode(message.id, action, block);
      },
      onLink: hooks.onLink,
      onError: (error) => {
        paintSafely(() => {
          throw error;
        });
      },
    });
    if (message.text !== '') painter.append(message.text);
    shown = message.text;
    finished = false;
    body.replaceChildren(painter.element);
  }

  function showQuestion(): void {
    const text = element('div', 'question-text', message.text);
    body.replaceChildren(
      ...(message.attachments.length > 0 ? [sentAttachments(message.attachments)] : []),
      ...(message.text === '' ? [] : [text]),
    );
  }

  function edit(): void {
    const editor = createMessageEditor(hooks.draft(message.id) || message.text, {
      onInput(text) {
        hooks.onDraft(message.id, text);
      },
      onSend(text) {
        if (!hooks.edit(message.id, text)) return;
        close();
        hooks.focusComposer();
      },
      onCancel() {
        close();
        article.querySelector<HTMLElement>('[aria-label="Edit"]')?.focus();
      },
    });
    const close = (): void => {
      hooks.onDraft(message.id, '');
      article.classList.remove('editing');
      editor.element.remove();
    };
    article.classList.add('editing');
    article.append(editor.element);
    editor.focus();
  }

  function showFooter(): void {
    render(messageFooter(message, context, hooks, edit), footer);
  }

  return {
    element: article,
    get message() {
      return message;
    },
    paint() {
      if (painted) return;
      painted = true;
      if (mine) showQuestion();
      else paintSafely(showAnswer);
      showFooter();
    },
    append(text) {
      message = { ...message, text: message.text + text };
      if (!painted) body.append(text);
      else {
        paintSafely(() => {
          if (painter === undefined || finished) showAnswer();
          else {
            shown += text;
            painter.append(text);
          }
        });
      }
    },
    update(next, nextContext) {
      if (next === message && sameContext(nextContext, context)) return;
      const { text } = message;
      message = next;
      context = nextContext;
      article.dataset['state'] = message.state;
      if (!painted) {
        if (text !== message.text) body.textContent = message.text;
        return;
      }
      if (!mine) paintSafely(showAnswer);
      showFooter();
    },
    dispose() {
      painter?.dispose();
      article.remove();
    },
  };
}

function sameContext(a: MessageContext, b: MessageContext): boolean {
  return (
    a.readOnly === b.readOnly &&
    a.last === b.last &&
    a.versions.length === b.versions.length &&
    a.versions.every((id, index) => id === b.versions[index])
  );
}
