/** Which files of the workspace are not offered, by its ignore files and `files.exclude`; read again after these change. */
import * as vscode from 'vscode';
import { createIgnored } from '../../core/context/ignore.ts';
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

/** More ignore files than that are no project's own. */
const ignoreFileLimit = 500;

export function watchIgnored(): Ignored {
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
    const found = known.get(key) ?? read(folder);
    known.set(key, found);
    return found;
  }

  async function isIgnored(uri: vscode.Uri): Promise<boolean> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder !== undefined && (await of(folder))(pathIn(folder, uri));
  }

  async function list(most: number): Promise<readonly vscode.Uri[]> {
    const uris = await vscode.workspace.findFiles('**/*', undefined, most);
    const left: vscode.Uri[] = [];
    for (const uri of uris) if (!(await isIgnored(uri))) left.push(uri);
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

async function read(folder: vscode.WorkspaceFolder): Promise<(path: string) => boolean> {
  const uris = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, '**/{.gitignore,.laplasignore}'),
    // Those of packages say nothing about the project, and there may be thousands.
    '**/node_modules/**',
    ignoreFileLimit,
  );
  const files = await Promise.all(
    uris.map(async (uri): Promise<IgnoreFile> => {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const path = pathIn(folder, uri);
      return { folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), text };
    }),
  );
  const exclude = vscode.workspace
    .getConfiguration('files', folder)
    .get<Record<string, unknown>>('exclude', {});
  return createIgnored(files, exclude);
}

function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
}
