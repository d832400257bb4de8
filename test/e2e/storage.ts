/** What Laplas keeps on disk in the window of a test. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LaplasWindow } from '../../dev/vscode/window.ts';

/** How long something may take to come about on a busy machine, in milliseconds. */
const limit = 20_000;

/** A path below the extension's storage folder. */
export function stored({ workbench }: LaplasWindow, ...path: string[]): string {
  return join(workbench.dataFolder, 'data/User/globalStorage/laplas.laplas', ...path);
}

/** The names of the chats' files. */
export async function chatFiles(window: LaplasWindow): Promise<readonly string[]> {
  const names = await readdir(stored(window, 'chats')).catch(() => []);
  return names.filter((name) => name.endsWith('.jsonl'));
}

/** Waits until `look` gives something, asked again and again. */
export async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  for (const end = Date.now() + limit; ;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
