/** Which files of the workspace are not offered, by its ignore files and `files.exclude`; read again after these change. */
import * as vscode from 'vscode';
import { createIgnored } from '../../core/context/ignore.ts';
import { searchExclude } from '../../core/context/searchExclude.ts';
import type { IgnoreFile } from '../../core/context/ignore.ts';

export interface Ignored extends vscode.Disposable {
  /** For one folder of the workspace: takes paths relative to it, folders with `/` at the end. */
  of(folder: vscode.WorkspaceFolder): Promise<(path: string) => boolean>;
  /** Whether this file may be offered. What lies in no folder of the workspace may. */
  isIgnored(uri: vscode.Uri): Promise<boolean>;
  /** The files that may be offered, `most` at the most: as they were when they were last read. */
  files(most: number): Promise<readonly vscode.Uri[]>;
  /** Has all of it read again when it is next asked for: watchers tell late, and of some file systems nothing. */
  forget(): void;
}

const names = ['.gitignore', '.laplasignore'];

interface Limits {
  /** Ignore files that are looked for, packages' among them; where a folder has more, nothing of it is offered. */
  readonly ignoreFiles: number;
  /** Files of a folder that are looked at. */
  readonly found: number;
}

export function watchIgnored(limits: Limits = { ignoreFiles: 20_000, found: 200_000 }): Ignored {
  let known = new Map<string, Promise<(path: string) => boolean>>();
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
      if (event.affectsConfiguration('files.exclude')) forget();
    }),
  ];

  function of(folder: vscode.WorkspaceFolder): Promise<(path: string) => boolean> {
    const key = folder.uri.toString();
    const found =
      known.get(key) ??
      read(folder, limits.ignoreFiles).catch((error: unknown) => closed(folder, error));
    known.set(key, found);
    return found;
  }

  const told = new Set<string>();
  /** Without its rules a folder may hold anything: nothing of it is offered, and the user is told why, once. */
  function closed({ name, uri }: vscode.WorkspaceFolder, error: unknown): () => boolean {
    const why = error instanceof Error ? error.message : 'unknown';
    if (!told.has(uri.toString())) {
      void vscode.window.showWarningMessage(
        `No file of ${name} is offered: its ignore files could not be read (${why}).`,
      );
    }
    told.add(uri.toString());
    return () => true;
  }

  async function isIgnored(uri: vscode.Uri): Promise<boolean> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder !== undefined && (await of(folder))(pathIn(folder.uri, uri));
  }

  async function list(most: number): Promise<readonly vscode.Uri[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const left: vscode.Uri[] = [];
    for (const folder of folders) {
      const isLeftOut = await of(folder);
      const found = await vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, '**/*'),
        searchExclude(await ignoredTops(folder, isLeftOut)),
        limits.found,
      );
      for (const uri of found) {
        if (left.length >= most) return left;
        // A folder of the workspace inside of another one has rules of its own.
        const isOwn =
          folders.length === 1 || vscode.workspace.getWorkspaceFolder(uri)?.index === folder.index;
        if (isOwn && !isLeftOut(pathIn(folder.uri, uri))) left.push(uri);
      }
    }
    return left;
  }

  return {
    of,
    isIgnored,
    files: (most) => (listed ??= list(most)),
    forget,
    dispose: () => {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

async function read(
  folder: vscode.WorkspaceFolder,
  most: number,
): Promise<(path: string) => boolean> {
  const above = await foldersAbove(folder.uri);
  const top = above.at(-1) ?? folder.uri;
  // The setting files.exclude hides ignore files from a search unless it excludes nothing.
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, `**/{${names.join(',')}}`),
    null,
    most + 1,
  );
  if (found.length > most) throw new Error(`there are more than ${most}`);
  const places = [
    // Those that count most are read by their names, whatever a search finds.
    ...[folder.uri, ...above].flatMap((each) =>
      names.map((name) => vscode.Uri.joinPath(each, name)),
    ),
    // Those of packages say nothing about the project.
    ...found.filter((uri) => !pathIn(folder.uri, uri).split('/').includes('node_modules')),
  ];
  const unique = new Map(places.map((uri) => [uri.toString(), uri]));
  const files = await Promise.all([...unique.values()].map((uri) => readOne(top, uri)));
  const exclude = vscode.workspace
    .getConfiguration('files', folder)
    .get<Record<string, unknown>>('exclude', {});
  return createIgnored(
    files.filter((file) => file !== undefined),
    exclude,
    pathIn(top, folder.uri),
  );
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

/** The folders between a workspace folder and the top of the repository that it is a part of, the top last; none where it is none's part. */
async function foldersAbove(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const above: vscode.Uri[] = [];
  for (let folder = uri; ; folder = vscode.Uri.joinPath(folder, '..')) {
    if (folder !== uri) above.push(folder);
    if (await exists(vscode.Uri.joinPath(folder, '.git'))) return above;
    if (folder.path.length <= 1) return [];
  }
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

/** Undefined where there is no such file. */
async function readOne(top: vscode.Uri, uri: vscode.Uri): Promise<IgnoreFile | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const path = pathIn(top, uri);
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return { folder, text, always: path.endsWith('.laplasignore') };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && absent.includes(error.code)) return undefined;
    throw error;
  }
}

const absent = ['FileNotFound', 'FileIsADirectory', 'FileNotADirectory'];

function pathIn(folder: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(folder.path.replace(/\/$/, '').length + 1);
}
