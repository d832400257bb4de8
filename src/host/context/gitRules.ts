/**
 * Reads a repository's Git settings for ignoring files: patterns outside .gitignore files, and case
 * sensitivity.
 */
import * as vscode from 'vscode';
import {
  gitBoolean,
  includedBy,
  parseGitConfig,
  type GitEntry,
} from '../../core/context/gitConfig.ts';
import type { IgnoreFile } from '../../core/context/ignore.ts';
import type { GitPlaces } from '../../core/base/ports.ts';
import { exists, readIfAllowed, readIfThere } from './readIfThere.ts';

export interface GitRules {
  /** `core.ignorecase`. */
  readonly ignoreCase: boolean;
  /** The patterns of `.git/info/exclude` and `core.excludesFile`, if any. */
  readonly files: readonly IgnoreFile[];
}

/** Maximum depth of nested includes, as in Git. */
const deepest = 10;

/**
 * @param repository The folder that contains `.git`. For a folder in no repository, only the user's
 * own patterns apply.
 * @param folder The same folder's path from the top, as in IgnoreFile.
 * @param places Undefined if the platform has none: then only the repository's own files apply.
 */
export async function readGitRules(
  repository: vscode.Uri,
  folder: string,
  places: GitPlaces | undefined,
): Promise<GitRules> {
  const git = await gitFolders(repository);
  const global = repository.scheme === 'file' ? (places?.configs ?? []) : [];
  const configs = [
    ...global.map((path) => vscode.Uri.file(path)),
    ...(git === undefined
      ? []
      : [
          vscode.Uri.joinPath(git.common, 'config'),
          vscode.Uri.joinPath(git.own, 'config.worktree'),
        ]),
  ];
  const entries: GitEntry[] = [];
  const home = places?.home;
  for (const config of configs) entries.push(...(await readConfig(config, git?.own, home, 0)));
  const last = (name: string): string | undefined =>
    entries.findLast((entry) => entry.name === name)?.value;
  const ignoreCase = gitBoolean(last('core.ignorecase') ?? '') ?? false;
  const files: IgnoreFile[] = [];
  const info = git && (await readIfThere(vscode.Uri.joinPath(git.common, 'info/exclude')));
  if (info !== undefined) files.push({ folder, text: info, source: 'info', ignoreCase });
  const named = last('core.excludesfile');
  const isAbsent = places === undefined || repository.scheme !== 'file';
  const user = isAbsent
    ? undefined
    : await readIfAllowed(
        named === undefined
          ? vscode.Uri.file(places.ignore)
          : vscode.Uri.file(absolute(named, repository.path, places.home)),
      );
  if (user !== undefined) files.push({ folder, text: user, source: 'user', ignoreCase });
  return { ignoreCase, files };
}

async function readConfig(
  config: vscode.Uri,
  gitFolder: vscode.Uri | undefined,
  home: string | undefined,
  depth: number,
): Promise<readonly GitEntry[]> {
  const text = depth > deepest ? undefined : await readIfAllowed(config);
  if (text === undefined) return [];
  const folder = vscode.Uri.joinPath(config, '..').path;
  const entries: GitEntry[] = [];
  for (const entry of parseGitConfig(text)) {
    entries.push(entry);
    const path = includedBy(entry, gitFolder?.path, (each) => absolute(each, folder, home));
    if (path !== undefined)
      entries.push(...(await readConfig(config.with({ path }), gitFolder, home, depth + 1)));
  }
  return entries;
}

/** Returns the path with `/`, as in a Uri. */
function absolute(path: string, folder: string, home: string | undefined): string {
  const slashed = path.replace(/\\/g, '/');
  if (slashed.startsWith('~/') && home !== undefined)
    return `${vscode.Uri.file(home).path}/${slashed.slice(2)}`;
  if (/^(?:\/|[A-Za-z]:)/.test(slashed)) return vscode.Uri.file(slashed).path;
  return vscode.Uri.joinPath(vscode.Uri.file(folder), slashed).path;
}

interface GitFolders {
  /** The Git folder of this work tree. */
  readonly own: vscode.Uri;
  /** The Git folder that all work trees of the repository share. */
  readonly common: vscode.Uri;
}

/** `.git` is a file in a submodule and in a linked work tree: gitrepository-layout(5). */
async function gitFolders(repository: vscode.Uri): Promise<GitFolders | undefined> {
  const place = vscode.Uri.joinPath(repository, '.git');
  const link = await readIfThere(place);
  const [, elsewhere] = /^gitdir: ([^\r\n]+)/.exec(link ?? '') ?? [];
  const own =
    elsewhere === undefined
      ? place
      : place.with({ path: absolute(elsewhere, repository.path, undefined) });
  if (!(await exists(own))) return undefined;
  const shared = (await readIfThere(vscode.Uri.joinPath(own, 'commondir')))?.trim();
  const common =
    shared === undefined ? own : own.with({ path: absolute(shared, own.path, undefined) });
  return { own, common };
}
