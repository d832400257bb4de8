/**
 * Reads the rules that exclude files of a workspace folder: ignore files, Git's settings and
 * `files.exclude`.
 */
import * as vscode from 'vscode';
import { createIgnored, type IgnoreFile } from '../../core/context/ignore.ts';
import { createExcludes } from '../../core/context/vscodeGlob.ts';
import type { GitPlaces } from '../../core/base/ports.ts';
import { readGitRules } from './gitRules.ts';
import { exists, readIfThere } from './readIfThere.ts';

export interface FolderRules {
  /** Takes a path relative to the folder. A folder's path ends in `/`. */
  readonly isIgnored: (path: string) => boolean;
  /** Sibling files that exclude this file if any of them exists: the `when` of `files.exclude`. */
  readonly siblings: (path: string) => readonly string[];
  /**
   * Excluded by `search.exclude`, as in Quick Open. Such a file can still be attached in other
   * ways.
   */
  readonly isUnlisted: (path: string) => boolean;
}

const names = ['.gitignore', '.laplasignore'];

/**
 * Rejects if the rules can't be read.
 *
 * @param most Maximum number of ignore files found, including those of packages.
 */
export async function readFolderRules(
  folder: vscode.WorkspaceFolder,
  most: number,
  places: GitPlaces | undefined,
): Promise<FolderRules> {
  const above = await foldersAbove(folder.uri);
  const top = above.at(-1) ?? folder.uri;
  const { files, repositories } = await findIgnoreFiles(folder, above, top, most);
  const rules = await Promise.all(
    ['', ...repositories].map((each) => readGitRules(vscode.Uri.joinPath(top, each), each, places)),
  );
  const ignoreCaseIn = (path: string): boolean => {
    const innermost = repositories
      .map((each, index) => ({ each, ignoreCase: rules[index + 1]?.ignoreCase }))
      .filter(({ each }) => `${path}/`.startsWith(`${each}/`))
      .sort((a, b) => b.each.length - a.each.length)[0];
    return innermost?.ignoreCase ?? rules[0]?.ignoreCase ?? false;
  };
  const setting = (section: string): Readonly<Record<string, unknown>> =>
    vscode.workspace.getConfiguration(section, folder).get('exclude', {});
  const exclude = setting('files');
  const unlisted = createExcludes(setting('search'));
  // The user's own patterns apply in every repository: those read for the top repository cover all.
  const gits = rules.flatMap((each, index) =>
    each.files.filter(({ source }) => index === 0 || source === 'info'),
  );
  const all = [
    ...files.map((file) => ({ ...file, ignoreCase: ignoreCaseIn(file.folder) })),
    ...gits,
  ];
  return {
    isIgnored: createIgnored(all, exclude, pathIn(top, folder.uri), repositories),
    siblings: createExcludes(exclude).siblings,
    isUnlisted: unlisted.excludes,
  };
}

interface Found {
  readonly files: readonly IgnoreFile[];
  /** Folders below the top that are repositories of their own. */
  readonly repositories: readonly string[];
}

async function findIgnoreFiles(
  folder: vscode.WorkspaceFolder,
  above: readonly vscode.Uri[],
  top: vscode.Uri,
  most: number,
): Promise<Found> {
  // With null, the search ignores files.exclude, which could hide ignore files. `.git` is a file in
  // a submodule and a folder in a repository.
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, `**/{${names.join(',')},.git,.git/HEAD}`),
    null,
    most + 1,
  );
  if (found.length > most) throw new Error(`there are more than ${most}`);
  // Ignore files of packages don't apply to the project.
  const own = found.filter((uri) => !pathIn(folder.uri, uri).split('/').includes('node_modules'));
  const marks = own.filter(({ path }) => /\/\.git(?:\/HEAD)?$/.test(path));
  const repositories = marks
    .map((uri) => pathIn(top, uri).replace(/\/?\.git(?:\/HEAD)?$/, ''))
    .filter((path) => path !== '');
  const places = [
    // Read the most important ignore files by name, whatever the search finds.
    ...[folder.uri, ...above].flatMap((each) =>
      names.map((name) => vscode.Uri.joinPath(each, name)),
    ),
    ...own.filter((uri) => !marks.includes(uri)),
  ];
  const unique = new Map(places.map((uri) => [uri.toString(), uri]));
  const files = await Promise.all([...unique.values()].map((uri) => readOne(top, uri)));
  return {
    files: files.filter((file) => file !== undefined),
    repositories: [...new Set(repositories)],
  };
}

/**
 * The parent folders up to the root of the repository that contains the workspace folder, the root
 * last. Empty if the folder itself is the root, or if it is in no repository.
 */
async function foldersAbove(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const above: vscode.Uri[] = [];
  for (let folder = uri; ; folder = vscode.Uri.joinPath(folder, '..')) {
    if (folder !== uri) above.push(folder);
    if (await exists(vscode.Uri.joinPath(folder, '.git'))) return above;
    if (folder.path.length <= 1) return [];
  }
}

/** Returns undefined if the file doesn't exist. */
async function readOne(top: vscode.Uri, uri: vscode.Uri): Promise<IgnoreFile | undefined> {
  const text = await readIfThere(uri);
  if (text === undefined) return undefined;
  const path = pathIn(top, uri);
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return { folder, text, always: path.endsWith('.laplasignore') };
}

/** The file must be in the folder. */
export function pathIn(folder: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(folder.path.replace(/\/$/, '').length + 1);
}
