/** The `RealPath` port on Node. */
import { lstat, realpath } from 'node:fs/promises';
import type { RealPath } from '../core/base/ports.ts';

export const realPath: RealPath = async (path) => {
  try {
    return await realpath(path);
  } catch {
    await lstat(path);
    return undefined;
  }
};
