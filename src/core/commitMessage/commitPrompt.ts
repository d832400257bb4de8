/** Builds the request for a commit message. */
import type { RequestMessage } from '../api/types.ts';
import { fenced } from '../request/attachmentsText.ts';

export interface CommitPrompt {
  /** The diff, already reduced to the token budget. */
  readonly diff: string;
  /** Subjects of the latest commits, newest first, as style examples. */
  readonly recent: readonly string[];
  /** Text in the commit message box. May be empty. */
  readonly begun: string;
  /** `laplas.language`. Empty for the language of the latest commits. */
  readonly language: string;
  /** The user's and the workspace's instructions; may be empty. */
  readonly addition: string;
}

export function commitMessages(prompt: CommitPrompt): readonly RequestMessage[] {
  const { diff, recent, begun, language, addition } = prompt;
  const system = [
    'You write the messages of git commits. Answer with the message alone: no fence, no quotes, no introduction.',
    'The first line says what the commit does, as a command, in at most 72 characters and without a full stop.',
    'If more must be said, an empty line follows, and then why it was done, wrapped at 72 characters. A small change needs no more than its first line.',
    language === ''
      ? 'Write in the language and the style of the latest commits; in English where there are none.'
      : `Write in ${language}, in the style of the latest commits.`,
    'Say nothing of what you were not shown: where content is left out, its name must do.',
    ...(addition.trim() === '' ? [] : ['', addition.trim()]),
  ].join('\n');
  const parts = [
    ...(recent.length === 0
      ? []
      : [`The latest commits:\n${recent.map((line) => `- ${line}`).join('\n')}`]),
    ...(begun.trim() === '' ? [] : [`The user has begun the message so:\n${fenced(begun)}`]),
    `The changes:\n${fenced(diff, 'diff')}`,
  ];
  return [
    { role: 'system', content: system },
    { role: 'user', content: parts.join('\n\n') },
  ];
}

export { extractMessage } from './extractMessage.ts';
