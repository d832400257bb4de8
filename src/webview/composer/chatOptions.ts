/** The model and parameters of one chat, where they override the settings. */
import type { TemplateResult } from 'lit-html';
import { html, noChange, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { ParameterChanges, ParameterSpec } from '../../core/api/parameters.ts';
import { parameterTable, withChanges } from '../../core/api/parameters.ts';
import type { Parameters } from '../../core/api/types.ts';
import type { PanelState } from '../../shared/protocol.ts';
import { element, glyph, textButton } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import { isComposing } from '../base/keyPress.ts';
import { parameterText, withParameter } from './parameterText.ts';

export interface ChatOptionsModel {
  readonly conversationId: string | null;
  readonly state: PanelState;
}

export interface ChatOptions {
  /** The button that shows the model's name. */
  readonly button: HTMLElement;
  readonly popover: HTMLElement;
  show(model: ChatOptionsModel): void;
}

const otherModel = '\u0000other';

export function createChatOptions(post: Post): ChatOptions {
  const button = element('div', 'model-place');
  const popover = element('div', 'popover-place');
  let model: ChatOptionsModel | undefined;
  let open = false;
  /** Changes that the host has not yet included in the chat's own parameters. */
  let changed: ParameterChanges = {};
  let problems: Readonly<Record<string, string>> = {};
  /**
   * The field that the user is editing. Its text is not overwritten until the change is applied.
   */
  let writing: ParameterSpec['name'] | undefined;

  const own = (): Parameters => withChanges(model?.state.ownParameters ?? {}, changed);

  function toggle(next: boolean): void {
    open = next;
    problems = {};
    writing = undefined;
    draw();
    if (open) popover.querySelector<HTMLElement>('select')?.focus();
    else button.querySelector<HTMLElement>('button')?.focus();
  }

  function changeParameters(parameters: ParameterChanges): void {
    if (model === undefined) return;
    changed = { ...changed, ...parameters };
    post({ type: 'setOptions', conversationId: model.conversationId, parameters });
    draw();
  }

  function change(spec: ParameterSpec, text: string): void {
    const result = withParameter(own(), spec, text);
    const { [spec.name]: _old, ...others } = problems;
    problems = 'problem' in result ? { ...others, [spec.name]: result.problem } : others;
    if ('problem' in result) draw();
    else changeParameters({ [spec.name]: result.parameters[spec.name] ?? null });
  }

  function chooseModel(select: HTMLSelectElement): void {
    if (model === undefined) return;
    if (select.value === otherModel) {
      post({ type: 'action', action: 'selectModel' });
      toggle(false);
    } else {
      post({ type: 'setOptions', conversationId: model.conversationId, model: select.value });
    }
  }

  function draw(): void {
    if (model === undefined) return;
    const { state } = model;
    render(
      html`<button
        type="button"
        class="model-button"
        aria-label="Model and parameters: ${state.model}"
        aria-haspopup="dialog"
        aria-expanded=${open}
        title="Model and parameters of this chat
${state.model}"
        ?disabled=${state.readOnly}
        @click=${() => {
          toggle(!open);
        }}
      >
        <span class="model-name">${state.model.split('/').at(-1)}</span>${glyph('chevron-down')}
      </button>`,
      button,
    );
    render(open ? form(state) : nothing, popover);
  }

  function form(state: PanelState): TemplateResult {
    const models = state.models.includes(state.model)
      ? state.models
      : [state.model, ...state.models];
    return html`<div
      class="popover"
      role="dialog"
      aria-label="Model and parameters"
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.stopPropagation();
        toggle(false);
      }}
    >
      <label class="field"
        ><span class="field-label">Model</span
        ><select
          .value=${live(state.model)}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLSelectElement) chooseModel(event.target);
          }}
        >
          ${models.map(
            (name) =>
              html`<option value=${name} ?selected=${name === state.model}>${name}</option>`,
          )}
          <option value=${otherModel}>Another model…</option>
        </select></label
      >
      ${parameterTable.map((spec) => field(spec, state))}
      <div class="popover-end">
        ${
          Object.keys(own()).length === 0
            ? html`<span class="field-help">Empty fields follow the settings.</span>`
            : textButton('Use settings', 'secondary', {
                onClick: () => {
                  problems = {};
                  // The button is about to be removed, so move the focus.
                  popover.querySelector('select')?.focus();
                  changeParameters(
                    Object.fromEntries(Object.keys(own()).map((name) => [name, null])),
                  );
                },
              })
        }
        ${textButton('Done', 'primary', {
          onClick: () => {
            toggle(false);
          },
        })}
      </div>
    </div>`;
  }

  function field(spec: ParameterSpec, state: PanelState): TemplateResult {
    const text = parameterText(own(), spec);
    // The host has not yet confirmed a field that was just cleared. Until then its parameter is the
    // chat's own, not an inherited default.
    const inherited = spec.name in own() ? '' : parameterText(state.parameters, spec);
    const placeholder = inherited === '' ? 'not sent' : inherited;
    const problem = problems[spec.name];
    const onInput = (): void => {
      writing = spec.name;
    };
    const onChange = (event: Event): void => {
      const { target } = event;
      writing = undefined;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
        change(spec, target.value);
      }
    };
    const single = spec.type === 'integer' || spec.type === 'number';
    const value = problem === undefined && writing !== spec.name ? live(text) : noChange;
    const described = problem === undefined ? nothing : `problem-${spec.name}`;
    return html`<label class="field ${single ? '' : 'tall'}" title=${spec.help}
        ><span class="field-label">${spec.label}</span>${
          single
            ? html`<input
                inputmode="decimal"
                autocomplete="off"
                placeholder=${placeholder}
                aria-invalid=${problem !== undefined}
                aria-describedby=${described}
                .value=${value}
                @input=${onInput}
                @change=${onChange}
              />`
            : html`<textarea
                rows="1"
                placeholder=${spec.type === 'strings' ? placeholder : `${placeholder} (id: bias)`}
                aria-invalid=${problem !== undefined}
                aria-describedby=${described}
                .value=${value}
                @input=${onInput}
                @change=${onChange}
              ></textarea>`
        }</label
      >${
        problem === undefined
          ? nothing
          : html`<p class="field-problem" id="problem-${spec.name}" role="alert">${problem}</p>`
      }`;
  }

  document.addEventListener('pointerdown', (event) => {
    const { target } = event;
    if (!open || !(target instanceof Node)) return;
    if (popover.contains(target) || button.contains(target)) return;
    open = false;
    draw();
  });

  return {
    button,
    popover,
    show(next) {
      const before = model;
      model = next;
      if (before?.state !== next.state) changed = {};
      if (before !== undefined && isSame(before, next)) return;
      if (before?.conversationId !== next.conversationId) {
        writing = undefined;
        problems = {};
      }
      draw();
    },
  };
}

/** Most frames only add text to a response. Nothing is rendered for them. */
function isSame(a: ChatOptionsModel, b: ChatOptionsModel): boolean {
  if (a.conversationId !== b.conversationId) return false;
  return a.state === b.state || shownOf(a) === shownOf(b);
}

function shownOf({ state }: ChatOptionsModel): string {
  const { model, models, parameters, ownParameters, readOnly } = state;
  return JSON.stringify([ownParameters, model, models, parameters, readOnly]);
}
