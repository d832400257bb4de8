/** Asks before something that looks like a secret becomes part of a message. */
import * as vscode from 'vscode';
import { looksSecret } from '../../core/context/secrets.ts';

// The first is what Enter takes.
const leaveOut = { title: 'Leave It Out', isCloseAffordance: true };
const sendAnyway = { title: 'Send It Anyway' };

/** True to go on: nothing was found, or the user says so. `name` is what the text is called in the question. */
export async function mayBeSent(text: string, name: string): Promise<boolean> {
  const findings = looksSecret(text);
  const [first] = findings;
  if (first === undefined) return true;
  const more = findings.length === 1 ? '' : ` and ${findings.length - 1} more`;
  const answer = await vscode.window.showWarningMessage(
    `${name} looks as if it held ${first.what} (line ${first.line + 1}${more}).`,
    {
      modal: true,
      detail:
        'What is attached goes to the provider of the model and into the chat history on this computer.',
    },
    leaveOut,
    sendAnyway,
  );
  return answer === sendAnyway;
}
