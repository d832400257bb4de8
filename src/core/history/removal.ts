/** Deletes and restores chats. Requires that no window writes the chat. */
import { fileError } from '../base/fileError.ts';
import type { Files } from '../base/ports.ts';
import { crc32 } from './crc32.ts';
import { chatPath, damagedFolder, removalPath, removedPath } from './paths.ts';
import { statOf } from './stat.ts';

/** Does nothing if another window has already deleted it. */
export async function removeChat(files: Files, id: string): Promise<void> {
  const [from, to] = [chatPath(id), removedPath(id)];
  if ((await statOf(files, from)) === undefined) {
    if ((await statOf(files, to)) !== undefined) return;
    throw fileError('notFound', 'The chat is not there any more');
  }
  if ((await statOf(files, to)) !== undefined) await putAside(files, to, id);
  await markRemoved(files, id);
  try {
    await files.rename(from, to);
  } catch (error) {
    await files.remove(removalPath(id)).catch(() => undefined);
    throw error;
  }
}

/** Does nothing if another window has already restored it. */
export async function restoreChat(files: Files, id: string): Promise<void> {
  const [from, to] = [removedPath(id), chatPath(id)];
  const isThere = (await statOf(files, to)) !== undefined;
  if ((await statOf(files, from)) === undefined) {
    if (isThere) return;
    throw fileError('notFound', 'The chat is not there any more');
  }
  if (isThere) throw fileError('exists', 'The chat is there already');
  await files.rename(from, to);
  await files.remove(removalPath(id)).catch(() => undefined);
}

/**
 * Records the time of the deletion as the modification time of a file: moving a chat's own file
 * does not change its time.
 */
export async function markRemoved(files: Files, id: string): Promise<void> {
  await files.replace(removalPath(id), new Uint8Array());
}

/**
 * Moves aside another file of the same chat, which only an error can have left there, so that it
 * isn't overwritten.
 */
async function putAside(files: Files, path: string, id: string): Promise<void> {
  const name = `${id}~${crc32(await files.read(path)).toString(16)}.jsonl`;
  await files.rename(path, `${damagedFolder}/${name}`);
}
