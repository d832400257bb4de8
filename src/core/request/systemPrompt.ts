/** What a conversation becomes when it is sent: the instructions it begins with, and its messages. */
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

/** What Explain Selection asks; the code travels as an attachment. */
export const explainPrompt =
  'Explain this code: what it does, how it does it, and what a reader could trip over.';

/** What Explain Terminal Selection asks. */
export const explainTerminalPrompt =
  'Explain this output of the terminal: what it says, what caused it where it is an error, and what to do next.';

/** Asks for the rest of an answer that was cut; the part that came stands before it as the assistant's. */
const continuePrompt =
  'Go on exactly where your last message ends, in the middle of a word or a line if it ends there. Repeat nothing, and add no introduction.';

/**
 * What a request begins with: our instructions, the user's own (`laplas.systemPrompt`) and the workspace's.
 *
 * @param addition Those that are not ours; may be empty.
 * @param language What the answer is written in; empty for the language of the question.
 */
export function systemText(addition: string, language = ''): string {
  return `${instructions(language)}\n\n${addition.trim()}`.trim();
}

/**
 * The messages of a request.
 *
 * @param branch The conversation from its first message to the one to be answered, or of which the rest is asked for.
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
      // An answer of which nothing came says nothing to the model either.
      .filter((message) => message.role === 'user' || message.text !== '')
      .map(({ role, text, attachments }) => ({ role, content: contentOf(text, attachments) })),
    ...(continuing ? [{ role: 'user', content: continuePrompt } as const] : []),
  ];
}
