/**
 * Responses to messages without code: what the demo can do, and samples of all markdown features.
 */
import { fenced } from './blocks.ts';
import { rewriteNames } from './rewrite.ts';
import { snippets, snippetsFor } from './snippets.ts';
import { counted, listed } from './words.ts';

/** Part of every chat response. */
export const whoAmI =
  'I am the **demonstration server** of Laplas, no language model: I answer by simple rules, and always the same.';

/** @param turn 1 for the first question of the conversation */
export function chat(question: string, turn: number): string {
  const asks = (pattern: RegExp): boolean => pattern.test(question);
  const [, upTo] = /\bcount\b.*?\bto\b\s*(\d{1,5})/i.exec(question) ?? [];
  if (upTo !== undefined) return counting(Number(upTo));
  if (asks(/\bmarkdown\b|\beverything\b|\bsampler?\b/i)) return sampler();
  if (asks(/\b(long|essay|story|paragraphs?|article)\b/i)) return long(question);
  if (asks(/\btables?\b/i)) return `${whoAmI} Here is a table.\n\n${languagesTable}\n`;
  if (asks(/\b(lists?|steps?|plan|todo)\b/i)) return `${whoAmI} Here is a list.\n\n${list}\n`;
  if (asks(/\b(code|example|function|program|script|snippet|write|show)\b/i)) {
    return examples(question);
  }
  return turn === 1 || asks(/\b(help|hello|hi|hey|what can you|who are you)\b/i)
    ? welcome(question)
    : echo(question, turn);
}

function welcome(question: string): string {
  return `# Hello!

${whoAmI} ${heard(question)}

## What I can do

| you | I |
| --- | --- |
| select code and choose **Explain Selection** | read its names, parameters, branches, loops, awaits and returns, and point at known traps |
| select code and choose **Rewrite Selection** | ${listed(rewriteNames)} |
| send an image | say its type and its size in pixels |
| ask for *a table*, *a list*, *markdown* | show what an answer can look like |
| ask for *an example in ${snippets.at(2)?.language}* | show code, in ${listed(snippets.map(({ language }) => language))} |
| ask to *count to 300*, or for *a long answer* | write until you stop me |

## Try this

1. Open \`src/orders.ts\` of the sample, and select the function \`priceOrder\`.
2. Explain it, and then ask *where is \`total\` used?*
3. Rewrite it:

${fenced('rename total to sum', 'text')}

> With a key of your own, the same window talks to \`gemini-2.0-flash-exp\`.
`;
}

function echo(question: string, turn: number): string {
  return `${whoAmI} ${heard(question)} It was your question number **${turn}** in this conversation.

- I can explain code: select some, or put it into your message between fences.
- I can show an example, in ${listed(snippets.map(({ language }) => language))}.
- I can show *a table*, *a list*, *markdown*, or write *a long answer*.
`;
}

/** Facts that hold for any question. */
function heard(question: string): string {
  const words = question.match(/[\p{L}\p{N}']+/gu) ?? [];
  const [longest] = words.toSorted((a, b) => b.length - a.length);
  return longest === undefined
    ? 'Your message had no words in it.'
    : `Your message had ${counted(words.length, 'word')}, the longest is *${longest.slice(0, 60)}*.`;
}

function examples(question: string): string {
  const parts = snippetsFor(question).map(
    ({ language, code }) => `### ${language}\n\n${fenced(code, language)}`,
  );
  return `${whoAmI} I know one example for each language: it counts the words of a text.\n\n${parts.join('\n\n')}\n\nIt runs once over the text, and keeps one entry for each different word.\n`;
}

function counting(to: number): string {
  const numbers = Array.from({ length: to }, (_, index) => String(index + 1));
  return `${whoAmI} I count.\n\n${numbers.join(', ')}.\n`;
}

function long(question: string): string {
  const [, asked] = /(\d{1,3})\s*(?:paragraphs?|sections?|parts?)/i.exec(question) ?? [];
  const count = Math.max(1, Math.min(200, Number(asked ?? 12)));
  const sections = Array.from({ length: count }, (_, index) => section(index));
  return `# A long answer\n\n${whoAmI}\n\n${sections.join('\n\n')}\n`;
}

function section(index: number): string {
  const snippet = snippets[index % snippets.length];
  const number = index + 1;
  const text = `This is part ${number}. It is here so that there is something to scroll through, to stop in the middle, and to search in. Part ${number} has **bold**, *italic* and \`code\` in it.`;
  const sample =
    index % 3 === 1 && snippet !== undefined
      ? fenced(snippet.code, snippet.language)
      : index % 3 === 2
        ? `- ${number} times 2 is ${number * 2}\n- ${number} times 3 is ${number * 3}`
        : `> Part ${number} of what you asked for.`;
  return `## Part ${number}\n\n${text}\n\n${sample}`;
}

function sampler(): string {
  const code = snippets.slice(0, 3).map((one) => fenced(one.code, one.language));
  return `# Markdown

${whoAmI}

Text with **bold**, *italic*, ~~struck out~~, \`code\` and [a link](https://code.visualstudio.com/docs). Umlauts: äöü; signs: 日本語, emoji: 🦊👩‍👩‍👧.

## Lists

${list}

## A table

${languagesTable}

## A quotation

> A quotation
>
> > with one inside.

---

## Code

${code.join('\n\n')}
`;
}

const list = `1. First
   - with something below it
     - and below that
2. Second, with \`code\`
3. Third

- [x] a task that is done
- [ ] a task that is not`;

const languagesTable = [
  '| language | lines of my example | characters |',
  '| :--- | ---: | ---: |',
  ...snippets.map(
    ({ language, code }) => `| ${language} | ${code.split('\n').length} | ${code.length} |`,
  ),
].join('\n');
