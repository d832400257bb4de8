/** Keeps files open between writes, so that appending a line costs only a write and an `fsync`. */
import { statSync } from 'node:fs';
import type * as fs from 'node:fs/promises';

export interface OpenFileCache {
  /**
   * Appends bytes to the file. When it resolves, the bytes are in the file that has this name then,
   * and survive a power failure.
   */
  append(full: string, bytes: Uint8Array): Promise<void>;
  /**
   * Call before the file is replaced or moved, and when no write is expected soon. Never rejects.
   */
  close(full: string): Promise<void>;
}

interface Kept {
  readonly handle: fs.FileHandle;
  /** The file that had the name when it was opened. */
  readonly device: bigint;
  readonly inode: bigint;
}

/**
 * `open` opens a file for appending, creates it if it is missing, and makes sure that its name is
 * on disk. With `writesThrough` (`O_DSYNC`), data is on disk when the write completes, and needs no
 * `fsync`.
 */
export function createOpenFileCache(
  open: (full: string) => Promise<fs.FileHandle>,
  { writesThrough = false } = {},
): OpenFileCache {
  const kept = new Map<string, Promise<Kept>>();

  async function keep(full: string): Promise<Kept> {
    const handle = await open(full);
    try {
      const { dev, ino } = await handle.stat({ bigint: true });
      return { handle, device: dev, inode: ino };
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
  }

  async function close(full: string): Promise<void> {
    const open = kept.get(full);
    kept.delete(full);
    await open?.then(({ handle }) => handle.close()).catch(() => undefined);
  }

  /**
   * Returns false if the file has lost its name to another file in the meantime: nobody would read
   * the bytes there.
   */
  async function write(full: string, bytes: Uint8Array): Promise<boolean> {
    const before = kept.get(full);
    const file = before ?? keep(full);
    kept.set(full, file);
    try {
      const { handle, device, inode } = await file;
      await writeAll(handle, bytes);
      const synced = writesThrough ? undefined : handle.sync();
      // Checked after the write: a file that has its name now had it then. The call takes
      // microseconds, and an asynchronous one would take longer.
      const named = statOf(full);
      await synced;
      if (named instanceof Error) throw named;
      if (named?.ino === inode && named.dev === device) return true;
    } catch (error) {
      await close(full);
      throw error;
    }
    await close(full);
    // The file was opened by its name just now. If its numbers still differ, the file system has no
    // stable ones.
    return before === undefined;
  }

  return {
    async append(full, bytes) {
      if (!(await write(full, bytes))) await write(full, bytes);
    },
    close,
  };
}

export async function writeAll(handle: fs.FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset);
    offset += bytesWritten;
  }
}

/**
 * Undefined if no file has that name. Errors are returned, because the caller still awaits another
 * promise.
 */
function statOf(full: string): { readonly dev: bigint; readonly ino: bigint } | Error | undefined {
  try {
    return statSync(full, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
