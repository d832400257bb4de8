/** The API key: asked for, kept in VS Code's secret storage, and given out for one origin at a time. */
import {
  commands,
  EventEmitter,
  window,
  type Disposable,
  type Event,
  type Memento,
  type SecretStorage,
} from 'vscode';
import { readAddress } from '../core/api/address.ts';
import {
  chooseKey,
  keyProblem,
  parseKeyRing,
  type EnvironmentKey,
  type KeyChoice,
  type KeyRing,
} from '../core/api/keys.ts';
import type { ErrorDetail } from '../core/api/types.ts';
import type { Log } from '../core/ports.ts';
import { onDidChangeSettings } from './config.ts';
import { keptKeys } from './secretNames.ts';

export type KeyResult = { readonly key: string } | { readonly error: ErrorDetail };

export interface Keys extends Disposable {
  /** The key for this base URL. Asks the user once before the environment's key goes to an address that it was not given for. */
  keyFor(baseUrl: string): Promise<KeyResult>;
  /** Whether there is a key for this base URL; asks nothing. */
  hasKey(baseUrl: string): Promise<boolean>;
  /** Asks for a key in a masked box and keeps it for the origin of the base URL. False when it was cancelled or could not be kept. */
  setApiKey(): Promise<boolean>;
  /** Forgets all keys that were kept, and what the environment's key was allowed. */
  clearApiKey(): Promise<void>;
  /** Also when another window set or cleared it. */
  readonly onDidChange: Event<void>;
}

export interface KeysOptions {
  readonly secrets: SecretStorage;
  /** Global, not the workspace's: where the environment's key was allowed to go. */
  readonly memory: Memento;
  /** LAPLAS_API_KEY and LAPLAS_BASE_URL, for containers and broken keyrings; absent where there is none. */
  readonly environment?: EnvironmentKey;
  /** The base URL as it is now. */
  readonly baseUrl: () => string;
  readonly log: Log;
  /** Says an error to the user: see report.ts. */
  readonly report: (error: ErrorDetail) => void;
}

const allowedKey = 'laplas.environmentKeyAllowed';

/** Also keeps the context key `laplas.hasApiKey` true to what there is, from the start. */
export function createKeys(options: KeysOptions): Keys {
  const { secrets, memory, environment, baseUrl, log, report } = options;
  const changed = new EventEmitter<void>();
  const disposables = [
    changed,
    secrets.onDidChange((event) => {
      if (event.key === keptKeys) announce();
    }),
    onDidChangeSettings(() => void showState()),
  ];

  function announce(): void {
    changed.fire();
    void showState();
  }

  async function showState(): Promise<void> {
    await commands.executeCommand('setContext', 'laplas.hasApiKey', await hasKey(baseUrl()));
  }

  /** An empty ring where the system's keyring is broken: the environment's key may still do. */
  async function readRing(): Promise<KeyRing> {
    try {
      return parseKeyRing(await secrets.get(keptKeys));
    } catch (thrown) {
      log.error(`secret storage: reading failed (${thrown instanceof Error ? thrown.name : '?'})`);
      return {};
    }
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

  /** True when the storage gives back what was put into it. Some keyrings take a secret and forget it. */
  async function keep(ring: KeyRing): Promise<boolean> {
    const value = JSON.stringify(ring);
    try {
      await secrets.store(keptKeys, value);
      return (await secrets.get(keptKeys)) === value;
    } catch (thrown) {
      log.error(`secret storage: writing failed (${thrown instanceof Error ? thrown.name : '?'})`);
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
      if (!(await keep({ ...(await readRing()), [origin]: typed }))) {
        void window.showErrorMessage(
          'The key could not be kept: the secret storage of this computer did not give it back. Set the environment variable LAPLAS_API_KEY instead, and start VS Code anew.',
        );
        return false;
      }
      void window.showInformationMessage(`The API key for ${origin} is set.`);
      return true;
    },
    async clearApiKey() {
      await secrets.delete(keptKeys);
      await memory.update(allowedKey, undefined);
      announce();
      void window.showInformationMessage(
        environment === undefined
          ? 'The API key is cleared.'
          : 'The API key is cleared. The one in LAPLAS_API_KEY is still used.',
      );
    },
    dispose() {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

/** The key without spaces around it, or undefined when the box was left with Escape: an empty one cannot be accepted. */
async function askForKey(origin: string): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: 'Laplas: Set API Key',
    prompt: `The key from your Apilaplas dashboard, where it must be enabled. It is sent to ${origin} only.`,
    placeHolder: 'API key',
    password: true,
    ignoreFocusOut: true,
    validateInput: keyProblem,
  });
  return typed === undefined || keyProblem(typed) !== undefined ? undefined : typed.trim();
}

async function confirmOrigin(origin: string): Promise<boolean> {
  const send = 'Send It There';
  const answer = await window.showWarningMessage(
    `Send the API key from LAPLAS_API_KEY to ${origin}?`,
    { modal: true, detail: 'It comes from the environment and was not given for this address.' },
    send,
  );
  return answer === send;
}
