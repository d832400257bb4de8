/** Laplas' files on disk in a test window. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { takeFunctions } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import type { LaplasWindow } from '../../dev/vscode/window.ts';

/** A path in the extension's storage folder. */
export function stored({ workbench }: LaplasWindow, ...path: string[]): string {
  return join(workbench.dataFolder, 'data/User/globalStorage/laplas.laplas', ...path);
}

/** The names of the conversation files. */
export async function chatFiles(window: LaplasWindow): Promise<readonly string[]> {
  const names = await readdir(stored(window, 'chats')).catch(() => []);
  return names.filter((name) => name.endsWith('.jsonl'));
}

/** Waits until the browser has stored which chat is open. A reload before that would lose it. */
export async function untilKeptOpen(page: Page, chatFile: string): Promise<void> {
  await takeFunctions(page.locator('body'));
  await page.waitForFunction(
    async (id) => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('no storage'));
        });
      for (const { name = '' } of await indexedDB.databases()) {
        if (!name.startsWith('vscode-web-state-db')) continue;
        const database = await settled(indexedDB.open(name));
        const items = database.transaction('ItemTable').objectStore('ItemTable');
        const kept = await settled<unknown>(items.get('laplas.laplas'));
        database.close();
        if (typeof kept === 'string' && kept.includes(`"laplas.openChat":"${id}"`)) return true;
      }
      return false;
    },
    chatFile.replace(/\.jsonl$/, ''),
    { polling: 50 },
  );
}

/** The file's content, once it isn't empty. */
export function untilWritten(path: string): Promise<string> {
  return until(async () => {
    const text = await readFile(path, 'utf8').catch(() => '');
    return text === '' ? undefined : text;
  }, `${path} is written`);
}
