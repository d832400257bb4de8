/** Loads a part of the extension when it is first used. */

export interface Loader<T> {
  /** The part; rejects with a LoadError. A failure is not kept: the next call tries again. */
  readonly load: () => Promise<T>;
  /** What `load` was asked for; undefined before the first call, and after a failure. */
  readonly started: Promise<T> | undefined;
}

/** A part of the extension is not on disk any more, or cannot run. VS Code shows the message where a command fails. */
export class LoadError extends Error {
  override readonly name = 'LoadError';

  constructor(cause: unknown) {
    super(
      'A part of Laplas couldn’t be loaded. The extension might have been updated. Reload the window, then try again.',
      { cause },
    );
  }
}

/** @param open Imports the part, and makes what is wanted of it. */
export function createLoader<T>(open: () => Promise<T>): Loader<T> {
  let started: Promise<T> | undefined;

  async function first(): Promise<T> {
    try {
      // Where `open` throws at once, `started` is set by then.
      return await Promise.resolve().then(open);
    } catch (error) {
      started = undefined;
      throw new LoadError(error);
    }
  }

  return {
    load: () => (started ??= first()),
    get started() {
      return started;
    },
  };
}
