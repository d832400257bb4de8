/** Takes away for good what nobody can want any more: chats that were deleted long ago, and what a crash left half written. */
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
/** Milliseconds. */
const keptFor = 30 * day;
/**
 * A chat that was deleted is marked after 23 days and goes a week after that: where the clock has jumped, the mark is what the jump
 * brings, and never the end of the chat.
 */
const markedAfter = 23 * day;
const goneAfterMark = 7 * day;
const mark = new TextEncoder().encode('.');

/** Runs `work` while no window writes the chat; rejects with `busy` where one does. */
export type Alone = <T>(id: string, work: () => Promise<T>) => Promise<T>;

/**
 * Returns how many files went. Rejects with the first FileError; what is left goes another time.
 *
 * @param empty Chats in the list of files that have no message.
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
    // When it was deleted is not known: its days begin now.
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

  /** A chat of which only the beginning was written, since the disk was full for its first message. */
  async function purgeEmpty(id: string): Promise<void> {
    if (!(await isOld(chatPath(id)))) return;
    const { events, newer, lost } = decode(await files.read(chatPath(id)));
    if (newer || lost > 0 || events.some(({ type }) => type === 'message')) return;
    await files.remove(chatPath(id));
    gone++;
  }

  /** Without the lock, which is asked for only where something is to be done. */
  async function isDue(id: string): Promise<boolean> {
    const since = await statOf(files, removalPath(id));
    if (since === undefined) return true;
    return clock.now() - since.modified > (since.size === 0 ? markedAfter : goneAfterMark);
  }

  /** What a delete that failed has left. */
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

/** Another window may be bringing it back just now; one that has taken the file away already has done our work. */
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

/** As `replace` and `create` name what they have not put in its place yet. */
function isTemporary(name: string): boolean {
  return /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.test(name);
}
