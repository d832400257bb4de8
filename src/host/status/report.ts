/** Shows an error outside the panel, as a notification with buttons for the next step. */
import { commands, window, type Command } from 'vscode';
import type { ErrorDetail } from '../../core/api/types.ts';
import { actionTitles, errorText, type ErrorAction } from '../../shared/errorText.ts';

/** Button handlers from the caller: `retry` and `continue` need its context. */
export type ActionHandlers = Partial<Readonly<Record<ErrorAction, () => void>>>;

/** Commands for buttons that do the same everywhere. */
const usualActions: Partial<Readonly<Record<ErrorAction, Command>>> = {
  setApiKey: toCommand('setApiKey', 'laplas.setApiKey'),
  openSettings: toCommand('openSettings', 'workbench.action.openSettings', '@ext:laplas.laplas'),
  testConnection: toCommand('testConnection', 'laplas.testConnection'),
  selectModel: toCommand('selectModel', 'laplas.selectModel'),
  newChat: toCommand('newChat', 'laplas.newChat'),
  showLog: toCommand('showLog', 'laplas.showLog'),
};

/**
 * The most helpful command for an error, without the caller's context. Undefined if only a retry
 * helps.
 */
export function helpFor(error: ErrorDetail): Command | undefined {
  return errorText(error)
    .actions.map((action) => usualActions[action])
    .find((command) => command !== undefined);
}

/** Shows the cause and the next step. Omits buttons without a handler. */
export async function report(
  error: ErrorDetail,
  handlers: ActionHandlers = {},
  /** A prefix for the cause. */
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

/**
 * Runs an error button's action, wherever the button is shown. Does nothing if the action has no
 * handler.
 */
export async function runAction(action: ErrorAction, handlers: ActionHandlers = {}): Promise<void> {
  const own = handlers[action];
  const usual = usualActions[action];
  if (own !== undefined) own();
  else if (usual !== undefined) {
    await commands.executeCommand(usual.command, ...((usual.arguments ?? []) as unknown[]));
  }
}

function toCommand(action: ErrorAction, command: string, ...given: readonly string[]): Command {
  return { title: actionTitles[action], command, arguments: [...given] };
}
