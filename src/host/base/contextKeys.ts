/** Sets the context keys of package.json's `when` clauses and of the walkthrough. */
import { commands } from 'vscode';
import type { ContextKey } from './ids.ts';

const values = new Map<ContextKey, boolean>();

/** Sets a key, unless it has that value: some callers run on every move of the cursor. */
export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  if (values.get(key) === value) return;
  values.set(key, value);
  await commands.executeCommand('setContext', `laplas.${key}`, value);
}
