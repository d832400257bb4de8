/**
 * Permanently deletes what is no longer needed: chats that were deleted long ago, and incomplete
 * files left by a crash.
 */
import { isFileError } from '../base/fileError.ts';
import type { Clock, Files } from '../base/ports.ts';
import { decode } from './journal.ts';
import {
  backupFolder,
  backupPath,
  chatPath,
  chatsFolder,
  damagedFolder,
  idOfChat,
  removalPath,
  removedFolder,
  removedPath,
  windowsFolder,
} from './paths.ts';
import { markRemoved } from './removal.ts';
import { statOf } from './stat.ts';

const day = 24 * 60 * 60 * 1_000;
/** How long deleted and leftover files are preserved. Milliseconds. */
const keptFor = 30 * day;
/**
 * A deleted chat is marked after 23 days and purged 7 days after that. If the clock jumps ahead,
 * the jump can only cause the mark, never the permanent deletion.
 */
const markedAfter = 23 * day;
const goneAfterMark = 7 * day;
const mark = new TextEncoder().encode('.');

/** Runs `work` while no window writes the chat. Rejects with `busy` if one does. */
export type Alone = <T>(id: string, work: () => Promise<T>) => Promise<T>;

/**
 * Returns the number of deleted files. Rejects with the first FileError; the remaining files are
 * deleted another time.
 *
 * @param empty The ids of chats without messages.
 */
export async function purge(
  files: Files,
  clock: Clock,
  alone: Alone,
  empty: readonly string[],
): Promise<number> {
  let gone = 0;

  async function isOld(path: string): Promise<boolean> {
    const stat = await statOf(files, path);
    return stat !== undefined && clock.now() - stat.modified > keptFor;
  }

  async function removeOld(path: string): Promise<void> {
    if (!(await isOld(path))) return;
    await files.remove(path);
    gone++;
  }

  async function purgeRemoved(id: string, hasBackup: boolean): Promise<void> {
    const since = await statOf(files, removalPath(id));
    if ((await statOf(files, removedPath(id))) === undefined) return;
    // The time of the deletion is unknown, so it counts from now.
    if (since === undefined) return markRemoved(files, id);
    const passed = clock.now() - since.modified;
    if (since.size === 0) {
      if (passed > markedAfter) await files.replace(removalPath(id), mark);
    } else if (passed > goneAfterMark) {
      if (hasBackup) await files.remove(backupPath(id));
      await files.remove(removedPath(id));
      await files.remove(removalPath(id));
      gone++;
    }
  }

  /**
   * Deletes a chat of which only the beginning was written, because the disk was full when its
   * first message was saved.
   */
  async function purgeEmpty(id: string): Promise<void> {
    if (!(await isOld(chatPath(id)))) return;
    const { events, newer, lost } = decode(await files.read(chatPath(id)));
    if (newer || lost > 0 || events.some(({ type }) => type === 'message')) return;
    await files.remove(chatPath(id));
    gone++;
  }

  /** Checks without the lock, which is acquired only if there is something to do. */
  async function isDue(id: string): Promise<boolean> {
    const since = await statOf(files, removalPath(id));
    if (since === undefined) return true;
    return clock.now() - since.modified > (since.size === 0 ? markedAfter : goneAfterMark);
  }

  /** Removes what a failed deletion left behind. */
  async function removeMark(id: string): Promise<void> {
    if ((await statOf(files, removedPath(id))) === undefined) await removeOld(removalPath(id));
  }

  const backups = new Set((await files.list(backupFolder)).map(idOfChat));
  const removed = await files.list(removedFolder);
  for (const id of removed.flatMap((name) => idOfChat(name) ?? [])) {
    if (await isDue(id)) await unlessBusy(alone(id, () => purgeRemoved(id, backups.has(id))));
  }
  for (const id of removed.flatMap((name) => idOfRemoval(name) ?? [])) {
    const hasChat = removed.includes(removedPath(id).slice(removedFolder.length + 1));
    if (hasChat || !(await isOld(removalPath(id)))) continue;
    await unlessBusy(alone(id, () => removeMark(id)));
  }
  for (const id of empty) {
    if (await isOld(chatPath(id))) await unlessBusy(alone(id, () => purgeEmpty(id)));
  }
  for (const name of await files.list(windowsFolder)) {
    await unlessBusy(removeOld(`${windowsFolder}/${name}`));
  }
  for (const folder of ['.', chatsFolder, removedFolder, damagedFolder, backupFolder]) {
    for (const name of await files.list(folder)) {
      if (!isTemporary(name)) continue;
      await unlessBusy(removeOld(folder === '.' ? name : `${folder}/${name}`));
    }
  }
  return gone;
}

/** Another window may be restoring the chat, or may already have deleted the file. */
async function unlessBusy(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isFileError(error) || (error.kind !== 'busy' && error.kind !== 'notFound')) throw error;
  }
}

function idOfRemoval(name: string): string | undefined {
  return name.endsWith('.since') ? idOfChat(`${name.slice(0, -'.since'.length)}.jsonl`) : undefined;
}

/** Matches the names of temporary files that `replace` and `create` use. */
function isTemporary(name: string): boolean {
  return /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.test(name);
}
