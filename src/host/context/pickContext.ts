/** Attach without `@`: a list to choose from, and any file or picture of this computer. */
import * as vscode from 'vscode';
import type { Suggestions, Target } from './suggestions.ts';

interface Item extends vscode.QuickPickItem {
  /** Undefined where the file is still to be found. */
  readonly reference?: string;
}

const icons: Readonly<Record<string, string>> = {
  file: 'file',
  folder: 'folder',
  symbol: 'symbol-method',
  selection: 'selection',
  problems: 'warning',
  editors: 'files',
  terminal: 'terminal',
};

const other: Item = {
  label: '$(folder-opened) File or Image…',
  description: 'Browse…',
  alwaysShow: true,
};

/** Undefined where the user thinks better of it. */
export async function pickTarget(suggestions: Suggestions): Promise<Target | undefined> {
  const picked = await pickItem(suggestions);
  if (picked === undefined) return undefined;
  if (picked.reference !== undefined) return suggestions.target(picked.reference);
  const [uri] = (await vscode.window.showOpenDialog({ openLabel: 'Attach' })) ?? [];
  return uri && { kind: 'file', uri };
}

/** The list follows what is typed: a workspace has more files than a list can hold. */
function pickItem(suggestions: Suggestions): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  list.placeholder = 'Select context to attach';
  return new Promise((resolve) => {
    // Enter comes faster than a list: it means the first of what will fit.
    let accepted = false;
    const take = (item: Item | undefined): void => {
      resolve(item);
      list.hide();
    };
    const show = async (): Promise<void> => {
      const query = list.value;
      list.busy = true;
      const offered = await suggestions.offer(query).catch(() => []);
      if (list.value !== query) return;
      list.items = [...offered.map(itemOf), other];
      list.busy = false;
      if (accepted) take(list.items[0]);
    };
    list.onDidChangeValue(() => void show());
    list.onDidAccept(() => {
      if (list.busy) accepted = true;
      else take(list.activeItems[0]);
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
    void show();
  });
}

function itemOf({
  kind,
  label,
  detail,
  reference,
}: Awaited<ReturnType<Suggestions['offer']>>[number]): Item {
  return {
    label: `$(${icons[kind] ?? 'file'}) ${label}`,
    description: detail,
    reference,
    // The order and the choice are ours: the query may fit the folders alone.
    alwaysShow: true,
  };
}
