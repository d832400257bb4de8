/** Answers questions about where code of an earlier message uses a name. */
import type { CodeBlock } from './blocks.ts';
import { codeOnly } from './rewrites/mask.ts';
import { counted, quoted } from './words.ts';

/** The lines that use a name in the question, or undefined if the code uses none of its names. */
export function usesIn(block: CodeBlock, question: string): string | undefined {
  const asked = /\b(where|which|who|how often|lines?|us(e|ed|es|ages?)|change[sd]?|call(s|ed)?)\b/i;
  if (!asked.test(question)) return undefined;
  const visible = codeOnly(block.code, block.language).split('\n');
  const lines = block.code.split('\n');
  const names = [...question.matchAll(/`([\w$]+)`|([\p{L}_$][\w$]*)/gu)]
    .map(([, inTicks, plain]) => inTicks ?? plain ?? '')
    .filter((name) => !everyday.has(name.toLowerCase()));
  for (const name of new Set(names)) {
    const pattern = new RegExp(`(?<![\\w$])${name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`);
    const rows = visible.flatMap((line, index) =>
      pattern.test(line)
        ? [`- line ${index + block.firstLine}: ${quoted((lines[index] ?? '').trim())}`]
        : [],
    );
    if (rows.length > 0) {
      return `${quoted(name)} comes in ${counted(rows.length, 'line')} of this code:\n\n${rows.join('\n')}\n\n*Found by looking for the name: this is the demonstration server, no language model.*\n`;
    }
  }
  return undefined;
}

/** Words that are rarely meant as names in the code. */
const everyday = new Set(
  'a about all an and any are at be by call called calls change changed changes code do does else file for from function functions how i if in is it line lines me my name of often on or return returns show tell that the there this to use used uses usage value variable what when where which who why with you'.split(
    ' ',
  ),
);
