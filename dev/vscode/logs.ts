/** Reads VS Code's log files, for the report of a failed run. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The last lines of each extension host log. The server's messages aren't in these files: it prints
 * them.
 */
export async function logTail(dataFolder: string, lines = 20): Promise<string> {
  const folder = join(dataFolder, 'data/logs');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const tails = names
    .filter((name) => /\bexthost\d+\b.*\.log$/.test(name))
    .map(async (name) => {
      const text = (await readFile(join(folder, name), 'utf8')).trim();
      return text === '' ? '' : `--- ${name}\n${text.split('\n').slice(-lines).join('\n')}\n`;
    });
  return (await Promise.all(tails)).join('');
}
