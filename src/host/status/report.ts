/** An error outside the panel, as a notification with the buttons that help. */
import { commands, window, type Command } from 'vscode';
import type { ErrorDetail } from '../../core/api/types.ts';
import { actionTitles, errorText, type ErrorAction } from '../../shared/errorText.ts';

/** What a button does where the caller knows better than this file: `retry` and `continue` need its context. */
export type ActionHandlers = Partial<Readonly<Record<ErrorAction, () => void>>>;

/** The commands behind the buttons that mean the same everywhere. */
const usualActions: Partial<Readonly<Record<ErrorAction, Command>>> = {
  setApiKey: toCommand('setApiKey', 'laplas.setApiKey'),
  openSettings: toCommand('openSettings', 'workbench.action.openSettings', '@ext:laplas.laplas'),
  testConnection: toCommand('testConnection', 'laplas.testConnection'),
  selectModel: toCommand('selectModel', 'laplas.selectModel'),
  newChat: toCommand('newChat', 'laplas.newChat'),
  showLog: toCommand('showLog', 'laplas.showLog'),
};

/** What helps most with an error where its place is not at hand; undefined where only a retry does. */
export function helpFor(error: ErrorDetail): Command | undefined {
  return errorText(error)
    .actions.map((action) => usualActions[action])
    .find((command) => command !== undefined);
}

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
  const usual = usualActions[action];
  if (own !== undefined) own();
  else if (usual !== undefined) {
    await commands.executeCommand(usual.command, ...((usual.arguments ?? []) as unknown[]));
  }
}

function toCommand(action: ErrorAction, command: string, ...given: readonly string[]): Command {
  return { title: actionTitles[action], command, arguments: [...given] };
}
