/**
 * Notifies windows of each other's writes through a shared file: each write appends a line with the
 * window and the conversation. Polling costs one `stat`. A lost notification does no harm, since
 * the index compares the journals anyway.
 */
import { isFileError } from '../base/fileError.ts';
import type { Files } from '../base/ports.ts';
import { isId, newsPath } from './paths.ts';

export interface ChangeFeed {
  /** Notifies the other windows. Never rejects: if it fails, they notice the change later. */
  publish(id: string): Promise<void>;
  /**
   * Returns the conversations that other windows changed since the last call, or `all` if they are
   * unknown.
   */
  poll(): Promise<ReadonlySet<string> | 'all'>;
}

/** Maximum size in bytes, after which the file is deleted and starts again. */
const sizeLimit = 64 * 1024;

export function createChangeFeed(files: Files, owner: string): ChangeFeed {
  let seen: { readonly size: number; readonly modified: number } | undefined;

  return {
    async publish(id) {
      try {
        await files.append(newsPath, new TextEncoder().encode(`${owner} ${id}\n`), { sync: false });
      } catch {
        // The journal's own write reports a full disk.
      }
    },
    async poll() {
      const stat = await statOrEmpty();
      const before = seen;
      if (before?.size === stat.size && before.modified === stat.modified) return new Set();
      seen = stat;
      if (before === undefined) return new Set();
      if (stat.size < before.size) return 'all';
      const text = new TextDecoder().decode((await files.read(newsPath)).subarray(before.size));
      if (stat.size > sizeLimit) await files.remove(newsPath).catch(() => undefined);
      const ids = new Set<string>();
      for (const line of text.split('\n')) {
        const [window, id] = line.split(' ');
        if (window !== owner && id !== undefined && isId(id)) ids.add(id);
      }
      return ids;
    },
  };

  async function statOrEmpty(): Promise<{ readonly size: number; readonly modified: number }> {
    try {
      return await files.stat(newsPath);
    } catch (error) {
      if (isFileError(error) && error.kind === 'notFound') return { size: 0, modified: 0 };
      throw error;
    }
  }
}
