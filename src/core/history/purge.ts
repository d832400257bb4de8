/** Takes away for good what nobody can want any more: chats that were deleted long ago, and what a crash left half written. */
import type { Clock, Files } from '../ports.ts';
import type { Locks } from './locks.ts';
import {
  backupFolder,
  backupPath,
  chatsFolder,
  damagedFolder,
  idOfChat,
  removedFolder,
  removedPath,
  removalPath,
} from './paths.ts';

/** Milliseconds: 30 days. */
const keptFor = 30 * 24 * 60 * 60 * 1_000;

const folders = ['.', chatsFolder, removedFolder, damagedFolder, backupFolder];

/** Returns how many files went. Rejects with the first FileError; what is left goes another time. */
export async function purge(files: Files, clock: Clock, locks: Locks): Promise<number> {
  let gone = 0;

  async function isOld(path: string): Promise<boolean> {
    return clock.now() - (await files.stat(path)).modified > keptFor;
  }

  async function purgeRemoved(names: readonly string[], id: string): Promise<void> {
    if (!names.includes(removalPath(id).slice(removedFolder.length + 1))) {
      // When it was deleted is not known: its days begin now.
      await markRemoved(files, id);
    } else if (await isOld(removalPath(id))) {
      // Another window may bring it back just now.
      if ((await locks.hold(id)) === 'refused') return;
      try {
        if (!(await isOld(removalPath(id)))) return;
        if (backups.has(id)) await files.remove(backupPath(id));
        await files.remove(removedPath(id));
        await files.remove(removalPath(id));
        gone++;
      } finally {
        await locks.release(id);
      }
    }
  }

  const backups = new Set((await files.list(backupFolder)).map(idOfChat));
  const removed = await files.list(removedFolder);
  for (const name of removed) {
    const id = idOfChat(name);
    if (id !== undefined) await purgeRemoved(removed, id);
  }
  for (const folder of folders) {
    for (const name of await files.list(folder)) {
      const path = folder === '.' ? name : `${folder}/${name}`;
      if (!isTemporary(name) || !(await isOld(path))) continue;
      await files.remove(path);
      gone++;
    }
  }
  return gone;
}

/** Says by a file's time since when a chat is out of the list: a move leaves the time of the chat's own file as it is. */
export async function markRemoved(files: Files, id: string): Promise<void> {
  await files.replace(removalPath(id), new Uint8Array());
}

/** As `replace` and `create` name what they have not put in its place yet. */
function isTemporary(name: string): boolean {
  return /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.test(name);
}
