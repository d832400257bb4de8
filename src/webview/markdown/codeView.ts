/** A code block: its toolbar, its language and its lines. */
import { maxInfoLength, maxLanguageLength } from '../../shared/limits.ts';
import { createHighlighter, type Highlighter } from '../highlight/highlighter.ts';
import { fetchLanguage } from '../highlight/languages.ts';
import { icon, type IconName } from '../base/icons.ts';
import type { CodeAction } from './painterTypes.ts';
import { codeLength, type CodeBlock } from './blocks.ts';
import { createCodeLines, type CodeLines } from './codeLines.ts';

export interface CodeView {
  readonly element: HTMLElement;
  /**
   * Shows the lines added since the last update. The last `tried` lines may still change; only the
   * first of them is shown.
   */
  update(block: CodeBlock, tried: number): void;
  /**
   * The code so far, without a trailing line feed, and its info string and language, cut to the
   * host's limits.
   */
  content(): { readonly code: string; readonly info: string; readonly language: string };
}

const buttons: readonly (readonly [CodeAction, string, IconName])[] = [
  ['copy', 'Copy', 'copy'],
  ['insert', 'Insert at cursor', 'insert'],
  ['apply', 'Apply', 'wand'],
  ['newFile', 'New file', 'new-file'],
];

/** The first word of an info string, in lower case; '' if there is none. */
export function languageOf(info: string): string {
  return (/^[^\s{,:]+/.exec(info.trim())?.[0] ?? '').toLowerCase();
}

export function createCodeView(document: Document): CodeView {
  const element = document.createElement('div');
  element.className = 'code-block';
  element.setAttribute('role', 'group');
  const bar = element.appendChild(document.createElement('div'));
  bar.className = 'code-bar';
  const name = bar.appendChild(document.createElement('span'));
  name.className = 'code-language';
  for (const button of buttons) bar.append(buttonOf(document, button));
  const pre = element.appendChild(document.createElement('pre'));
  pre.tabIndex = 0;
  let lines: CodeLines = createCodeLines(pre, () => undefined);
  let highlighter: Highlighter | null = null;
  let block: CodeBlock | null = null;
  let info: string | null = null;
  let whole = 0;
  let shownTried = 0;

  const markHidden = () => {
    if (element.classList.contains('has-hidden')) return;
    element.classList.add('has-hidden');
    const note = document.createElement('span');
    note.className = 'hidden-note';
    note.title = 'This code has characters that cannot be seen. They are marked.';
    note.append(icon('warning'), 'Hidden characters');
    name.after(note);
  };

  /** Starts from scratch. The info string may change until its line is complete. */
  const begin = (newInfo: string) => {
    info = newInfo;
    const language = languageOf(newInfo);
    const shown = language === '' ? 'text' : language;
    element.setAttribute('aria-label', `Code: ${shown}`);
    pre.setAttribute('aria-label', `${shown} code`);
    name.textContent = shown;
    name.title = newInfo;
    pre.replaceChildren();
    lines = createCodeLines(pre, markHidden);
    highlighter = createHighlighter(language);
    whole = 0;
    void fetchLanguage(language)?.then(() => {
      if (info === newInfo && block !== null && createHighlighter(language) !== null) {
        begin(newInfo);
        show(block, shownTried);
      }
    });
  };

  const show = (next: CodeBlock, tried: number) => {
    const length = codeLength(next);
    const wholeLines = Math.max(0, length - tried);
    for (; whole < wholeLines; whole++) {
      const text = next.lines[whole] ?? '';
      lines.showWhole(highlighter?.line(text) ?? [{ text, className: null }]);
    }
    const text = whole < length ? next.lines[whole] : undefined;
    if (text === undefined) lines.dropLine();
    else lines.show(highlighter?.peek(text) ?? [{ text, className: null }]);
  };

  return {
    element,
    update: (next, tried) => {
      block = next;
      if (next.info !== info) begin(next.info);
      shownTried = tried;
      show(next, tried);
    },
    content: () => ({
      code: block === null ? '' : joined(block),
      info: (info ?? '').slice(0, maxInfoLength),
      language: languageOf(info ?? '').slice(0, maxLanguageLength),
    }),
  };
}

function joined(block: CodeBlock): string {
  const { joins } = block;
  const lines = block.lines.slice(0, codeLength(block));
  if (joins.length === 0) return lines.join('\n');
  const goesOn = new Set(joins);
  return lines.map((line, i) => (i === 0 || goesOn.has(i) ? line : `\n${line}`)).join('');
}

function buttonOf(
  document: Document,
  [action, label, picture]: (typeof buttons)[number],
): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'icon-button';
  button.dataset['codeAction'] = action;
  button.setAttribute('aria-label', label);
  button.title = label;
  button.append(icon(picture));
  return button;
}
