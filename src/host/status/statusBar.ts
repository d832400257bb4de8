/** The status bar item: ready, busy, no key, or error. A click runs the command that helps. */
import { MarkdownString, StatusBarAlignment, ThemeColor, window, type Command } from 'vscode';
import type { Disposable } from 'vscode';

export type Status =
  | { readonly kind: 'ready' | 'busy' | 'noKey' }
  /** The last response failed. */
  | { readonly kind: 'error'; readonly cause: string; readonly help: Command };

export interface StatusBar extends Disposable {
  show(status: Status): void;
}

/** The item is hidden until `show` is called. */
export function createStatusBar(): StatusBar {
  const item = window.createStatusBarItem('laplas.status', StatusBarAlignment.Right, 1);
  item.name = 'Laplas';

  function show(status: Status): void {
    const { text, words, command } = looks(status);
    item.text = text;
    item.command = command;
    item.tooltip = tooltip(words, status);
    item.accessibilityInformation = { label: `Laplas: ${words}` };
    item.backgroundColor =
      status.kind === 'error' ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  }

  return {
    show,
    dispose: () => {
      item.dispose();
    },
  };
}

function looks(status: Status): {
  readonly text: string;
  readonly words: string;
  readonly command: Command | string;
} {
  switch (status.kind) {
    case 'ready':
      return { text: '$(sparkle) Laplas', words: 'Ready', command: 'laplas.openChat' };
    case 'busy':
      return {
        text: '$(loading~spin) Laplas',
        words: 'Generating response',
        command: 'laplas.openChat',
      };
    case 'noKey':
      return { text: '$(key) Laplas', words: 'API key not set', command: 'laplas.setApiKey' };
    case 'error':
      return { text: '$(warning) Laplas', words: status.cause, command: status.help };
  }
}

/**
 * Any ASCII punctuation character can be escaped in Markdown:
 * https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
function escaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&').replace(/\s+/g, ' ');
}

function tooltip(words: string, { kind }: Status): MarkdownString {
  const links: readonly (readonly [string, string])[] = [
    ...(kind === 'busy' ? ([['Stop', 'laplas.stop']] as const) : []),
    ...(kind === 'noKey' ? ([['Set API Key', 'laplas.setApiKey']] as const) : []),
    ...(kind === 'error' ? ([['Test Connection', 'laplas.testConnection']] as const) : []),
    ['Open Chat', 'laplas.openChat'],
    ['Select Model', 'laplas.selectModel'],
    ['Get Started', 'laplas.getStarted'],
  ];
  const made = new MarkdownString();
  // The cause may quote the server's text, so it is escaped. appendText isn't used: it inserts
  // no-break spaces, which make lines break within words.
  made.appendMarkdown(
    `${escaped(`Laplas: ${words}`)}\n\n${links.map(([title, command]) => `[${title}](command:${command})`).join(' · ')}`,
  );
  made.isTrusted = { enabledCommands: links.map(([, command]) => command) };
  return made;
}
