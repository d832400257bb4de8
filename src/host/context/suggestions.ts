/** What `@` offers: files and symbols that fit, and what else can be attached. */
import * as vscode from 'vscode';
import { rankPaths } from '../../core/context/rank.ts';
import type { ContextSuggestion } from '../../shared/protocol.ts';
import type { Ignored } from './ignored.ts';
import { nameOf } from '../editor/placeNames.ts';
import { withTimeout } from '../editor/withTimeout.ts';

/** What a suggestion stands for. */
export type Target =
  | { readonly kind: 'file' | 'folder'; readonly uri: vscode.Uri }
  | { readonly kind: 'symbol'; readonly uri: vscode.Uri; readonly range: vscode.Range }
  | {
      readonly kind: 'selection' | 'problems' | 'editors' | 'terminal';
      readonly uri?: never;
    };

export interface Suggestions {
  /** With an empty query a choice begins: the files are listed anew for it and for the queries that follow. */
  offer(query: string): Promise<readonly ContextSuggestion[]>;
  /**
   * What a reference stands for. Only what was offered has one: the panel shows what a model wrote, so no
   * path that it says is believed.
   */
  target(reference: string): Target | undefined;
}

const fileLimit = 100_000;
const shownFiles = 20;
/** Of the best that fit, how many are looked at: links to elsewhere take no place among those that are shown. */
const checkedFiles = 200;
const shownSymbols = 10;
/** References that are still understood: several lists' worth. */
const kept = 500;

const fixed: readonly {
  readonly kind: Extract<Target, { readonly uri?: never }>['kind'];
  readonly label: string;
  readonly detail: string;
}[] = [
  { kind: 'selection', label: 'Selection', detail: 'Current editor selection' },
  { kind: 'problems', label: 'Problems', detail: 'Errors and warnings in the workspace' },
  { kind: 'editors', label: 'Open editors', detail: 'All open files' },
  { kind: 'terminal', label: 'Terminal selection', detail: 'Current terminal selection' },
];

export function createSuggestions(ignored: Ignored): Suggestions {
  const targets = new Map<string, Target>();
  let count = 0;

  function refer(target: Target): string {
    const reference = String(++count);
    targets.set(reference, target);
    targets.delete(String(count - kept));
    return reference;
  }

  let named: Named | undefined;

  async function filesAndFolders(query: string): Promise<readonly ContextSuggestion[]> {
    const list = await ignored.files(fileLimit);
    if (named?.list !== list) named = nameAll(list);
    const { uris, folders } = named;
    const paths = query === '' ? [] : [...folders.keys()];
    const ranked = rankPaths([...uris.keys(), ...paths], query, checkedFiles);
    const offered: ContextSuggestion[] = [];
    for (let start = 0; start < ranked.length && offered.length < shownFiles; start += shownFiles) {
      const next = ranked.slice(start, start + shownFiles);
      const allowed = await Promise.all(
        next.map((path) => mayBeOffered(path, uris.get(path) ?? folders.get(path))),
      );
      offered.push(...allowed.flatMap((each) => each ?? []));
    }
    return offered.slice(0, shownFiles);
  }

  /** A list of files doesn't tell where a link leads: those that are shown are looked at one by one. */
  async function mayBeOffered(
    path: string,
    uri: vscode.Uri | undefined,
  ): Promise<ContextSuggestion | undefined> {
    const kind = path.endsWith('/') ? 'folder' : 'file';
    if (uri === undefined || (await ignored.judge(asFolder(uri, kind))).kind !== 'offered')
      return undefined;
    const [, folder = '', name = path] = /^(.*?)([^/]+\/?)$/.exec(path) ?? [];
    return { kind, label: name, detail: folder, reference: refer({ kind, uri }) };
  }

  async function symbols(query: string): Promise<readonly ContextSuggestion[]> {
    if (query.length < 2) return [];
    const found =
      (await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        query,
      )) ?? [];
    const offered: ContextSuggestion[] = [];
    for (const { name, location } of found) {
      if (offered.length >= shownSymbols) break;
      const { uri, range } = location;
      // Symbols of libraries outside the workspace are not what `@` is for.
      if (vscode.workspace.getWorkspaceFolder(uri) === undefined || (await ignored.isIgnored(uri)))
        continue;
      offered.push({
        kind: 'symbol',
        label: name,
        detail: `${nameOf(uri)}:${range.start.line + 1}`,
        reference: refer({ kind: 'symbol', uri, range }),
      });
    }
    return offered;
  }

  return {
    async offer(query) {
      const wanted = query.trim().toLowerCase();
      if (wanted === '') ignored.forget();
      const others = fixed
        .filter(
          ({ kind, label }) => kind.startsWith(wanted) || label.toLowerCase().startsWith(wanted),
        )
        .map(({ kind, label, detail }): ContextSuggestion => ({
          kind,
          label,
          detail,
          reference: refer({ kind }),
        }));
      // A language server that fails or is slow to start must not take the files away.
      const [files, found] = await Promise.all([
        filesAndFolders(query.trim()),
        withTimeout(1_000, symbols(query.trim())).then((list) => list ?? []),
      ]);
      return [...others, ...files, ...found];
    },
    target: (reference) => targets.get(reference),
  };
}

function asFolder(uri: vscode.Uri, kind: 'file' | 'folder'): vscode.Uri {
  return kind === 'folder' ? uri.with({ path: `${uri.path.replace(/\/$/, '')}/` }) : uri;
}

interface Named {
  readonly list: readonly vscode.Uri[];
  readonly uris: ReadonlyMap<string, vscode.Uri>;
  readonly folders: ReadonlyMap<string, vscode.Uri>;
}

/** Files by their names, and every folder that one of them lies in, however deep. */
function nameAll(list: readonly vscode.Uri[]): Named {
  const uris = new Map(list.map((uri) => [nameOf(uri), uri]));
  const folders = new Map<string, vscode.Uri>();
  for (const [path, uri] of uris) {
    let folder = uri;
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const name = path.slice(0, slash + 1);
      if (folders.has(name)) break;
      folder = vscode.Uri.joinPath(folder, '..');
      folders.set(name, folder);
    }
  }
  return { list, uris, folders };
}
