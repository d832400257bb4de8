/** Paths in the storage folder. */

/**
 * Returns true for a valid id. Ids are used as file names, see NewId in ports.ts. shared/parse.ts
 * checks the ids in the panel's messages the same way.
 */
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

/** The path of a deleted chat. */
export function removedPath(id: string): string {
  return `${removedFolder}/${id}.jsonl`;
}

/** The file whose modification time is the time of the deletion. */
export function removalPath(id: string): string {
  return `${removedFolder}/${id}.since`;
}

/** The file's content before it was last compacted. */
export function backupPath(id: string): string {
  return `${backupFolder}/${id}.jsonl`;
}

/**
 * Returns the id of a conversation's file. Undefined for any other name, such as that of a
 * temporary file.
 */
export function idOfChat(name: string): string | undefined {
  const id = name.endsWith('.jsonl') ? name.slice(0, -'.jsonl'.length) : '';
  return isId(id) ? id : undefined;
}
