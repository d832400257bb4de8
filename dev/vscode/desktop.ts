/** Runs programs installed on a desktop: the browser, or VS Code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

export interface DesktopOptions {
  readonly folder: string;
  /** Folder of the extension that runs from source. */
  readonly extension: string;
  readonly dataFolder: string;
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Opens a window of the installed `code` with its own profile. Resolves when that window is closed.
 * @throws Error if there is no `code` command
 */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { folder, extension, dataFolder, settings, env } = options;
  const user = join(dataFolder, 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
  const code = spawn(
    'code',
    [
      ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome'],
      `--user-data-dir=${dataFolder}`,
      `--extensions-dir=${join(dataFolder, 'extensions')}`,
      `--extensionDevelopmentPath=${extension}`,
      folder,
    ],
    { env: { ...process.env, ...env }, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  try {
    await once(code, 'exit');
  } catch {
    throw new Error('there is no `code` command here: leave out --desktop');
  }
}

/** Opens a URL in the desktop's browser, if there is a desktop. */
export function openInBrowser(url: string): void {
  const command = opener();
  if (command === undefined) return;
  const child = spawn(command, [url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined).unref();
}

function opener(): string | undefined {
  if (process.platform === 'darwin') return 'open';
  if (process.platform === 'win32') return 'explorer';
  const desktop = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  return desktop === undefined ? undefined : 'xdg-open';
}
