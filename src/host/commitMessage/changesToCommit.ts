/** Reads the changes to commit: staged ones, or all changes if nothing is staged. */
import { Uri, workspace } from 'vscode';
import { newFile, parseDiff, type FileDiff } from '../../core/commitMessage/diff.ts';
import type { GitRepository } from './git.ts';

/** `Status.UNTRACKED` in the Git extension's API. */
const untracked = 7;
/** New files beyond this number are listed without their content. */
const mostRead = 100;
/** Maximum size in bytes of a new file that is read. */
const largestRead = 200_000;

export interface Changes {
  readonly files: readonly FileDiff[];
  /**
   * There are changes, but Git doesn't show them as a diff, for example because of an external diff
   * tool.
   */
  readonly unreadable: boolean;
}

/** Returns no files if nothing has changed. */
export async function readChanges(repository: GitRepository): Promise<Changes> {
  // The Git extension updates its state only from time to time. Make it current.
  await repository.status();
  const { state } = repository;
  const staged = state.indexChanges.length > 0;
  const diff = await repository.diff(staged);
  const known = parseDiff(diff);
  const unreadable = known.length === 0 && (staged || diff.trim() !== '');
  if (staged || unreadable) return { files: known, unreadable };
  const uris = [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])]
    .filter(({ status }) => status === untracked)
    .map(({ uri }) => uri);
  const fresh = await Promise.all(
    uris.map((uri, index) => readNew(pathIn(repository, uri), uri, index < mostRead)),
  );
  return { files: [...known, ...fresh], unreadable };
}

/** The file's URI for a path in a diff. */
export function uriOf(repository: GitRepository, path: string): Uri {
  return Uri.joinPath(repository.rootUri, path);
}

async function readNew(path: string, uri: Uri, read: boolean): Promise<FileDiff> {
  const unread = { ...newFile(path, ''), binary: true };
  if (!read) return unread;
  try {
    if ((await workspace.fs.stat(uri)).size > largestRead) return unread;
    const bytes = await workspace.fs.readFile(uri);
    return bytes.includes(0) ? unread : newFile(path, new TextDecoder().decode(bytes));
  } catch {
    return unread;
  }
}

function pathIn({ rootUri }: GitRepository, uri: Uri): string {
  return uri.path.startsWith(`${rootUri.path}/`)
    ? uri.path.slice(rootUri.path.length + 1)
    : uri.path;
}
