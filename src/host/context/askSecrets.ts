/** Asks before something that looks like a secret becomes part of a message or a request. */
import * as vscode from 'vscode';
import { secretWords } from '../../core/context/secrets.ts';

// The first is what Enter takes.
const leaveOut = { title: 'Leave It Out', isCloseAffordance: true };
const sendAnyway = { title: 'Send It Anyway' };

/**
 * True to go on: nothing was found, or the user says so. Every text that goes out without having been typed for it is asked about here.
 *
 * @param name What the text is called in the question.
 * @param firstLine 0-based number of its first line in its file.
 */
export async function mayBeSent(text: string, name: string, firstLine = 0): Promise<boolean> {
  const found = secretWords(text, firstLine);
  if (found === undefined) return true;
  const answer = await vscode.window.showWarningMessage(
    `${name} looks as if it held ${found}.`,
    {
      modal: true,
      detail:
        'What is sent goes to the provider of the model; what is attached goes into the chat history on this computer as well.',
    },
    leaveOut,
    sendAnyway,
  );
  return answer === sendAnyway;
}
