/**
 * Ensures that only one window at a time writes a conversation, using files only.
 *
 * A window that wants to write a conversation creates a file of its own in `locks/` and then checks
 * for files of other windows. Since every window creates its file before it checks, of two
 * simultaneous windows at least one sees the other. The window with the smaller name then waits
 * with its file in place; the others remove theirs and wait until no file is left. A window never
 * takes a lock from another: a window without a sign of life for ten seconds no longer counts.
 *
 * A lock file of two bytes or more belongs to a window that is writing: it may hold the lock for a
 * long time, and other writers don't wait for it. A file of one byte belongs to a window that is
 * about to write, or that needs the lock only for a moment.
 */
import type { Clock, Files } from '../base/ports.ts';
import { isFileError } from '../base/fileError.ts';
import { statOf } from './stat.ts';
import { locksFolder, windowsFolder } from './paths.ts';

/** Milliseconds of silence after which a window counts as closed. */
export const silenceLimit = 10_000;
const beatInterval = 3_000;
/**
 * Milliseconds without a beat, by either clock, after which a lock is verified before it is relied
 * on.
 */
const trustLimit = 6_000;

/** Milliseconds to wait for a lock that other windows hold for a moment. */
export const patience = 2_000;
const firstPause = 10;
const laterPause = 30;

/**
 * A time on both clocks: while a laptop sleeps the monotonic clock may stop, and other windows
 * compare wall-clock times.
 */
interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export interface Locks {
  /**
   * Must be called before each write, and never concurrently for the same conversation.
   *
   * - `kept`: this window has held the lock continuously.
   * - `taken`: this window has acquired the lock. Others may have written before.
   * - `refused`: another window holds the lock.
   *
   * Accesses the disk only if the lock is in doubt.
   *
   * @param use `moment` is for short work: it waits for a window that writes, which may be about to
   * finish, and other windows wait for it.
   */
  hold(id: string, use?: 'write' | 'moment'): Promise<'kept' | 'taken' | 'refused'>;
  /** Returns true if `hold` would return `kept`. Does not access the disk. */
  isSure(id: string): boolean;
  release(id: string): Promise<void>;
  /** Returns the conversations locked by other live windows. */
  heldByOthers(): Promise<ReadonlySet<string>>;
  dispose(): Promise<void>;
}

interface LockFile {
  readonly id: string;
  readonly window: string;
  readonly path: string;
}

/** `owner` is this window's unique name, a NewId. */
export function createLocks(files: Files, clock: Clock, owner: string): Locks {
  /** The held locks, each with the time at which it certainly still belonged to this window. */
  const held = new Map<string, Moment>();
  const sign = new TextEncoder().encode('.');
  let cancelBeat: (() => void) | undefined;

  function present(): Moment {
    return { monotonic: clock.monotonic(), wall: clock.now() };
  }

  function isSure(id: string): boolean {
    const sure = held.get(id);
    if (sure === undefined) return false;
    const { monotonic, wall } = present();
    return monotonic - sure.monotonic < trustLimit && wall - sure.wall < trustLimit;
  }

  /** Writes a sign of life. Returns a time just before it was written. */
  async function beat(): Promise<Moment> {
    const before = present();
    await files.append(`${windowsFolder}/${owner}`, sign, { sync: false });
    // A lock whose last beat is too old may belong to another window now: a new beat alone doesn't
    // restore it.
    for (const id of held.keys()) if (isSure(id)) held.set(id, before);
    return before;
  }

  function keepBeating(): void {
    cancelBeat ??= clock.after(beatInterval, () => {
      cancelBeat = undefined;
      // A full disk must not stop a window that only waits: `hold` verifies the lock before the
      // next write.
      if (held.size > 0) void beat().then(keepBeating, keepBeating);
    });
  }

  async function isAlive(window: string): Promise<boolean> {
    try {
      const { modified } = await files.stat(`${windowsFolder}/${window}`);
      return clock.now() - modified < silenceLimit;
    } catch (error) {
      if (isFileError(error) && error.kind === 'notFound') return false;
      throw error;
    }
  }

  /**
   * Returns lock files of other live windows, of one conversation or of all. Removes those of
   * closed windows.
   */
  async function othersFiles(of?: string): Promise<readonly LockFile[]> {
    const found: LockFile[] = [];
    for (const name of await files.list(locksFolder)) {
      const [id, window] = name.split('~');
      if (id === undefined || window === undefined || window === owner) continue;
      if (of !== undefined && id !== of) continue;
      const path = `${locksFolder}/${name}`;
      if (await isAlive(window)) found.push({ id, window, path });
      else await forget(path);
    }
    return found;
  }

  async function isWriting(lock: LockFile): Promise<boolean> {
    const { size } = (await statOf(files, lock.path)) ?? { size: 0 };
    return size > 1;
  }

  /**
   * Creates the lock file before it checks for others. Removes it again while another window is
   * writing or has a smaller name, and before it returns `refused`.
   */
  async function take(id: string, use: 'write' | 'moment'): Promise<'taken' | 'refused'> {
    const path = pathOf(id);
    const giveUpAt = clock.monotonic() + patience;
    let alive: Moment | undefined;
    for (let rivals: readonly LockFile[] = []; ; rivals = await othersFiles(id)) {
      if (alive === undefined && rivals.length === 0) {
        // Write the sign of life first: a lock without one is ignored.
        alive = await beat();
        await files.append(path, sign, { sync: false });
        rivals = await othersFiles(id);
      }
      if (alive !== undefined && rivals.length === 0) {
        if (use === 'write') await files.append(path, sign, { sync: false });
        held.set(id, alive);
        return 'taken';
      }
      const writing = await some(rivals, isWriting);
      const isFirst = rivals.every(({ window }) => owner < window);
      const isOver = clock.monotonic() >= giveUpAt || (writing && use === 'write');
      if (alive !== undefined && (isOver || writing || !isFirst)) {
        await forget(path);
        alive = undefined;
      }
      if (isOver) return 'refused';
      await pause(
        Math.min(alive === undefined ? laterPause : firstPause, giveUpAt - clock.monotonic()),
      );
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => clock.after(ms, resolve));
  }

  async function forget(path: string): Promise<void> {
    await files.remove(path).catch(() => undefined);
  }

  function pathOf(id: string): string {
    return `${locksFolder}/${id}~${owner}`;
  }

  return {
    async hold(id, use = 'write') {
      if (isSure(id)) return 'kept';
      held.delete(id);
      try {
        const taken = await take(id, use);
        if (taken === 'taken') keepBeating();
        return taken;
      } catch (error) {
        await forget(pathOf(id));
        throw error;
      }
    },
    isSure,
    async release(id) {
      if (held.delete(id)) await forget(pathOf(id));
    },
    heldByOthers: async () => new Set((await othersFiles()).map(({ id }) => id)),
    async dispose() {
      cancelBeat?.();
      for (const id of held.keys()) await forget(pathOf(id));
      held.clear();
      await forget(`${windowsFolder}/${owner}`);
    },
  };
}

async function some<T>(items: readonly T[], is: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (await is(item)) return true;
  return false;
}
