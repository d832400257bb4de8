/** What a commit would hold: what is staged, else everything that has changed. */
import { Uri, workspace } from 'vscode';
import { newFile, parseDiff, type FileDiff } from '../../core/commitMessage/diff.ts';
import type { GitRepository } from './git.ts';

/** `Status.UNTRACKED` of the Git extension's API. */
const untracked = 7;
/** More new files than that are named without being read. */
const mostRead = 100;
/** Bytes of a new file that is read. */
const largestRead = 200_000;

export interface Changes {
  readonly files: readonly FileDiff[];
  /** There are changes, but git does not show them as a diff: an external tool does, say. */
  readonly unreadable: boolean;
}

/** Without files where nothing has changed. */
export async function readChanges(repository: GitRepository): Promise<Changes> {
  // The extension looks at the disk from time to time; now it must be right.
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

/** Where a path of a diff lies. */
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
