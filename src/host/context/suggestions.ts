/** Suggestions for `@`: matching files and symbols, and other things that can be attached. */
import * as vscode from 'vscode';
import { rankPaths } from '../../core/context/rank.ts';
import type { ContextSuggestion } from '../../shared/protocol.ts';
import type { Ignored } from './ignored.ts';
import { nameOf } from '../editor/placeNames.ts';
import { withTimeout } from '../editor/withTimeout.ts';

/** What a suggestion attaches. */
export type Target =
  | { readonly kind: 'file' | 'folder'; readonly uri: vscode.Uri }
  | { readonly kind: 'symbol'; readonly uri: vscode.Uri; readonly range: vscode.Range }
  | {
      readonly kind: 'selection' | 'problems' | 'editors' | 'terminal';
      readonly uri?: never;
    };

export interface Suggestions {
  /**
   * An empty query starts a new choice: files are listed again for it and the following queries.
   */
  offer(query: string): Promise<readonly ContextSuggestion[]>;
  /**
   * The target of a reference. Only offered targets have one: the panel shows text that a model
   * wrote, so a path from the panel is not trusted.
   */
  target(reference: string): Target | undefined;
}

const fileLimit = 100_000;
const shownFiles = 20;
/**
 * How many of the best matches are checked. Matches that turn out to be excluded links are replaced
 * by later ones.
 */
const checkedFiles = 200;
const shownSymbols = 10;
/** How many references remain valid: enough for several lists. */
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

  /** A list of files doesn't include link targets, so each file that is shown is checked. */
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
      // `@` doesn't offer symbols of libraries outside the workspace.
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
      // Files are offered even if a language server fails or is slow to start.
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

/** Maps files by name, and all their parent folders. */
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
