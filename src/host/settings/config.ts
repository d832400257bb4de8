/** Laplas' settings, read from VS Code. */
import { workspace, type Disposable } from 'vscode';
import { parseSettings, type Settings } from '../../core/model/settings.ts';

/**
 * The settings as they are now, checked: see `problem` in Settings. Only what the user wrote in their own settings counts for `baseUrl`, even
 * should a version of VS Code let a workspace override it: no folder moves the key and the prompts to another host.
 */
export function readSettings(): Settings {
  const configuration = workspace.getConfiguration('laplas');
  return parseSettings((name) => {
    if (name !== 'baseUrl') return configuration.get<unknown>(name);
    const inspected = configuration.inspect<unknown>(name);
    return inspected?.globalValue ?? inspected?.defaultValue;
  });
}

/** Calls `changed` with the new settings after any of them changed. */
export function onDidChangeSettings(changed: (settings: Settings) => void): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('laplas')) changed(readSettings());
  });
}
