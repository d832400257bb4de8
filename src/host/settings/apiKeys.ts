/**
 * The API key: asks the user for it, stores it in VS Code's secret storage, and provides it for one
 * origin at a time.
 */
import {
  EventEmitter,
  window,
  type Disposable,
  type Event,
  type Memento,
  type SecretStorage,
} from 'vscode';
import { setContextKey } from '../base/contextKeys.ts';
import { readAddress } from '../../core/api/address.ts';
import {
  chooseKey,
  keyProblem,
  parseKeyRing,
  withKey,
  type EnvironmentKey,
  type KeyChoice,
  type KeyRing,
} from '../../core/api/keys.ts';
import type { ErrorDetail } from '../../core/api/types.ts';
import type { Log } from '../../core/base/ports.ts';
import { confirmRisk } from '../base/confirm.ts';
import { onDidChangeSettings } from './config.ts';
import { apiKeysName } from './apiKeyNames.ts';

export type KeyResult = { readonly key: string } | { readonly error: ErrorDetail };

export interface ApiKeys extends Disposable {
  /**
   * The key for this base URL. Asks the user once before using the environment's key for a URL that
   * it was not set for.
   */
  keyFor(baseUrl: string): Promise<KeyResult>;
  /** Whether there is a key for this base URL. Never asks the user. */
  hasKey(baseUrl: string): Promise<boolean>;
  /**
   * Asks for a key in a password box and saves it for the base URL's origin. Returns false if the
   * user cancels or saving fails.
   */
  setApiKey(): Promise<boolean>;
  /** Deletes all saved keys, and the origins allowed for the environment's key. */
  clearApiKey(): Promise<void>;
  /** Also fires when another window sets or clears a key. */
  readonly onDidChange: Event<void>;
}

export interface ApiKeysOptions {
  readonly secrets: SecretStorage;
  /** Global, not the workspace's: stores the origins allowed for the environment's key. */
  readonly memory: Memento;
  /**
   * LAPLAS_API_KEY and LAPLAS_BASE_URL, for containers and broken keyrings. Undefined if not set.
   */
  readonly environment?: EnvironmentKey;
  /** The current base URL. */
  readonly baseUrl: () => string;
  readonly log: Log;
  /** Shows an error to the user, see host/status/report.ts. */
  readonly report: (error: ErrorDetail) => void;
}

const allowedKey = 'laplas.environmentKeyAllowed';

/** Also sets the context key `laplas.hasApiKey`, and updates it after each change. */
export function createApiKeys(options: ApiKeysOptions): ApiKeys {
  const { secrets, memory, environment, baseUrl, log, report } = options;
  const changed = new EventEmitter<void>();
  const disposables = [
    changed,
    secrets.onDidChange((event) => {
      if (event.key === apiKeysName) announce();
    }),
    onDidChangeSettings(() => void showState()),
  ];

  function announce(): void {
    changed.fire();
    void showState();
  }

  async function showState(): Promise<void> {
    await setContextKey('hasApiKey', await hasKey(baseUrl()));
  }

  /**
   * The stored text. `unreadable` differs from nothing stored: the keyring may be locked
   * temporarily.
   */
  async function readStored(): Promise<{ readonly text: string | undefined } | 'unreadable'> {
    try {
      return { text: await secrets.get(apiKeysName) };
    } catch (thrown) {
      logFailure('reading', thrown);
      return 'unreadable';
    }
  }

  function logFailure(what: string, thrown: unknown): void {
    log.error(`secret storage: ${what} failed (${thrown instanceof Error ? thrown.name : '?'})`);
  }

  /**
   * For choosing a key, never for writing: empty if the keyring can't be read, since the
   * environment's key may still be usable.
   */
  async function readRing(): Promise<KeyRing> {
    const stored = await readStored();
    return stored === 'unreadable' ? {} : parseKeyRing(stored.text);
  }

  function allowed(): readonly string[] {
    return memory.get<readonly string[]>(allowedKey, []);
  }

  async function choose(url: string): Promise<KeyChoice> {
    const read = readAddress(url);
    return 'error' in read
      ? read
      : chooseKey(read.address, await readRing(), environment, allowed());
  }

  async function hasKey(url: string): Promise<boolean> {
    return 'key' in (await choose(url));
  }

  /**
   * Adds a key to the stored ones. Returns a message for the user if that fails. The stored keys
   * are then unchanged.
   */
  async function keep(origin: string, key: string): Promise<string | undefined> {
    const stored = await readStored();
    if (stored === 'unreadable')
      return "Couldn't read the saved API keys, so nothing was changed. Unlock the system keychain and try again, or set the environment variable LAPLAS_API_KEY and restart VS Code.";
    const value = withKey(stored.text, origin, key);
    if (value === undefined)
      return 'The saved API keys have an unknown format, so nothing was changed. To replace them, run Clear API Key first.';
    try {
      await secrets.store(apiKeysName, value);
      // Some keyrings accept a secret but don't store it.
      if ((await secrets.get(apiKeysName)) === value) return undefined;
    } catch (thrown) {
      logFailure('writing', thrown);
    }
    return "Couldn't save the key to the system keychain. Set the environment variable LAPLAS_API_KEY instead, and restart VS Code.";
  }

  async function forget(): Promise<boolean> {
    try {
      await secrets.delete(apiKeysName);
      return true;
    } catch (thrown) {
      logFailure('deleting', thrown);
      return false;
    }
  }

  void showState();
  return {
    hasKey,
    onDidChange: changed.event,
    async keyFor(url) {
      const choice = await choose(url);
      if (!('ask' in choice)) return choice;
      const { key, origin } = choice.ask;
      if (!(await confirmOrigin(origin))) return { error: { kind: 'keyOrigin', origin } };
      await memory.update(allowedKey, [...allowed(), origin]);
      announce();
      return { key };
    },
    async setApiKey() {
      const read = readAddress(baseUrl());
      if ('error' in read) {
        report(read.error);
        return false;
      }
      const { origin } = read.address;
      const typed = await askForKey(origin);
      if (typed === undefined) return false;
      const problem = await keep(origin, typed);
      if (problem !== undefined) {
        void window.showErrorMessage(problem);
        return false;
      }
      void window.showInformationMessage('API key saved.');
      return true;
    },
    async clearApiKey() {
      const isForgotten = await forget();
      await memory.update(allowedKey, undefined);
      announce();
      if (!isForgotten) {
        void window.showErrorMessage(
          "Couldn't delete the saved API keys. Unlock the system keychain and try again.",
        );
        return;
      }
      void window.showInformationMessage(
        environment === undefined
          ? 'API key cleared.'
          : 'API key cleared. The key in LAPLAS_API_KEY is still used.',
      );
    },
    dispose() {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

/** Returns the trimmed key, or undefined if the user cancels. An empty key can't be accepted. */
async function askForKey(origin: string): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: 'Laplas: Set API Key',
    prompt: `Paste the API key from your Apilaplas dashboard. It will only be sent to ${origin}.`,
    placeHolder: 'API key',
    password: true,
    ignoreFocusOut: true,
    validateInput: keyProblem,
  });
  return typed === undefined || keyProblem(typed) !== undefined ? undefined : typed.trim();
}

function confirmOrigin(origin: string): Promise<boolean> {
  return confirmRisk({
    message: `Send the API key from LAPLAS_API_KEY to ${origin}?`,
    detail: "The key comes from the environment and wasn't set for this address.",
    decline: "Don't Send",
    accept: 'Send Key',
  });
}
