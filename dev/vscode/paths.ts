/** Paths in the repository. */
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/**
 * Cache for downloads. LAPLAS_VSCODE_CACHE specifies another folder, to share it between checkouts.
 */
export const cacheFolder = resolve(
  process.env['LAPLAS_VSCODE_CACHE'] ?? join(root, '.vscode-test'),
);

export const sampleProject = join(root, 'dev/samples/shop');
