/**
 * One writer per conversation among windows, by files alone.
 *
 * A window that wants to write a conversation puts a file of its own into `locks/` and then looks who else is there. Since every
 * window writes before it looks, of two that come at once at least one sees the other and steps back. Nobody ever takes a lock
 * from another: a window that has shown no sign of life for ten seconds simply counts no more.
 */
import type { Clock, Files } from '../ports.ts';
import { isFileError } from '../fileError.ts';
import { locksFolder, windowsFolder } from './paths.ts';

/** A window that has been silent for longer counts as gone. Milliseconds. */
export const silenceLimit = 10_000;
const beatInterval = 3_000;
/** After that long without a beat, by either clock, a lock is looked at again before it is relied on. */
const trustLimit = 6_000;

/** By both clocks: while a laptop sleeps the monotonic one may stand still, and the others judge by that of the wall. */
interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export interface Locks {
  /**
   * To be asked before each write. `kept`: the lock was this window's all along. `taken`: it is now, and others may have written
   * before. `refused`: another window has it. Asks the disk only when there is reason for doubt.
   */
  hold(id: string): Promise<'kept' | 'taken' | 'refused'>;
  /** Without asking the disk: whether `hold` would say `kept`. */
  isSure(id: string): boolean;
  release(id: string): Promise<void>;
  /** The conversations that another living window holds. */
  heldByOthers(): Promise<ReadonlySet<string>>;
  dispose(): Promise<void>;
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

  /** The conversations that living others hold. Takes away what the dead left. */
  async function heldByOthers(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (const name of await files.list(locksFolder)) {
      const [id, window] = name.split('~');
      if (id === undefined || window === undefined || window === owner) continue;
      if (await isAlive(window)) ids.add(id);
      else await forget(`${locksFolder}/${name}`);
    }
    return ids;
  }

  async function forget(path: string): Promise<void> {
    await files.remove(path).catch(() => undefined);
  }

  function pathOf(id: string): string {
    return `${locksFolder}/${id}~${owner}`;
  }

  return {
    async hold(id) {
      if (isSure(id)) return 'kept';
      held.delete(id);
      // The sign of life comes first: a lock without one is nobody's.
      const alive = await beat();
      await files.append(pathOf(id), sign, { sync: false });
      if ((await heldByOthers()).has(id)) {
        await forget(pathOf(id));
        return 'refused';
      }
      held.set(id, alive);
      keepBeating();
      return 'taken';
    },
    isSure,
    async release(id) {
      if (held.delete(id)) await forget(pathOf(id));
    },
    heldByOthers,
    async dispose() {
      cancelBeat?.();
      for (const id of held.keys()) await forget(pathOf(id));
      held.clear();
      await forget(`${windowsFolder}/${owner}`);
    },
  };
}
