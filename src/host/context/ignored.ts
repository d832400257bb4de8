/**
 * Decides which files can be suggested, by the workspace's ignore files and settings and by link
 * targets. Reads them again when they change.
 */
import * as vscode from 'vscode';
import { searchExclude } from '../../core/context/searchExclude.ts';
import type { GitPlaces, RealPath } from '../../core/base/ports.ts';
import { pathIn, readFolderRules, type FolderRules } from './folderRules.ts';
import { createRealPlace, pathBelow } from './realPlaces.ts';
import { exists } from './readIfThere.ts';

/** Whether a file can be suggested. Both its name and its real path count. */
export type Verdict =
  | { readonly kind: 'offered' }
  /**
   * An ignore file or `files.exclude` excludes it. `target`: the link's target, if that is
   * excluded.
   */
  | { readonly kind: 'ignored'; readonly target?: vscode.Uri }
  /**
   * It is in no workspace folder. `target`: the link's target. Undefined for a file that is no
   * link, and for a link whose target is unknown.
   */
  | { readonly kind: 'outside'; readonly target?: vscode.Uri };

export interface Ignored extends vscode.Disposable {
  /**
   * Returns a function for paths relative to a workspace folder. A folder's path ends in `/`.
   * Doesn't follow links.
   */
  of(folder: vscode.WorkspaceFolder): Promise<(path: string) => boolean>;
  /** A folder's path must end in `/`. */
  readonly judge: (uri: vscode.Uri) => Promise<Verdict>;
  /**
   * Whether a file in the workspace is excluded, for example because it links to a file outside.
   * Always false for a file that is in no workspace folder.
   */
  isIgnored(uri: vscode.Uri): Promise<boolean>;
  /**
   * Returns up to `most` files whose names are not excluded. Cached until the rules or files
   * change.
   */
  files(most: number): Promise<readonly vscode.Uri[]>;
  /** Clears the cache: watchers report changes late, and on some file systems never. */
  forget(): void;
}

interface Limits {
  /**
   * Maximum ignore files, including those of packages. In a folder with more, no file is suggested.
   */
  readonly ignoreFiles: number;
  /** Maximum files of a folder that are examined. */
  readonly found: number;
}

export interface IgnoredPlatform {
  readonly realPath?: RealPath;
  readonly gitPlaces?: GitPlaces;
}

const closedRules: FolderRules = {
  isIgnored: () => true,
  siblings: () => [],
  isUnlisted: () => true,
};

export function watchIgnored(
  platform: IgnoredPlatform = {},
  limits: Limits = { ignoreFiles: 20_000, found: 200_000 },
): Ignored {
  const realPlace = createRealPlace(platform.realPath);
  let known = new Map<string, Promise<FolderRules>>();
  let listed: Promise<readonly vscode.Uri[]> | undefined;
  const forget = (): void => {
    known = new Map();
    listed = undefined;
  };
  const rules = vscode.workspace.createFileSystemWatcher('**/{.gitignore,.laplasignore}');
  const all = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
  const disposables = [
    rules,
    rules.onDidChange(forget),
    all,
    all.onDidCreate(forget),
    all.onDidDelete(forget),
    vscode.workspace.onDidChangeWorkspaceFolders(forget),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (['files.exclude', 'search.exclude'].some((name) => event.affectsConfiguration(name)))
        forget();
    }),
  ];

  function rulesOf(folder: vscode.WorkspaceFolder): Promise<FolderRules> {
    const key = folder.uri.toString();
    const found =
      known.get(key) ??
      readFolderRules(folder, limits.ignoreFiles, platform.gitPlaces).catch((error: unknown) =>
        closed(folder, error),
      );
    known.set(key, found);
    return found;
  }

  const told = new Set<string>();
  /**
   * Without its rules a folder may contain anything, so none of its files is suggested. Tells the
   * user why, once.
   */
  function closed({ name, uri }: vscode.WorkspaceFolder, error: unknown): FolderRules {
    const why = error instanceof Error ? error.message : 'unknown';
    if (!told.has(uri.toString())) {
      void vscode.window.showWarningMessage(
        `Files in ${name} are hidden because its ignore files couldn't be read (${why}).`,
      );
    }
    told.add(uri.toString());
    return closedRules;
  }

  /** Whether a path in the folder is excluded by its name. */
  async function isNamed(folder: vscode.WorkspaceFolder, path: string): Promise<boolean> {
    const { isIgnored, siblings } = await rulesOf(folder);
    if (isIgnored(path)) return true;
    for (const sibling of siblings(path))
      if (await exists(vscode.Uri.joinPath(folder.uri, sibling))) return true;
    return false;
  }

  async function judge(uri: vscode.Uri): Promise<Verdict> {
    if (uri.scheme === 'untitled') return { kind: 'offered' };
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder !== undefined && (await isNamed(folder, pathIn(folder.uri, uri))))
      return { kind: 'ignored' };
    const target = await realPlace(uri);
    if (target === undefined) return { kind: 'outside' };
    return judgeTarget(target, uri.path.endsWith('/'), folder === undefined);
  }

  async function judgeTarget(
    target: vscode.Uri,
    isFolder: boolean,
    isOutside: boolean,
  ): Promise<Verdict> {
    const holding: { readonly folder: vscode.WorkspaceFolder; readonly path: string }[] = [];
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const top = await realPlace(folder.uri);
      const path = top && pathBelow(top, target);
      if (path !== undefined) holding.push({ folder, path });
    }
    // A workspace folder inside another one has its own rules.
    const [innermost] = holding.sort((a, b) => a.path.length - b.path.length);
    if (innermost === undefined) return { kind: 'outside', ...(isOutside ? {} : { target }) };
    const { folder, path } = innermost;
    const named = path !== '' && (await isNamed(folder, isFolder ? `${path}/` : path));
    return named ? { kind: 'ignored', target } : { kind: 'offered' };
  }

  async function list(most: number): Promise<readonly vscode.Uri[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const left: vscode.Uri[] = [];
    for (const folder of folders) {
      const { isIgnored, isUnlisted } = await rulesOf(folder);
      const found = await vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, '**/*'),
        searchExclude(await ignoredTops(folder, isIgnored)),
        limits.found,
      );
      for (const uri of found) {
        if (left.length >= most) return left;
        const path = pathIn(folder.uri, uri);
        // A workspace folder inside another one has its own rules.
        const isOwn =
          folders.length === 1 || vscode.workspace.getWorkspaceFolder(uri)?.index === folder.index;
        if (isOwn && !isIgnored(path) && !isUnlisted(path)) left.push(uri);
      }
    }
    return left;
  }

  return {
    of: async (folder) => (await rulesOf(folder)).isIgnored,
    judge,
    isIgnored: async (uri) =>
      vscode.workspace.getWorkspaceFolder(uri) !== undefined &&
      (await judge(uri)).kind !== 'offered',
    files: (most) => (listed ??= list(most)),
    forget,
    dispose: () => {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

async function ignoredTops(
  { uri }: vscode.WorkspaceFolder,
  isLeftOut: (path: string) => boolean,
): Promise<readonly string[]> {
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries.flatMap(([name, type]) =>
    (type & vscode.FileType.Directory) !== 0 && isLeftOut(`${name}/`) ? [name] : [],
  );
}
