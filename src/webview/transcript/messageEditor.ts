/** The editor for a sent message. */
import { html, render } from 'lit-html';
import { element, textButton } from '../base/elements.ts';
import { isComposing } from '../base/keyPress.ts';

export interface MessageEditor {
  readonly element: HTMLElement;
  focus(): void;
}

export interface MessageEditorPorts {
  /** Called on every change of the text. */
  readonly onInput: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}

export function createMessageEditor(
  text: string,
  { onInput, onSend, onCancel }: MessageEditorPorts,
): MessageEditor {
  const root = element('div', 'editor');
  const box = element('textarea', 'editor-box');
  box.value = text;
  box.rows = 1;
  box.setAttribute('aria-label', 'Edited text');
  const buttons = element('div', 'editor-buttons');
  root.append(box, buttons);

  const send = (): void => {
    if (box.value.trim() !== '') onSend(box.value);
  };
  box.addEventListener('input', () => {
    onInput(box.value);
  });
  box.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    }
  });
  render(
    html`${textButton('Ask again', 'primary', {
      onClick: send,
      title: 'Ask again with this text. What followed is kept as a version to go back to.',
    })}
    ${textButton('Cancel', 'secondary', { onClick: onCancel })}`,
    buttons,
  );
  return {
    element: root,
    focus() {
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    },
  };
}
