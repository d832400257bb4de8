/** The composer: the message text, its attachments, the chat's options and Send. */
import type { TemplateResult } from 'lit-html';
import { html, nothing, render } from 'lit-html';
import type { ContextSuggestion, PanelState } from '../../shared/protocol.ts';
import { inProgress } from '../../shared/inProgressText.ts';
import { element, glyph, iconButton } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import { isComposing } from '../base/keyPress.ts';
import { tooLong } from '../base/format.ts';
import { chipList } from './chips.ts';
import { createCompletions } from './completions.ts';
import { createTokenMeter, sizeWarning } from './tokenMeter.ts';
import { createChatOptions } from './chatOptions.ts';
import { createImageInput } from './imageInput.ts';
import { createPromptRecall } from './promptRecall.ts';
import { requestSize } from './requestSize.ts';

export interface ComposerModel {
  /** Null for a new chat. */
  readonly conversationId: string | null;
  readonly state: PanelState;
  /** A response of this chat is streaming. */
  readonly running: boolean;
}

export interface ComposerPorts {
  readonly post: Post;
  /** Saves the text as this chat's draft. */
  readonly onDraft: (conversationId: string | null, text: string) => void;
  readonly draft: (conversationId: string | null) => string;
  readonly prompts: () => readonly string[];
  readonly onSent: (text: string) => void;
  /** Shows why something could not be attached or sent. */
  readonly onProblem: (words: string) => void;
}

export interface Composer {
  readonly element: HTMLElement;
  show(model: ComposerModel): void;
  readonly offer: (query: string, items: readonly ContextSuggestion[]) => void;
  readonly focus: () => void;
  /** Sends a text as the first message of a chat. The text in the composer stays. */
  readonly begin: (text: string) => void;
  /** The last sent message started no chat, so the next chat that opens uses its own draft. */
  readonly noChatBegins: () => void;
  /** The attachment with this reference failed: removes its name from the text. */
  readonly notAttached: (reference: string) => void;
  /** Appends text to the composer of the open chat, or to the draft of the chat `draftOf`. */
  readonly addText: (text: string, draftOf?: string | null) => void;
}

export function createComposer(ports: ComposerPorts): Composer {
  const { post } = ports;
  let model: ComposerModel | undefined;
  /** The first message of a new chat was sent, and the chat has no id yet. */
  let beginning = false;
  /** Enter was pressed during a response: the text stays, and a hint explains why. */
  let waits = false;

  const root = element('div', 'composer');
  const above = element('div', 'composer-above');
  const box = element('textarea', 'composer-box');
  const bar = element('div', 'composer-bar');
  const warning = element('div', 'composer-warning');
  box.rows = 1;
  box.placeholder = 'Ask, @ to attach, / for commands';
  box.setAttribute('aria-label', 'Message');
  const recall = createPromptRecall(ports.prompts);
  const mentions = createCompletions(box, post, changed, send);
  const options = createChatOptions(post);
  const pictures = createImageInput(box, post, ports.onProblem);
  const frame = element('div', 'composer-frame', above, box, bar);
  root.append(mentions.element, options.popover, warning, frame, pictures.element);

  const empty = (): boolean =>
    box.value.trim() === '' &&
    (model === undefined || model.state.chips.every((chip) => chip.always));
  const canSend = (): boolean =>
    model !== undefined && !empty() && !model.running && !model.state.readOnly;

  function setText(text: string): void {
    box.value = text;
    changed();
  }

  function changed(): void {
    if (model === undefined) return;
    ports.onDraft(model.conversationId, box.value);
    mentions.update();
    draw();
  }

  function send(): void {
    if (model === undefined) return;
    if ((model.running || beginning) && !model.state.readOnly && !empty()) {
      waits = true;
      draw();
      return;
    }
    if (!canSend()) return;
    const text = box.value;
    if (isRefused(text)) return;
    beginning = model.conversationId === null;
    post({ type: 'send', conversationId: model.conversationId, text });
    setText('');
    ports.onSent(text);
    box.focus();
  }

  /** Reports a text that is too long. The text stays in the composer. */
  function isRefused(text: string): boolean {
    const words = tooLong(text);
    if (words !== undefined) ports.onProblem(words);
    return words !== undefined;
  }

  function noChatBegins(): void {
    beginning = false;
    draw();
  }

  function stop(): void {
    if (model?.running && model.conversationId !== null) {
      post({ type: 'stop', conversationId: model.conversationId });
    }
    box.focus();
  }

  box.addEventListener('input', changed);
  box.addEventListener('keydown', (event) => {
    if (isComposing(event) || mentions.key(event)) return;
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
    const { state, conversationId } = model;
    const size = requestSize(state, box.value);
    box.readOnly = state.readOnly;
    render(chipList(state.chips, post), above);
    waits &&= (model.running || beginning) && !empty();
    render(html`${waits ? waitHint : nothing}${sizeWarning(size)}`, warning);
    render(
      html`<div class="composer-tools">
          ${iconButton('Attach', 'attach', {
            title: 'Attach a file, a symbol, problems… (@)',
            disabled: state.readOnly,
            onClick: () => {
              post({ type: 'attach' });
            },
          })}
          ${iconButton('Add picture', 'file-media', {
            title: 'Add a picture: pick, paste or drop it',
            disabled: state.readOnly,
            onClick: pictures.pick,
          })}
          ${options.button}
        </div>
        ${createTokenMeter(size, () => {
          if (isRefused(box.value)) return;
          post({ type: 'showRequest', conversationId, text: box.value });
        })}
        ${sendOrStop(model.running)}`,
      bar,
    );
  }

  function sendOrStop(running: boolean): TemplateResult {
    return running
      ? iconButton('Stop', 'debug-stop', { onClick: stop, className: 'stop' })
      : iconButton('Send', 'send', {
          onClick: send,
          className: 'send',
          title: 'Send (Enter)',
          disabled: !canSend(),
        });
  }

  return {
    element: root,
    show(next) {
      const first = model === undefined;
      const before = model?.conversationId;
      const begun = beginning && before === null && next.conversationId !== null;
      model = next;
      options.show(next);
      if (begun) {
        // Text typed while the first message was pending belongs to the chat that it started.
        beginning = false;
        ports.onDraft(null, '');
        ports.onDraft(next.conversationId, box.value);
      } else if (first) {
        // The user may have typed before the page knew which chat is open.
        box.value = [ports.draft(next.conversationId), box.value].filter(Boolean).join('\n');
        ports.onDraft(next.conversationId, box.value);
      } else if (before !== next.conversationId) {
        beginning = false;
        waits = false;
        box.value = ports.draft(next.conversationId);
        mentions.close();
      }
      draw();
    },
    offer: mentions.offer,
    focus: () => {
      box.focus();
    },
    begin: (text) => {
      // Ignore the second click of a double click.
      if (model === undefined || model.conversationId !== null || beginning) return;
      beginning = true;
      post({ type: 'send', conversationId: null, text });
      ports.onSent(text);
      box.focus();
    },
    notAttached: mentions.notAttached,
    noChatBegins,
    addText: (text, draftOf) => {
      // The sent text came back, so it started no chat.
      if ((draftOf ?? null) === null) noChatBegins();
      if (draftOf !== undefined && draftOf !== model?.conversationId) {
        ports.onDraft(draftOf, joined(ports.draft(draftOf), text));
        return;
      }
      setText(joined(box.value, text));
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    },
  };
}

const waitHint = html`<div class="size-warning hint" role="alert">
  ${glyph('info')}<span>${inProgress}</span>
</div>`;

function joined(before: string, text: string): string {
  return before.trim() === '' ? text : `${before.trimEnd()}\n${text}`;
}
