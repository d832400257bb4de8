/** A code block: its toolbar, its language, its lines. */
import { icon, type IconName } from '../icons.ts';
import type { CodeAction } from '../markdown.ts';

export interface CodeView {
  readonly element: HTMLElement;
  /** Shows lines that came since; `text` is the whole code so far. */
  update(text: string): void;
  readonly code: () => string;
  readonly info: string;
  readonly language: string;
}

const buttons: readonly (readonly [CodeAction, string, IconName])[] = [
  ['copy', 'Copy', 'copy'],
  ['insert', 'Insert at cursor', 'insert'],
  ['apply', 'Apply', 'wand'],
  ['newFile', 'New file', 'new-file'],
];

/** The first word of an info string, in lower case; '' when there is none. */
export function languageOf(info: string): string {
  return (/^[^\s{,:]+/.exec(info.trim())?.[0] ?? '').toLowerCase();
}

export function createCodeView(document: Document, info: string): CodeView {
  const language = languageOf(info);
  const element = document.createElement('div');
  element.className = 'code-block';
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', `Code: ${language === '' ? 'text' : language}`);

  const bar = document.createElement('div');
  bar.className = 'code-bar';
  const name = document.createElement('span');
  name.className = 'code-language';
  name.textContent = language === '' ? 'text' : language;
  bar.append(name);
  for (const [action, label, picture] of buttons) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'icon-button';
    button.dataset['codeAction'] = action;
    button.setAttribute('aria-label', label);
    button.title = label;
    button.append(icon(picture));
    bar.append(button);
  }

  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  const lines = document.createElement('code');
  pre.append(lines);
  element.append(bar, pre);
  let code = '';
  return {
    element,
    update: (text) => {
      code = text;
      lines.textContent = text;
    },
    code: () => code,
    info,
    language,
  };
}
