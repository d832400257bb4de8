/**
 * Shared by the tests of API keys, client and connection: restores settings, stores secrets in
 * memory, and answers dialogs.
 */
import * as vscode from 'vscode';
import { createHostClient } from '../../src/host/request/apiClient.ts';
import { random, systemClock } from '../../src/host/base/platform.ts';
import {
  createApiKeys,
  type ApiKeys,
  type ApiKeysOptions,
} from '../../src/host/settings/apiKeys.ts';
import type { ErrorDetail, RunTurn } from '../../src/core/api/types.ts';
import type { Log } from '../../src/core/base/ports.ts';
import { createWatchedFetch } from '../../src/node/watchedFetch.ts';

const changed: [string, unknown][] = [];

/** Changes a user setting. `restoreSettings` restores the old value. */
export async function setSetting(name: string, value: unknown): Promise<void> {
  const before = vscode.workspace.getConfiguration().inspect(name)?.globalValue;
  changed.push([name, before]);
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

export async function restoreSettings(): Promise<void> {
  for (const [name, before] of changed.splice(0).reverse()) {
    await vscode.workspace
      .getConfiguration()
      .update(name, before, vscode.ConfigurationTarget.Global);
  }
}

export interface MemorySecrets extends vscode.SecretStorage {
  readonly kept: Map<string, string>;
  /** How a broken keyring fails. */
  fault?: 'forgets' | 'throws';
}

export function memorySecrets(): MemorySecrets {
  const kept = new Map<string, string>();
  const emitter = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const secrets: MemorySecrets = {
    kept,
    onDidChange: emitter.event,
    get(key) {
      if (secrets.fault === 'throws') return Promise.reject(new Error('no keyring'));
      return Promise.resolve(kept.get(key));
    },
    store(key, value) {
      if (secrets.fault === 'throws') return Promise.reject(new Error('no keyring'));
      if (secrets.fault !== 'forgets') kept.set(key, value);
      emitter.fire({ key });
      return Promise.resolve();
    },
    delete(key) {
      kept.delete(key);
      emitter.fire({ key });
      return Promise.resolve();
    },
  };
  return secrets;
}

export function memoryMemento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, otherwise?: T) => (values.get(key) ?? otherwise) as T | undefined,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };
}

export interface KeysUnderTest {
  readonly keys: ApiKeys;
  readonly secrets: MemorySecrets;
  readonly reported: ErrorDetail[];
  readonly log: string[];
}

export function testKeys(
  options: Partial<Pick<ApiKeysOptions, 'environment'>> & { readonly baseUrl: () => string },
): KeysUnderTest {
  const secrets = memorySecrets();
  const reported: ErrorDetail[] = [];
  const log: string[] = [];
  const keys = createApiKeys({
    secrets,
    memory: memoryMemento(),
    log: memoryLog(log),
    report: (error) => reported.push(error),
    ...options,
  });
  return { keys, secrets, reported, log };
}

export function memoryLog(lines: string[]): Log {
  const write = (line: string): void => void lines.push(line);
  return { debug: write, info: write, warn: write, error: write };
}

/** The extension's client with VS Code's own fetch. */
export function testClient(keys: ApiKeys, lines: string[] = []): RunTurn {
  return createHostClient(
    {
      fetch: createWatchedFetch(() => fetch),
      clock: systemClock,
      random,
      log: memoryLog(lines),
    },
    keys,
  );
}

/** API keys with the same key for every address. */
export function fixedKeys(key: string): ApiKeys {
  return {
    keyFor: () => Promise.resolve({ key }),
    hasKey: () => Promise.resolve(true),
    setApiKey: () => Promise.resolve(false),
    clearApiKey: () => Promise.resolve(),
    onDidChange: new vscode.EventEmitter<void>().event,
    dispose: () => undefined,
  };
}

type Dialogs = Pick<
  typeof vscode.window,
  'showInputBox' | 'showWarningMessage' | 'showErrorMessage' | 'showInformationMessage'
>;

/**
 * The dialogs that were shown, and the user's answers to them: a text or a button's title.
 * Undefined is Escape.
 */
export interface Answers {
  readonly asked: { readonly dialog: keyof Dialogs; readonly arguments: readonly unknown[] }[];
  restore(): void;
}

export function answerDialogs(answers: Partial<Record<keyof Dialogs, string>>): Answers {
  const asked: { dialog: keyof Dialogs; arguments: readonly unknown[] }[] = [];
  const names = [
    'showInputBox',
    'showWarningMessage',
    'showErrorMessage',
    'showInformationMessage',
  ] as const;
  const before = names.map((name) => [name, vscode.window[name]] as const);
  for (const name of names) {
    Object.assign(vscode.window, {
      [name]: (...given: unknown[]) => {
        asked.push({ dialog: name, arguments: given });
        return Promise.resolve(answers[name]);
      },
    });
  }
  return {
    asked,
    restore() {
      for (const [name, original] of before) Object.assign(vscode.window, { [name]: original });
    },
  };
}
