/** Attaching without `@`: a list of suggestions, and any file or image of this computer. */
import * as vscode from 'vscode';
import type { Suggestions, Target } from './suggestions.ts';

interface Item extends vscode.QuickPickItem {
  /** Undefined if the user is to browse for a file. */
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

/** Returns undefined if the user cancels. */
export async function pickTarget(suggestions: Suggestions): Promise<Target | undefined> {
  const picked = await pickItem(suggestions);
  if (picked === undefined) return undefined;
  if (picked.reference !== undefined) return suggestions.target(picked.reference);
  const [uri] = (await vscode.window.showOpenDialog({ openLabel: 'Attach' })) ?? [];
  return uri && { kind: 'file', uri };
}

/** The list is updated as the user types: a workspace has more files than a list can show. */
function pickItem(suggestions: Suggestions): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  list.placeholder = 'Select context to attach';
  return new Promise((resolve) => {
    // Enter may be pressed before the list is loaded. It then picks the first match.
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
    // We filter and sort the items ourselves: the query may match only the folder.
    alwaysShow: true,
  };
}
