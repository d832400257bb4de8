/**
 * Exports a conversation as Markdown: the displayed branch with the attachments of each message.
 */
import { fenced } from '../request/attachmentsText.ts';
import { branch } from '../model/conversation.ts';
import type { Attachment, Conversation, Message, MessageState } from '../model/conversation.ts';

/** The heading of a message: its author, how it ended, and its time. */
export const openingPattern = String.raw`## (You|Laplas)(?: \(([^)\n]*)\))?\n\n<!-- ([+-]?\d{4,6}-\d\d-\d\dT[\d:.]+Z) -->$`;

/** Images are included by name only. The JSON export contains them. */
export function toMarkdown(conversation: Conversation): string {
  const title = conversation.title.replace(/\s+/g, ' ').trim();
  return [`# ${title}`, ...branch(conversation).map(messageText)].join('\n\n') + '\n';
}

const notes: Readonly<Record<MessageState, string>> = {
  complete: '',
  streaming: 'still coming when this was exported',
  interrupted: 'interrupted',
  failed: 'failed',
  stopped: 'stopped',
};

function messageText({ role, text, attachments, state, finishReason, createdAt }: Message): string {
  const note = finishReason === 'length' ? 'cut by the limit of tokens' : notes[state];
  const heading = `## ${role === 'user' ? 'You' : 'Laplas'}${note === '' ? '' : ` (${note})`}`;
  const time = `<!-- ${new Date(createdAt).toISOString()} -->`;
  const body = [...attachments.map(attachmentText), ...(text === '' ? [] : [escaped(text)])];
  return [heading, time, ...body.map(withoutOpenings)].join('\n\n');
}

/**
 * Escapes a text that begins like an attachment with a backslash, which Markdown renderers don't
 * display.
 */
function escaped(text: string): string {
  return /^\\*\*Attached/.test(text) ? `\\${text}` : text;
}

/** The same for message headings inside a text, for example a pasted or attached export. */
function withoutOpenings(text: string): string {
  return text.replace(new RegExp(String.raw`^(?=\\*${openingPattern})`, 'gm'), '\\');
}

function attachmentText(attachment: Attachment): string {
  const name = onOneLine(attachment.name);
  if (attachment.kind === 'image') return `*Attached picture: ${name}*`;
  const { text, language } = attachment;
  // The line break before the closing fence belongs to the fence. A text that ends in a line break
  // gets another one.
  return `*Attached: ${name}*\n\n${fenced(text.endsWith('\n') ? `${text}\n` : text, language)}`;
}

/**
 * Converts line breaks and spaces at the ends to character references (CommonMark 2.5), which
 * Markdown renderers display as the characters.
 */
function onOneLine(name: string): string {
  return name
    .replace(/&(?=#\d+;)/g, '&#38;')
    .replace(/[\r\n\u2028\u2029]|^\s|\s$/g, (character) => `&#${character.charCodeAt(0)};`);
}
