/** Asks the demonstration without a server in between. */
import { demoReply } from '../../../../dev/server/demo/reply.ts';
import { fenced, takeApart } from '../../../../dev/server/demo/blocks.ts';
import type { WireMessage } from '../../../../dev/server/wire.ts';
import { rewriteMessages } from '../../../../src/core/rewrite/rewritePrompt.ts';

/** The answer to a chat whose user says these texts, each after an answer. */
export function chatOf(...texts: readonly string[]): string {
  const messages = texts.flatMap((content): WireMessage[] => [
    { role: 'assistant', content: 'An answer' },
    { role: 'user', content },
  ]);
  return demoReply({ model: 'm', messages: messages.slice(1) }).text;
}

/** The answer to an explanation, as the panel asks for it. */
export function explanationOf(code: string, language: string, firstLine = 1): string {
  const lastLine = firstLine + code.split('\n').length - 1;
  return chatOf(
    `Selection in a/b.ts, lines ${firstLine} to ${lastLine}:\n${fenced(code, language)}\n\nExplain this code: what it does.`,
  );
}

/** The text of the only block that a rewrite of the code is answered with; undefined where there is none. */
export function rewriteOf(code: string, language: string, instruction: string): string | undefined {
  const { blocks } = takeApart(rewriteReply([code], language, instruction));
  return blocks.length === 1 ? blocks[0]?.code : undefined;
}

/** The whole answer to a rewrite of some selections. */
export function rewriteReply(
  selections: readonly string[],
  language: string,
  instruction: string,
): string {
  const messages = rewriteMessages({
    instruction,
    fileName: 'a/b.ts',
    language,
    before: 'var above = 1;',
    after: 'var below = 1;',
    selections: selections.map((text) => ({
      text,
      firstLine: 7,
      problems: ['line 8: error: a problem'],
      attempt: 'var attempt = 1;',
    })),
  });
  return demoReply({
    model: 'm',
    messages: messages.flatMap(({ role, content }): WireMessage[] =>
      typeof content === 'string' ? [{ role, content }] : [],
    ),
  }).text;
}
