/** Files kept open from one write to the next, so that keeping a line costs its write and its `fsync`, and nothing else. */
import { statSync } from 'node:fs';
import type * as fs from 'node:fs/promises';

export interface OpenFileCache {
  /** Adds bytes at the end of the file that has this name when it resolves; there they survive a power cut. */
  append(full: string, bytes: Uint8Array): Promise<void>;
  /** Before the file is replaced or moved, and when nobody will write soon. Never rejects. */
  close(full: string): Promise<void>;
}

interface Kept {
  readonly handle: fs.FileHandle;
  /** What the name stood for when it was opened. */
  readonly device: bigint;
  readonly inode: bigint;
}

/**
 * `open` opens for adding at the end, makes the file where it is missing, and sees to it that its name is on disk. Where what it opens
 * writes through (`O_DSYNC`), a write is on disk when it is done, and needs no `fsync`.
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

  /** False where the bytes went into a file that has lost its name to another one meanwhile: nobody will read them there. */
  async function write(full: string, bytes: Uint8Array): Promise<boolean> {
    const before = kept.get(full);
    const file = before ?? keep(full);
    kept.set(full, file);
    try {
      const { handle, device, inode } = await file;
      await writeAll(handle, bytes);
      const synced = writesThrough ? undefined : handle.sync();
      // Looked at after the write: a file that has its name now had it then. It takes microseconds, and a thread of its own would
      // take longer.
      const named = statOf(full);
      await synced;
      if (named instanceof Error) throw named;
      if (named?.ino === inode && named.dev === device) return true;
    } catch (error) {
      await close(full);
      throw error;
    }
    await close(full);
    // Found by its name just now: where that is not enough, the file system has no lasting numbers.
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

/** Undefined where nothing has that name; what went wrong is returned, since the caller has something else to wait for. */
function statOf(full: string): { readonly dev: bigint; readonly ino: bigint } | Error | undefined {
  try {
    return statSync(full, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
