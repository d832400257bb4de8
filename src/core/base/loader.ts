/** Loads a part of the extension when it is first used. */

export interface Loader<T> {
  /**
   * Loads the part, once. Rejects with a LoadError. A failure is not cached: the next call tries
   * again.
   */
  readonly load: () => Promise<T>;
  /** The promise that `load` returned. Undefined before the first call and after a failure. */
  readonly started: Promise<T> | undefined;
}

/**
 * A part of the extension is missing on disk or failed to run. VS Code shows the message when a
 * command fails.
 */
export class LoadError extends Error {
  override readonly name = 'LoadError';

  constructor(cause: unknown) {
    super(
      'A part of Laplas couldn’t be loaded. The extension might have been updated. Reload the window, then try again.',
      { cause },
    );
  }
}

/** @param open Imports the part and returns what is needed from it. */
export function createLoader<T>(open: () => Promise<T>): Loader<T> {
  let started: Promise<T> | undefined;

  async function first(): Promise<T> {
    try {
      // If `open` throws synchronously, `started` must be set already.
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
