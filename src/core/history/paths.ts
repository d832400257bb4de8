/** Where things lie below the storage folder. */

/** An id names files, so it must be able to: see NewId in ports.ts. The panel's messages are held to the same (shared/parse.ts). */
export function isId(id: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(id);
}

export const chatsFolder = 'chats';
export const removedFolder = 'removed';
export const damagedFolder = 'damaged';
export const backupFolder = 'backup';
export const locksFolder = 'locks';
export const windowsFolder = 'windows';
export const indexPath = 'index';
export const newsPath = 'news';

export function chatPath(id: string): string {
  return `${chatsFolder}/${id}.jsonl`;
}

/** Where a deleted chat lies. */
export function removedPath(id: string): string {
  return `${removedFolder}/${id}.jsonl`;
}

/** The file whose time says when it was deleted. */
export function removalPath(id: string): string {
  return `${removedFolder}/${id}.since`;
}

/** What the file was before it was last written anew. */
export function backupPath(id: string): string {
  return `${backupFolder}/${id}.jsonl`;
}

/** The id of a conversation's file; undefined for any other name, such as a temporary file's. */
export function idOfChat(name: string): string | undefined {
  const id = name.endsWith('.jsonl') ? name.slice(0, -'.jsonl'.length) : '';
  return isId(id) ? id : undefined;
}
