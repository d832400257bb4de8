/** What an empty chat shows: setting the API key, or examples to start with. */
import type { TemplateResult } from 'lit-html';
import { html } from 'lit-html';
import type { PresetWord } from '../core/prompts/presets.ts';
import { glyph, textButton } from './base/elements.ts';

/** Each is a `/` command. It includes the selected code, or reports that no code is selected. */
const examples = [
  ['explain', 'Explain this code'],
  ['bugs', 'Find bugs in it'],
  ['tests', 'Write tests for it'],
] as const satisfies readonly (readonly [PresetWord, string])[];

export function emptyState(options: {
  readonly hasKey: boolean;
  readonly onSetKey: () => void;
  /** Sends a command. */
  readonly onExample: (command: string) => void;
}): TemplateResult {
  return html`<div class="empty-state">
    <span class="empty-mark">${glyph('sparkle')}</span>
    <h2>What are you working on?</h2>
    ${
      options.hasKey
        ? html`<p>Ask anything, or select some code and begin with one of these.</p>
            <div class="examples">
              ${examples.map(
                ([word, title]) =>
                  html`<button
                    type="button"
                    class="example"
                    @click=${() => {
                      options.onExample(`/${word}`);
                    }}
                  >
                    ${title}<span class="example-command" aria-hidden="true">/${word}</span>
                  </button>`,
              )}
            </div>`
        : html`<p>
              Laplas answers with your Apilaplas key, which stays in the secret store of this
              computer.
            </p>
            ${textButton('Set API Key', 'primary', { onClick: options.onSetKey, icon: 'key' })}`
    }
  </div>`;
}
