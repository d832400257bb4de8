/**
 * One writer per conversation among windows, by files alone.
 *
 * A window that wants to write a conversation puts a file of its own into `locks/` and then looks who else is there. Since every
 * window writes before it looks, of two that come at once at least one sees the other. Then the one whose name is smaller waits with
 * its file in place, and the others step back until there is no file left. Nobody ever takes a lock from another: a window that has
 * shown no sign of life for ten seconds simply counts no more.
 *
 * The file of a window that writes has two signs or more: it may keep the lock for long, and nobody waits for it. One sign is of a
 * window that is about to write, or that needs the lock for a moment.
 */
import type { Clock, Files } from '../base/ports.ts';
import { isFileError } from '../base/fileError.ts';
import { statOf } from './stat.ts';
import { locksFolder, windowsFolder } from './paths.ts';

/** A window that has been silent for longer counts as gone. Milliseconds. */
export const silenceLimit = 10_000;
const beatInterval = 3_000;
/** After that long without a beat, by either clock, a lock is looked at again before it is relied on. */
const trustLimit = 6_000;

/** How long to wait for a lock that others need for a moment. Milliseconds. */
export const patience = 2_000;
const firstPause = 10;
const laterPause = 30;

/** By both clocks: while a laptop sleeps the monotonic one may stand still, and the others judge by that of the wall. */
interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export interface Locks {
  /**
   * To be asked before each write. `kept`: the lock was this window's all along. `taken`: it is now, and others may have written
   * before. `refused`: another window has it. Asks the disk only when there is reason for doubt. To be called for one conversation by
   * one caller at a time.
   *
   * @param use `moment` is for what is done at once: it waits for a window that writes, since that may be about to finish, and
   * others wait for it.
   */
  hold(id: string, use?: 'write' | 'moment'): Promise<'kept' | 'taken' | 'refused'>;
  /** Without asking the disk: whether `hold` would say `kept`. */
  isSure(id: string): boolean;
  release(id: string): Promise<void>;
  /** The conversations that another living window holds. */
  heldByOthers(): Promise<ReadonlySet<string>>;
  dispose(): Promise<void>;
}

interface LockFile {
  readonly id: string;
  readonly window: string;
  readonly path: string;
}

/** `owner` names this window among all: a NewId. */
export function createLocks(files: Files, clock: Clock, owner: string): Locks {
  /** Each with the time at which it surely still was this window's. */
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

  /** Returns a time at which the sign was not there yet. */
  async function beat(): Promise<Moment> {
    const before = present();
    await files.append(`${windowsFolder}/${owner}`, sign, { sync: false });
    // A lock whose last beat is too long ago may be another's by now: a beat alone does not bring it back.
    for (const id of held.keys()) if (isSure(id)) held.set(id, before);
    return before;
  }

  function keepBeating(): void {
    cancelBeat ??= clock.after(beatInterval, () => {
      cancelBeat = undefined;
      // A full disk must not stop a window that only waits: before it writes, `confirm` looks again.
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

  /** Files of living others, of one conversation or of all. Takes away what the dead left. */
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

  /** Puts the file there before it looks, and takes it away again unless nobody else has one. */
  async function take(id: string, use: 'write' | 'moment'): Promise<'taken' | 'refused'> {
    const path = pathOf(id);
    const giveUpAt = clock.monotonic() + patience;
    let alive: Moment | undefined;
    for (let rivals: readonly LockFile[] = []; ; rivals = await othersFiles(id)) {
      if (alive === undefined && rivals.length === 0) {
        // The sign of life comes first: a lock without one is nobody's.
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
