/** An error outside the panel, as a notification with the buttons that help. */
import { commands, window } from 'vscode';
import type { ErrorDetail } from '../core/api/types.ts';
import { actionTitles, errorText, type ErrorAction } from '../shared/errorText.ts';

/** What a button does where the caller knows better than this file: `retry` and `continue` need its context. */
export type ActionHandlers = Partial<Readonly<Record<ErrorAction, () => void>>>;

const usualActions: Partial<Readonly<Record<ErrorAction, () => Thenable<unknown>>>> = {
  setApiKey: () => commands.executeCommand('laplas.setApiKey'),
  openSettings: () =>
    commands.executeCommand('workbench.action.openSettings', '@ext:laplas.laplas'),
  testConnection: () => commands.executeCommand('laplas.testConnection'),
  selectModel: () => commands.executeCommand('laplas.selectModel'),
  newChat: () => commands.executeCommand('laplas.newChat'),
  showLog: () => commands.executeCommand('laplas.showLog'),
};

/** Shows the cause and the next step. A button without a handler, here or in the caller, is left out. */
export async function report(
  error: ErrorDetail,
  handlers: ActionHandlers = {},
  /** Put before the cause. */
  where = '',
): Promise<void> {
  const { cause, next, actions } = errorText(error);
  const offered = actions.filter(
    (action) => (handlers[action] ?? usualActions[action]) !== undefined,
  );
  const chosen = await window.showErrorMessage(
    `${where}${cause} ${next}`,
    ...offered.map((action) => actionTitles[action]),
  );
  const action = offered.find((candidate) => actionTitles[candidate] === chosen);
  if (action !== undefined) await runAction(action, handlers);
}

/** Does what a button of an error says, wherever the button stands. Nothing where nobody handles it. */
export async function runAction(action: ErrorAction, handlers: ActionHandlers = {}): Promise<void> {
  const own = handlers[action];
  if (own === undefined) await usualActions[action]?.();
  else own();
}
