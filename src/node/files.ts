/**
 * The `Files` port on Node, with a real `fsync`: data that it reports as written survives a power
 * failure.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { fileError } from '../core/base/fileError.ts';
import type { DiskFault, Files } from '../core/base/ports.ts';
import { createOpenFileCache, writeAll } from './openFileCache.ts';

const append = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY;
/**
 * Linux writes and syncs in one call, which saves a round trip to a thread. Elsewhere the flag is
 * missing, or guarantees less than `fsync`.
 */
const writesThrough = process.platform === 'linux';
const appendDurably = writesThrough ? append | constants.O_DSYNC : append;
const createNew = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
// Other users of a shared computer must not read conversations.
const fileMode = 0o600;
const folderMode = 0o700;

/** Files below `root`, an absolute path. The folder is created on the first write. */
export function createNodeFiles(root: string): Files {
  const base = path.resolve(root);
  const kept = createOpenFileCache(
    async (full) => {
      const handle = await openToWrite(full, appendDurably);
      try {
        // The file may be new. Then its name must be synced too.
        await syncFolder(path.dirname(full));
        return handle;
      } catch (error) {
        await handle.close().catch(() => undefined);
        throw error;
      }
    },
    { writesThrough },
  );

  let located: { readonly relative: string; readonly full: string } | undefined;

  function locate(relative: string): string {
    // Consecutive writes mostly go to the same file.
    if (located?.relative === relative) return located.full;
    const full = path.resolve(base, relative);
    const outside = full !== base && !full.startsWith(base + path.sep);
    if (outside || relative.includes('\0') || path.isAbsolute(relative)) {
      throw fileError('denied', 'The path leads out of the storage folder');
    }
    located = { relative, full };
    return full;
  }

  async function attempt<T>(relative: string, operation: (full: string) => Promise<T>): Promise<T> {
    try {
      return await operation(locate(relative));
    } catch (error) {
      throw mapped(error, relative);
    }
  }

  /** Creates the folder of a file, and makes sure that the new folders survive a power failure. */
  async function makeFolder(folder: string): Promise<void> {
    const first = await fs.mkdir(folder, { recursive: true, mode: folderMode });
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = path.dirname(made)) {
      await syncFolder(path.dirname(made));
    }
  }

  /** Opens for writing. Creates the folder only if opening fails, because it is rarely missing. */
  async function openToWrite(full: string, flags: number): Promise<fs.FileHandle> {
    try {
      return await fs.open(full, flags, fileMode);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      await makeFolder(path.dirname(full));
      return fs.open(full, flags, fileMode);
    }
  }

  async function writeNew(full: string, bytes: Uint8Array): Promise<void> {
    const handle = await openToWrite(full, createNew);
    try {
      await writeAll(handle, bytes);
      await handle.sync();
    } catch (error) {
      await fs.rm(full, { force: true }).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
  }

  return {
    read: (relative) =>
      attempt(relative, async (full) => {
        const bytes = await fs.readFile(full);
        return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      }),
    list: (relative) =>
      attempt(relative, async (full) => {
        try {
          return await fs.readdir(full);
        } catch (error) {
          if (codeOf(error) === 'ENOENT') return [];
          throw error;
        }
      }),
    stat: (relative) =>
      attempt(relative, async (full) => {
        const { size, mtimeMs } = await fs.stat(full);
        return { size, modified: mtimeMs };
      }),
    append: (relative, bytes, { sync }) =>
      attempt(relative, async (full) => {
        if (sync) return kept.append(full, bytes);
        const handle = await openToWrite(full, append);
        try {
          await writeAll(handle, bytes);
        } finally {
          await handle.close();
        }
      }),
    close: (relative) => attempt(relative, (full) => kept.close(full)),
    replace: (relative, bytes) =>
      attempt(relative, async (full) => {
        const temporary = `${full}.${randomUUID()}.tmp`;
        await writeNew(temporary, bytes);
        try {
          await kept.close(full);
          await rename(temporary, full);
        } catch (error) {
          await fs.rm(temporary, { force: true }).catch(() => undefined);
          throw error;
        }
        await syncFolder(path.dirname(full));
      }),
    rename: (from, to) =>
      attempt(from, async (full) => {
        const target = locate(to);
        await kept.close(full);
        await makeFolder(path.dirname(target));
        await rename(full, target);
        await syncFolder(path.dirname(target));
        await syncFolder(path.dirname(full));
      }),
    remove: (relative) =>
      attempt(relative, async (full) => {
        await kept.close(full);
        await fs.unlink(full);
      }),
    create: (relative, bytes) =>
      attempt(relative, async (full) => {
        // The file is linked into place when it is complete, so nobody ever reads half of it.
        const temporary = `${full}.${randomUUID()}.tmp`;
        await writeNew(temporary, bytes);
        try {
          await fs.link(temporary, full);
        } catch (error) {
          if (codeOf(error) === 'EEXIST') return false;
          throw error;
        } finally {
          await fs.rm(temporary, { force: true });
        }
        await syncFolder(path.dirname(full));
        return true;
      }),
  };
}

/** On Windows, a virus scanner may lock a file briefly. Retries up to six times within a second. */
async function rename(from: string, to: string): Promise<void> {
  for (let tries = process.platform === 'win32' ? 6 : 0; ; tries--) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (!held || tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 320 >> tries));
    }
  }
}

/**
 * A rename or a new name is on disk only after its folder was synced. Windows has no such call and
 * needs none.
 */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const kinds: Readonly<Record<string, DiskFault>> = {
  ENOENT: 'notFound',
  ENOTDIR: 'notFound',
  EEXIST: 'exists',
  ENOSPC: 'noSpace',
  EDQUOT: 'noSpace',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  EIO: 'io',
};

const words: Readonly<Record<DiskFault, string>> = {
  notFound: 'There is no such file',
  exists: 'The file exists already',
  noSpace: 'The disk is full',
  denied: 'The disk does not allow it',
  io: 'The disk reported a fault',
  other: 'The file system reported a fault',
};

function mapped(error: unknown, relative: string): Error {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error ? error : new Error(String(error));
  const kind = kinds[code] ?? 'other';
  return fileError(kind, `${words[kind]} (${code}, ${relative})`, error);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
