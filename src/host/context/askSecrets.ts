/** Asks before text that may contain secrets is attached or sent. */
import { describeSecrets } from '../../core/context/secretScanner.ts';
import { confirmRisk } from '../base/confirm.ts';

/** What happens to the text. Attached text is also stored with the chat. */
export type Use = 'attach' | 'send';

/**
 * Returns true if no secret was found or the user accepts the risk. All text that is sent without
 * having been typed for it must pass this check.
 *
 * @param name The text's name in the question.
 * @param firstLine 0-based number of the text's first line in its file.
 */
export async function mayBeSent(
  text: string,
  name: string,
  firstLine = 0,
  use: Use = 'send',
): Promise<boolean> {
  const found = describeSecrets(text, firstLine);
  return (
    found === undefined || confirmRisk(question(`${name} may contain secrets (${found}).`, use))
  );
}

function question(message: string, use: Use): Parameters<typeof confirmRisk>[0] {
  switch (use) {
    case 'attach':
      return {
        message,
        detail:
          'Attached content is sent to the model provider and stored in the local chat history.',
        decline: "Don't Attach",
        accept: 'Attach Anyway',
      };
    case 'send':
      return {
        message,
        detail: 'The request is sent to the model provider.',
        decline: "Don't Send",
        accept: 'Send Anyway',
      };
  }
}
