/** Shows the API key's state before the services are loaded. */
import type { SecretStorage } from 'vscode';
import { setContextKey } from '../base/contextKeys.ts';
import { apiKeysName } from './apiKeyNames.ts';
import type { StatusBar } from '../status/statusBar.ts';

/**
 * Shows whether a key is saved. Whether it is for the current base URL is known only when the
 * services are loaded.
 *
 * @param elsewhere Whether the environment has a key.
 * @param known Returns whether the services have been started and show the state themselves.
 */
export async function showKeyAtStart(
  secrets: Pick<SecretStorage, 'get'>,
  statusBar: Pick<StatusBar, 'show'>,
  elsewhere: boolean,
  known: () => boolean,
): Promise<void> {
  let kept: string | undefined;
  try {
    kept = await secrets.get(apiKeysName);
  } catch {
    // The services report what is wrong with the keyring.
    if (!known()) statusBar.show({ kind: 'ready' });
    return;
  }
  if (known()) return;
  statusBar.show({ kind: kept === undefined && !elsewhere ? 'noKey' : 'ready' });
  await setContextKey('hasApiKey', kept !== undefined);
}
