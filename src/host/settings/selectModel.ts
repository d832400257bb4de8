/** Select Model: the API's two names, the current one, and a custom one. */
import * as vscode from 'vscode';

/** The names that the API's documentation gives the model. */
export const knownModels = ['google/gemini-2.0-flash-exp', 'gemini-2.0-flash-exp'] as const;

/** Returns undefined if the user cancels. */
export async function pickModel(current: string): Promise<string | undefined> {
  const names = [...new Set([current, ...knownModels])];
  const other = 'Another name…';
  const picked = await vscode.window.showQuickPick(
    [
      ...names.map((label) => ({ label, description: label === current ? 'in use' : '' })),
      { label: other, description: '' },
    ],
    { title: 'Laplas: Select Model', placeHolder: 'The model that answers' },
  );
  if (picked?.label !== other) return picked?.label;
  const typed = await vscode.window.showInputBox({
    title: 'Laplas: Select Model',
    prompt: 'The model’s name, as the API knows it.',
    value: current,
    validateInput: (value) => (value.trim() === '' ? 'Enter a name.' : undefined),
  });
  return typed?.trim();
}
