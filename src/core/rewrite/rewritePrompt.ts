/** Builds the request messages of a rewrite. */
import type { RequestMessage } from '../api/types.ts';
import { continueInstruction } from './continuation.ts';
import { fenceFor } from './fences.ts';

/** A run of lines that the instruction applies to. */
export interface PromptSelection {
  /** Whole lines, with LF or CRLF. */
  readonly text: string;
  /** 1-based number of its first line. */
  readonly firstLine: number;
  /** Diagnostics for these lines: `line 12: error: 'x' is not defined`. */
  readonly problems: readonly string[];
  /** The previous result, if the user retries. */
  readonly attempt?: string;
}

export interface RewritePrompt {
  readonly instruction: string;
  /** The path as displayed to the user. */
  readonly fileName: string;
  /** VS Code's language id. */
  readonly language: string;
  readonly selections: readonly PromptSelection[];
  /** The file's lines above the first selection and below the last, already cut to the budget. */
  readonly before: string;
  readonly after: string;
  /** The setting `laplas.language`: the language of new comments. If absent, the file's own. */
  readonly answerLanguage?: string;
  /** The user's additional system prompt. */
  readonly systemPrompt?: string;
}

/** One system message, and one user message whose last fenced blocks contain the selections. */
export function rewriteMessages(prompt: RewritePrompt): readonly RequestMessage[] {
  const language = prompt.answerLanguage ?? '';
  const several = prompt.selections.length > 1;
  const system = [
    'You rewrite code in an editor. The user selects lines and says what to do with them.',
    several
      ? `Answer with ${prompt.selections.length} fenced code blocks and nothing else: one for each selection, in the same order. Each holds the whole replacement of that selection's lines.`
      : 'Answer with one single fenced code block and nothing else. It holds the whole replacement of the selected lines.',
    'Write every line out: leave nothing out with a comment such as "rest unchanged". No diff, no explanation.',
    'Do not repeat the lines around the selection. Keep the indentation, the style and the language of the file.',
    'Where the code itself has a line of backticks, use a longer run of backticks for your fence.',
    'If nothing has to change, answer with the selected lines as they are.',
    ...(language === ''
      ? []
      : [`Comments that you add are in ${language}, unless the instruction says otherwise.`]),
  ].join('\n');
  const parts = [
    `Instruction: ${prompt.instruction}`,
    `File: ${prompt.fileName}`,
    `Language: ${prompt.language}`,
  ];
  const own = prompt.systemPrompt?.trim() ?? '';
  if (prompt.before !== '')
    parts.push(section('Lines above, not to be repeated:', prompt.before, prompt.language));
  if (prompt.after !== '')
    parts.push(section('Lines below, not to be repeated:', prompt.after, prompt.language));
  prompt.selections.forEach((selection, index) => {
    const name = several
      ? `selection ${index + 1} of ${prompt.selections.length}`
      : 'the selection';
    if (selection.problems.length > 0) {
      parts.push(
        `Problems that the editor reports in ${name}:\n${selection.problems.map((problem) => `- ${problem}`).join('\n')}`,
      );
    }
    if (selection.attempt !== undefined) {
      parts.push(
        section(
          `Your last try at ${name}, which was not what the user wanted:`,
          selection.attempt,
          prompt.language,
        ),
      );
    }
  });
  prompt.selections.forEach((selection, index) => {
    const title = several
      ? `Selection ${index + 1} of ${prompt.selections.length}, from line ${selection.firstLine}:`
      : `Selected lines, from line ${selection.firstLine}:`;
    parts.push(section(title, selection.text, prompt.language));
  });
  return [
    { role: 'system', content: own === '' ? system : `${system}\n\n${own}` },
    { role: 'user', content: parts.join('\n\n') },
  ];
}

/** The same request with the partial response and the instruction to continue. */
export function continuedMessages(
  messages: readonly RequestMessage[],
  partial: string,
): readonly RequestMessage[] {
  return [
    ...messages,
    { role: 'assistant', content: partial },
    { role: 'user', content: continueInstruction },
  ];
}

function section(title: string, text: string, language: string): string {
  const fence = fenceFor(text);
  return `${title}\n${fence}${language}\n${text.replace(/(\r\n|\r|\n)$/, '')}\n${fence}`;
}
