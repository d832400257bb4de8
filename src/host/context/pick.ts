/** Attach without `@`: a list to choose from, and any file or picture of this computer. */
import * as vscode from 'vscode';
import type { Suggestions, Target } from './suggest.ts';

const icons: Readonly<Record<string, string>> = {
  file: 'file',
  folder: 'folder',
  symbol: 'symbol-method',
  selection: 'selection',
  problems: 'warning',
  editors: 'files',
  terminal: 'terminal',
};

/** Undefined where the user thinks better of it. */
export async function pickTarget(suggestions: Suggestions): Promise<Target | undefined> {
  const other = {
    label: '$(folder-opened) File or picture…',
    description: 'anywhere on this computer',
    reference: '',
  };
  const items = (await suggestions.offer('')).map(({ kind, label, detail, reference }) => ({
    label: `$(${icons[kind] ?? 'file'}) ${label}`,
    description: detail,
    reference,
  }));
  const picked = await vscode.window.showQuickPick([other, ...items], {
    placeHolder: 'What should the next message carry?',
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  if (picked.reference !== '') return suggestions.target(picked.reference);
  const [uri] = (await vscode.window.showOpenDialog({ openLabel: 'Attach' })) ?? [];
  return uri && { kind: 'file', uri };
}
