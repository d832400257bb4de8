/** Sets the context keys of package.json's `when` clauses and of the walkthrough. */
import { commands } from 'vscode';
import type { ContextKey } from './ids.ts';

export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  await commands.executeCommand('setContext', `laplas.${key}`, value);
}

/** Sets a key only when its value changes, for callers that run on every move of the cursor. */
export function createContextKeys(): (key: ContextKey, value: boolean) => void {
  const values = new Map<ContextKey, boolean>();
  return (key, value) => {
    if (values.get(key) === value) return;
    values.set(key, value);
    void setContextKey(key, value);
  };
}
