/**
 * The demo's reply to a request: the same request always gets the same reply. It is not a language
 * model, and its replies state that.
 */
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
 * The missing part of a response that was cut, if the user asks to continue: generates the response
 * again and removes the text that was already sent. Undefined if the user doesn't ask to continue.
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

/** Whether the system message has the instructions of a rewrite. */
function wantsReplacement(messages: readonly WireMessage[]): boolean {
  return messages.some(
    (message) => message.role === 'system' && /\brewrit|\breplacement\b/i.test(textOf(message)),
  );
}

/**
 * The blocks labeled as selected. If there are none, all blocks except surrounding code and earlier
 * tries.
 */
function selectedOf(blocks: readonly CodeBlock[]): readonly CodeBlock[] {
  const own = blocks.filter(({ label }) => !/not to be repeated|last try/i.test(label));
  const selected = own.filter(({ label }) => /^select/i.test(label));
  return selected.length > 0 ? selected : own;
}

/**
 * The text after `Instruction:`, up to the next such label, or all of the text without that label.
 */
function instructionOf(prose: string): string {
  return (
    /^Instruction:\s*([^]*?)(?=\n\n(?:File|Language|Problems[^\n]*):|$(?![^]))/m.exec(prose)?.[1] ??
    prose
  );
}

/** One block for each selected block, or prose if the code can't be changed. */
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

/** Without code in it, a question can be about the last code of an earlier message. */
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
