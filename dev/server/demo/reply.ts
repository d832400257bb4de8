/** What the demonstration says to a request: always the same to the same one. It is no language model, and says so. */
import { imagesOf, textOf } from '../wire.ts';
import type { CompletionRequest, Reply, WireMessage } from '../wire.ts';
import { fenced, takeApart } from './blocks.ts';
import type { CodeBlock } from './blocks.ts';
import { chat, whoAmI } from './chat.ts';
import { explain, reviewed } from './explain.ts';
import { usesIn } from './followUp.ts';
import { imageFacts } from './images.ts';
import { knowsRewrite, rewriteNames, rewritten, rewrittenAnyway } from './rewrite.ts';
import { toolCallsFor, toolResults } from './toolCalls.ts';
import { counted, listed } from './words.ts';

export function demoReply(request: CompletionRequest): Reply {
  const toolCalls = toolCallsFor(request);
  return toolCalls.length > 0
    ? { text: '', toolCalls }
    : { text: textReply(request.messages), toolCalls };
}

function textReply(messages: readonly WireMessage[]): string {
  if (messages.at(-1)?.role === 'tool') return toolResults(messages);
  const rest = continued(messages);
  if (rest !== undefined) return rest;
  const users = messages.filter((message) => message.role === 'user');
  const last = users.at(-1);
  const { blocks, prose } = takeApart(last === undefined ? '' : textOf(last));
  if (blocks.length > 0 && wantsReplacement(messages)) {
    return replacement(selectedOf(blocks), instructionOf(prose));
  }
  const images = (last === undefined ? [] : imagesOf(last)).map(imageLine);
  const seen =
    images.length === 0 ? '' : `## ${counted(images.length, 'image')}\n\n${images.join('\n')}\n\n`;
  if (blocks.length > 0) return seen + aboutCode(blocks, prose);
  if (images.length > 0) return `${seen}${whoAmI} What the picture shows I cannot say.\n`;
  return aboutEarlierCode(users, prose) ?? chat(prose, users.length);
}

/**
 * What is missing of an answer that was cut, where the user asks to go on: the answer is made anew, and what came of it left
 * out. Undefined where nobody asks for that.
 */
function continued(messages: readonly WireMessage[]): string | undefined {
  const [asked, answered] = [messages.at(-1), messages.at(-2)];
  const goesOn =
    asked?.role === 'user' && /^(.{0,40}\. )?\s*(go on|continue|carry on)\b/i.test(textOf(asked));
  if (!goesOn || answered?.role !== 'assistant') return undefined;
  const whole = textReply(messages.slice(0, -2));
  const came = textOf(answered);
  return whole.startsWith(came) ? whole.slice(came.length) : undefined;
}

/** The instructions of a rewrite say what the answer has to be. */
function wantsReplacement(messages: readonly WireMessage[]): boolean {
  return messages.some(
    (message) => message.role === 'system' && /\brewrit|\breplacement\b/i.test(textOf(message)),
  );
}

/** The blocks that are said to be selected; where none is, all but what stands around them and what was tried before. */
function selectedOf(blocks: readonly CodeBlock[]): readonly CodeBlock[] {
  const own = blocks.filter(({ label }) => !/not to be repeated|last try/i.test(label));
  const selected = own.filter(({ label }) => /^select/i.test(label));
  return selected.length > 0 ? selected : own;
}

/** What stands behind `Instruction:`, up to the next such word; all of the text where there is none. */
function instructionOf(prose: string): string {
  return (
    /^Instruction:\s*([^]*?)(?=\n\n(?:File|Language|Problems[^\n]*):|$(?![^]))/m.exec(prose)?.[1] ??
    prose
  );
}

/** One block for each that came; prose where the code cannot be changed at all. */
function replacement(blocks: readonly CodeBlock[], instruction: string): string {
  const codes = blocks.map((block) => {
    const code = rewritten(block, instruction) ?? rewrittenAnyway(block, instruction);
    return code === undefined ? undefined : fenced(code, block.language);
  });
  return codes.every((code) => code !== undefined)
    ? `${codes.join('\n\n')}\n`
    : `${whoAmI} I cannot rewrite this. My rewrites are: ${listed(rewriteNames)}.\n`;
}

function aboutCode(blocks: readonly CodeBlock[], prose: string): string {
  const question = /\?\s*$/.test(prose);
  if (!question && knowsRewrite(prose)) {
    const codes = blocks.map((block) => fenced(rewritten(block, prose) ?? '', block.language));
    return `Done, by rule: this is the demonstration server, no language model.\n\n${codes.join('\n\n')}\n`;
  }
  return blocks.map((block) => aboutBlock(block, prose)).join('\n\n');
}

function aboutBlock(block: CodeBlock, prose: string): string {
  if (/\b(bugs?|wrong|mistakes?|errors?|review|problems?|fix)\b/i.test(prose))
    return reviewed(block);
  return usesIn(block, prose) ?? explain(block);
}

/** A question without code may be about the code that came last. */
function aboutEarlierCode(users: readonly WireMessage[], prose: string): string | undefined {
  const earlier = users.map((message) => takeApart(textOf(message)).blocks);
  const block = earlier.findLast((blocks) => blocks.length > 0)?.at(-1);
  if (block === undefined) return undefined;
  if (/\b(bugs?|wrong|mistakes?|review|problems?)\b/i.test(prose)) return reviewed(block);
  return usesIn(block, prose);
}

function imageLine(url: string, index: number): string {
  const facts = imageFacts(url);
  return typeof facts === 'string'
    ? `${index + 1}. Of this image I see nothing: ${facts}.`
    : `${index + 1}. A **${facts.type}** of **${facts.width} × ${facts.height} pixels**, ${facts.bytes} bytes.`;
}
