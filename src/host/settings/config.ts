/** Reads Laplas' settings from VS Code. */
import { workspace, type Disposable } from 'vscode';
import { parseSettings, type Settings } from '../../core/model/settings.ts';

/**
 * The current settings, validated: see `problem` in Settings. For `baseUrl`, only the user's own
 * settings count, even if a VS Code version lets a workspace override it: no workspace can redirect
 * the key and the prompts to another host.
 */
export function readSettings(): Settings {
  const configuration = workspace.getConfiguration('laplas');
  return parseSettings((name) => {
    if (name !== 'baseUrl') return configuration.get<unknown>(name);
    const inspected = configuration.inspect<unknown>(name);
    return inspected?.globalValue ?? inspected?.defaultValue;
  });
}

/** Calls `changed` with the new settings after each change. */
export function onDidChangeSettings(changed: (settings: Settings) => void): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('laplas')) changed(readSettings());
  });
}
