/**
 * Settings for a quiet VS Code: no welcome page, tips, updates or telemetry, and none of its own AI
 * features.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

const quiet: Settings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.openRepositoryInParentFolders': 'never',
  'npm.autoDetect': 'off',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  // A single TypeScript server is enough for a project of four files.
  'typescript.tsserver.useSyntaxServer': 'never',
  'update.mode': 'none',
  'window.commandCenter': false,
  // In a browser VS Code saves automatically after a delay. The desktop version, which users have,
  // doesn't.
  'files.autoSave': 'off',
  'window.menuBarVisibility': 'compact',
  // The theme's former name. VS Code writes the current name, and because of that change finds a
  // theme that wasn't available yet at startup.
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** The file in which VS Code's server stores the user settings. */
export function settingsFile(dataFolder: string): string {
  return join(dataFolder, 'data/User/settings.json');
}

/**
 * Writes the user settings. `settings` override existing ones, and those override the quiet
 * defaults. An open window applies them shortly after.
 */
export async function writeSettings(dataFolder: string, settings: Settings): Promise<void> {
  const file = settingsFile(dataFolder);
  await mkdir(dirname(file), { recursive: true });
  const merged = { ...quiet, ...(await readSettings(file)), ...settings };
  await writeFile(file, JSON.stringify(merged, undefined, 2));
}

async function readSettings(file: string): Promise<Settings> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Settings;
  } catch {
    return {};
  }
}
