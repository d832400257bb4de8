/** Modal questions about actions that can't be undone. Enter, Escape and Cancel all decline. */
import { window } from 'vscode';

export interface RiskQuestion {
  readonly message: string;
  readonly detail: string;
  /** The button that declines, such as `Don't Send`. */
  readonly decline: string;
  /** The button that accepts the risk, such as `Send Anyway`. */
  readonly accept: string;
}

/**
 * Returns true only if the user chose `accept`. The only place that opens a modal dialog.
 *
 * VS Code focuses the first button that isn't its Cancel (`isCloseAffordance` marks a button as
 * Cancel), and Enter presses it. So `decline` is an ordinary button and comes first.
 */
export async function confirmRisk(question: RiskQuestion): Promise<boolean> {
  const { message, detail, decline, accept } = question;
  const options = { modal: true, detail };
  return (await window.showWarningMessage(message, options, decline, accept)) === accept;
}
