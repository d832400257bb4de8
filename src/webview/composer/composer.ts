/** Where the user writes: the message, what it carries, and what is sent with it. */
import type { TemplateResult } from 'lit-html';
import { html, render } from 'lit-html';
import type { PanelState } from '../../shared/protocol.ts';
import { element, iconButton } from '../elements.ts';
import type { Post } from '../host.ts';
import { isComposing } from '../keys.ts';
import { chipList } from './chips.ts';
import { createPromptRecall } from './promptRecall.ts';

export interface ComposerModel {
  /** Null for a chat that has not begun. */
  readonly conversationId: string | null;
  readonly state: PanelState;
}

export interface ComposerPorts {
  readonly post: Post;
  /** Keeps the text as this chat's draft. */
  readonly onDraft: (conversationId: string | null, text: string) => void;
  readonly draft: (conversationId: string | null) => string;
  readonly prompts: () => readonly string[];
  readonly onSent: (text: string) => void;
}

export interface Composer {
  readonly element: HTMLElement;
  show(model: ComposerModel): void;
  readonly focus: () => void;
  /** Puts text where the user can go on with it; what stands there already stays. */
  readonly addText: (text: string) => void;
}

export function createComposer(ports: ComposerPorts): Composer {
  let model: ComposerModel | undefined;
  /** A message of a chat that has no id yet is on its way. */
  let beginning = false;

  const root = element('div', 'composer');
  const above = element('div', 'composer-above');
  const box = element('textarea', 'composer-box');
  const bar = element('div', 'composer-bar');
  const frame = element('div', 'composer-frame', above, box, bar);
  root.append(frame);
  box.rows = 1;
  box.placeholder = 'Ask about your code';
  box.setAttribute('aria-label', 'Message');
  const recall = createPromptRecall(ports.prompts);

  /** The chat whose answer is coming here. */
  const runningId = (): string | undefined =>
    model?.state.running.find((id) => id === model?.conversationId);
  const empty = (): boolean =>
    box.value.trim() === '' && (model === undefined || model.state.chips.length === 0);

  function setText(text: string): void {
    box.value = text;
    changed();
  }

  function changed(): void {
    if (model === undefined) return;
    ports.onDraft(model.conversationId, box.value);
    draw();
  }

  function send(): void {
    if (model === undefined || empty() || runningId() !== undefined || model.state.readOnly) return;
    const text = box.value;
    beginning = model.conversationId === null;
    ports.post({ type: 'send', conversationId: model.conversationId, text });
    setText('');
    ports.onSent(text);
    box.focus();
  }

  function stop(): void {
    const conversationId = runningId();
    if (conversationId !== undefined) ports.post({ type: 'stop', conversationId });
    box.focus();
  }

  box.addEventListener('input', changed);
  box.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const prompt = recall.key(event.key === 'ArrowUp' ? 'older' : 'newer', box.value);
      if (prompt === undefined) return;
      event.preventDefault();
      setText(prompt);
      box.setSelectionRange(prompt.length, prompt.length);
    }
  });

  function draw(): void {
    if (model === undefined) return;
    const { state } = model;
    box.readOnly = state.readOnly;
    render(chipList(state.chips, ports.post), above);
    render(
      html`<div class="composer-tools">
          ${iconButton('Attach', 'attach', {
            disabled: state.readOnly,
            onClick: () => {
              ports.post({ type: 'attach' });
            },
          })}
        </div>
        ${sendOrStop()}`,
      bar,
    );
  }

  function sendOrStop(): TemplateResult {
    return runningId() !== undefined
      ? iconButton('Stop', 'debug-stop', { onClick: stop, className: 'stop' })
      : iconButton('Send', 'send', {
          onClick: send,
          className: 'send',
          title: 'Send (Enter)',
          disabled: empty() || (model?.state.readOnly ?? true),
        });
  }

  return {
    element: root,
    show(next) {
      const before = model?.conversationId;
      const begun = beginning && before === null && next.conversationId !== null;
      model = next;
      if (begun) {
        // What was typed while the first message was on its way belongs to the chat that it began.
        beginning = false;
        ports.onDraft(null, '');
        ports.onDraft(next.conversationId, box.value);
      } else if (before !== next.conversationId) box.value = ports.draft(next.conversationId);
      draw();
    },
    focus() {
      box.focus();
    },
    addText(text) {
      setText(box.value.trim() === '' ? text : `${box.value.trimEnd()}\n${text}`);
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    },
  };
}
