/** Reads the stat of a file that may not exist. */
import { isFileError } from '../base/fileError.ts';
import type { Files } from '../base/ports.ts';

export interface Stat {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

/** Undefined if the file does not exist. */
export async function statOf(files: Files, path: string): Promise<Stat | undefined> {
  try {
    return await files.stat(path);
  } catch (error) {
    if (isFileError(error) && error.kind === 'notFound') return undefined;
    throw error;
  }
}
