/** The `RealPath` port on Node. */
import { realpath } from 'node:fs/promises';
import type { RealPath } from '../core/ports.ts';

export const realPath: RealPath = (path) => realpath(path);
