/**
 * How windows hear of each other's writes: a file to which each adds a line naming itself and the conversation. Looking costs one
 * `stat`; the news themselves are never needed, since the index looks at the journals anyway.
 */
import { isFileError } from '../base/fileError.ts';
import type { Files } from '../base/ports.ts';
import { isId, newsPath } from './paths.ts';

export interface ChangeFeed {
  /** Tells the others. Resolves also when that failed: they hear of it later. */
  publish(id: string): Promise<void>;
  /** The conversations that others have changed since the last call; `all` where that is not known. */
  poll(): Promise<ReadonlySet<string> | 'all'>;
}

/** Bytes after which the file begins anew. */
const sizeLimit = 64 * 1024;

export function createChangeFeed(files: Files, owner: string): ChangeFeed {
  let seen: { readonly size: number; readonly modified: number } | undefined;

  return {
    async publish(id) {
      try {
        await files.append(newsPath, new TextEncoder().encode(`${owner} ${id}\n`), { sync: false });
      } catch {
        // A full disk is told by the journal's own write.
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
