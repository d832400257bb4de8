/** Deletes a chat so that it can be brought back, and brings it back. Only while nobody writes it. */
import { fileError } from '../base/fileError.ts';
import type { Files } from '../base/ports.ts';
import { crc32 } from './crc32.ts';
import { chatPath, damagedFolder, removalPath, removedPath } from './paths.ts';
import { statOf } from './stat.ts';

/** Done where another window has deleted it already. */
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

/** Done where another window has brought it back already. */
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

/** Says by a file's time since when a chat is out of the list: a move leaves the time of the chat's own file as it is. */
export async function markRemoved(files: Files, id: string): Promise<void> {
  await files.replace(removalPath(id), new Uint8Array());
}

/** Another file of the same chat, which only a fault can have left there: it must not be overwritten. */
async function putAside(files: Files, path: string, id: string): Promise<void> {
  const name = `${id}~${crc32(await files.read(path)).toString(16)}.jsonl`;
  await files.rename(path, `${damagedFolder}/${name}`);
}
