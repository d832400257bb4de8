/** A disk of which each call takes its time, and windows that can die in the middle of one. */
import type { Clock, Files } from '../../../src/core/base/ports.ts';

export interface Machine {
  readonly files: Files;
  /** Calls back as long as the window lives. */
  readonly clock: Clock;
  /** Nothing of it happens any more; of what it was writing some bytes may be there. */
  crash(): Promise<void>;
}

/** What one window sees of `disk`. `delay` gives the milliseconds before and after each call. */
export function slowMachine(
  disk: Files,
  clock: Clock,
  random: () => number,
  delay: () => number,
): Machine {
  let alive = true;
  const appending = new Set<() => Promise<void>>();
  const never = new Promise<never>(() => undefined);

  async function pause(): Promise<void> {
    const ms = delay();
    if (ms > 0) await new Promise<void>((resolve) => clock.after(ms, resolve));
    if (!alive) await never;
  }

  async function slow<T>(call: () => Promise<T>): Promise<T> {
    await pause();
    const result = await call().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await pause();
    if ('error' in result) throw result.error;
    return result.value;
  }

  return {
    files: {
      read: (path) => slow(() => disk.read(path)),
      list: (path) => slow(() => disk.list(path)),
      stat: (path) => slow(() => disk.stat(path)),
      async append(path, bytes, options) {
        const torn = (): Promise<void> =>
          disk.append(path, bytes.subarray(0, Math.floor(random() * bytes.length)), options);
        appending.add(torn);
        await slow(() => {
          appending.delete(torn);
          return disk.append(path, bytes, options);
        });
      },
      close: (path) => slow(() => disk.close(path)),
      replace: (path, bytes) => slow(() => disk.replace(path, bytes)),
      rename: (from, to) => slow(() => disk.rename(from, to)),
      remove: (path) => slow(() => disk.remove(path)),
      create: (path, bytes) => slow(() => disk.create(path, bytes)),
    },
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (ms, callback) =>
        clock.after(ms, () => {
          if (alive) callback();
        }),
    },
    async crash() {
      alive = false;
      for (const torn of appending) if (random() < 0.5) await torn();
    },
  };
}
