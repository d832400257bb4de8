/** What stands where the messages will be: the shortest way to a first answer. */
import type { TemplateResult } from 'lit-html';
import { html } from 'lit-html';
import { glyph, textButton } from './elements.ts';

export const examplePrompts = [
  'Explain what the open file does',
  'Find bugs in the selected code',
  'Write a unit test for the selected function',
] as const;

export function emptyState(options: {
  readonly hasKey: boolean;
  readonly onSetKey: () => void;
  readonly onPrompt: (prompt: string) => void;
}): TemplateResult {
  return html`<div class="empty-state">
    <span class="empty-mark">${glyph('sparkle')}</span>
    <h2>What are you working on?</h2>
    ${
      options.hasKey
        ? html`<p>Ask anything about your code, or begin with one of these.</p>
            <div class="examples">
              ${examplePrompts.map(
                (prompt) =>
                  html`<button
                    type="button"
                    class="example"
                    @click=${() => {
                      options.onPrompt(prompt);
                    }}
                  >
                    ${prompt}
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
