/**
 * Builds a request's messages from a conversation: the system prompt and the messages of the
 * branch.
 */
import type { RequestMessage } from '../api/types.ts';
import type { Message } from '../model/conversation.ts';
import { contentOf } from './attachmentsText.ts';

const instructions = (language: string): string =>
  [
    'You are Laplas, a programming assistant inside Visual Studio Code.',
    `Answer in ${language === '' ? 'the language of the question' : language}, in GitHub-flavoured Markdown, and be brief where the question allows it.`,
    'Put code into fenced blocks with the language after the fence; where a block is meant for a file, write its path after the language.',
    'Say so when you are not sure, or when you would need to see more of the code.',
  ].join('\n');

/** The prompt of Explain Selection. The code is sent as an attachment. */
export const explainPrompt =
  'Explain this code: what it does, how it does it, and what a reader could trip over.';

/** The prompt of Explain Terminal Selection. */
export const explainTerminalPrompt =
  'Explain this output of the terminal: what it says, what caused it where it is an error, and what to do next.';

/**
 * Requests the rest of an incomplete response, whose first part precedes it as an assistant
 * message.
 */
const continuePrompt =
  'Go on exactly where your last message ends, in the middle of a word or a line if it ends there. Repeat nothing, and add no introduction.';

/**
 * Returns the system prompt: our instructions, the user's (`laplas.systemPrompt`) and the
 * workspace's.
 *
 * @param addition The user's and the workspace's instructions. May be empty.
 * @param language Language of the response. Empty for the language of the question.
 */
export function systemText(addition: string, language = ''): string {
  return `${instructions(language)}\n\n${addition.trim()}`.trim();
}

/**
 * Returns the messages of a request.
 *
 * @param branch The messages from the first to the one to respond to, or to the response to
 * continue.
 * @param system See `systemText`.
 */
export function requestMessages(
  branch: readonly Message[],
  system: string,
  continuing: boolean,
): readonly RequestMessage[] {
  return [
    { role: 'system', content: system },
    ...branch
      // Empty responses are not sent.
      .filter((message) => message.role === 'user' || message.text !== '')
      .map(({ role, text, attachments }) => ({ role, content: contentOf(text, attachments) })),
    ...(continuing ? [{ role: 'user', content: continuePrompt } as const] : []),
  ];
}
