/** Modal questions about something that can't be taken back. Enter, Escape and Cancel all decline. */
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
 * True only where the user chose `accept`.
 *
 * VS Code focuses the first button that isn't its Cancel (`isCloseAffordance` makes one the Cancel), so that
 * Enter presses it: `decline` is an ordinary button and comes first. The only place that opens a modal dialog.
 */
export async function confirmRisk(question: RiskQuestion): Promise<boolean> {
  const { message, detail, decline, accept } = question;
  const options = { modal: true, detail };
  return (await window.showWarningMessage(message, options, decline, accept)) === accept;
}
