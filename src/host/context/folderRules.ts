/** Reads what decides which files of a workspace folder may be offered: ignore files, git's settings, `files.exclude`. */
import * as vscode from 'vscode';
import { createIgnored, type IgnoreFile } from '../../core/context/ignore.ts';
import { createExcludes } from '../../core/context/vscodeGlob.ts';
import type { GitPlaces } from '../../core/base/ports.ts';
import { readGitRules } from './gitRules.ts';
import { exists, readIfThere } from './readIfThere.ts';

export interface FolderRules {
  /** Takes paths relative to the folder, folders with `/` at the end. */
  readonly isIgnored: (path: string) => boolean;
  /** Files of which any leaves this one out by being there: the `when` of `files.exclude`. */
  readonly siblings: (path: string) => readonly string[];
  /** What Quick Open leaves out too: `search.exclude`. It may still be attached in other ways. */
  readonly isUnlisted: (path: string) => boolean;
}

const names = ['.gitignore', '.laplasignore'];

/**
 * Rejects where the rules can't be read.
 *
 * @param most Ignore files that are looked for, packages' among them.
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
  // The user's own patterns count in every repository: those of the top stand for all.
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
  // The setting files.exclude hides ignore files from a search unless it excludes nothing. `.git` is a file in a
  // submodule, a folder in a repository.
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, `**/{${names.join(',')},.git,.git/HEAD}`),
    null,
    most + 1,
  );
  if (found.length > most) throw new Error(`there are more than ${most}`);
  // Those of packages say nothing about the project.
  const own = found.filter((uri) => !pathIn(folder.uri, uri).split('/').includes('node_modules'));
  const marks = own.filter(({ path }) => /\/\.git(?:\/HEAD)?$/.test(path));
  const repositories = marks
    .map((uri) => pathIn(top, uri).replace(/\/?\.git(?:\/HEAD)?$/, ''))
    .filter((path) => path !== '');
  const places = [
    // Those that count most are read by their names, whatever a search finds.
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

/** The folders between a workspace folder and the top of the repository that it is a part of, the top last; none where it is none's part. */
async function foldersAbove(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const above: vscode.Uri[] = [];
  for (let folder = uri; ; folder = vscode.Uri.joinPath(folder, '..')) {
    if (folder !== uri) above.push(folder);
    if (await exists(vscode.Uri.joinPath(folder, '.git'))) return above;
    if (folder.path.length <= 1) return [];
  }
}

/** Undefined where there is no such file. */
async function readOne(top: vscode.Uri, uri: vscode.Uri): Promise<IgnoreFile | undefined> {
  const text = await readIfThere(uri);
  if (text === undefined) return undefined;
  const path = pathIn(top, uri);
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return { folder, text, always: path.endsWith('.laplasignore') };
}

/** Of a file that is known to lie there. */
export function pathIn(folder: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(folder.path.replace(/\/$/, '').length + 1);
}
