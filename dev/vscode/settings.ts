/** A quiet VS Code: no welcome, no tips, no updates, no telemetry, and none of its own AI features beside ours. */
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
  // One server for TypeScript is enough for a project of four files.
  'typescript.tsserver.useSyntaxServer': 'never',
  'update.mode': 'none',
  'window.commandCenter': false,
  // In a browser VS Code saves by itself after a delay; on the desktop, which users have, it does not.
  'files.autoSave': 'off',
  'window.menuBarVisibility': 'compact',
  // Its former name. VS Code writes the present one, and by that change finds a theme that was not there yet when it started.
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Where VS Code's server keeps the user's settings. */
export function settingsFile(dataFolder: string): string {
  return join(dataFolder, 'data/User/settings.json');
}

/** Writes the user's settings: those given win over those there, and those over the quiet ones. An open window follows within a moment. */
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
