/** What is said of the API key before anything else of Laplas is loaded. */
import { commands, type SecretStorage } from 'vscode';
import { apiKeysName } from './apiKeyNames.ts';
import type { StatusBar } from '../status/statusBar.ts';

/**
 * Whether a kept key is for the address that is set is known once the rooms are; that there is one, or none at all, can be said before.
 *
 * @param elsewhere Whether the environment has one.
 * @param known Whether the rooms have said more by now.
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
    // The rooms say what is wrong with the keyring.
    if (!known()) statusBar.show({ kind: 'ready' });
    return;
  }
  if (known()) return;
  statusBar.show({ kind: kept === undefined && !elsewhere ? 'noKey' : 'ready' });
  await commands.executeCommand('setContext', 'laplas.hasApiKey', kept !== undefined);
}
