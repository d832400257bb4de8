/** Basic elements shared by all parts of the panel. */
import type { TemplateResult } from 'lit-html';
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

/** Creates an element with a class, for views that don't use templates. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** An icon for templates. Its node is reused while the name stays the same. */
export function glyph(name: IconName): unknown {
  return guard([name], () => icon(name));
}

export interface ButtonOptions {
  readonly onClick: (event: MouseEvent) => void;
  readonly disabled?: boolean;
  /** The tooltip, if it says more than the name. */
  readonly title?: string;
  readonly className?: string;
  readonly pressed?: boolean;
}

/** A button with only an icon. The name is its accessible label and default tooltip. */
export function iconButton(
  name: string,
  iconName: IconName,
  options: ButtonOptions,
): TemplateResult {
  return html`<button
    type="button"
    class="icon-button ${options.className ?? ''}"
    aria-label=${name}
    title=${options.title ?? name}
    aria-pressed=${options.pressed ?? nothing}
    ?disabled=${options.disabled ?? false}
    @click=${options.onClick}
  >
    ${glyph(iconName)}
  </button>`;
}

/** A button with a visible label. */
export function textButton(
  name: string,
  kind: 'primary' | 'secondary',
  options: ButtonOptions & { readonly icon?: IconName },
): TemplateResult {
  return html`<button
    type="button"
    class="text-button ${kind} ${options.className ?? ''}"
    title=${options.title ?? nothing}
    ?disabled=${options.disabled ?? false}
    @click=${options.onClick}
  >
    ${options.icon === undefined ? nothing : glyph(options.icon)}${name}
  </button>`;
}
