/** A conversation as Markdown, for people: the branch that is shown, with what each message carried. */
import { fenced } from '../request/attachmentsText.ts';
import { branch } from '../model/conversation.ts';
import type { Attachment, Conversation, Message, MessageState } from '../model/conversation.ts';

/** How a message begins: who says it, how it ended, and when it was made. */
export const openingPattern = String.raw`## (You|Laplas)(?: \(([^)\n]*)\))?\n\n<!-- ([+-]?\d{4,6}-\d\d-\d\dT[\d:.]+Z) -->$`;

/** Pictures are named, not contained: the JSON export has them. */
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

/** A text that begins as an attachment does is told from one by a backslash, which no reader of Markdown shows. */
function escaped(text: string): string {
  return /^\\*\*Attached/.test(text) ? `\\${text}` : text;
}

/** The same for an exported chat that somebody has pasted or attached. */
function withoutOpenings(text: string): string {
  return text.replace(new RegExp(String.raw`^(?=\\*${openingPattern})`, 'gm'), '\\');
}

function attachmentText(attachment: Attachment): string {
  const name = onOneLine(attachment.name);
  if (attachment.kind === 'image') return `*Attached picture: ${name}*`;
  const { text, language } = attachment;
  // The line break before the closing fence is the fence's; one that the text ends in is its own.
  return `*Attached: ${name}*\n\n${fenced(text.endsWith('\n') ? `${text}\n` : text, language)}`;
}

/** A line break or a blank edge as a character reference (CommonMark 2.5), which Markdown shows as the character. */
function onOneLine(name: string): string {
  return name
    .replace(/&(?=#\d+;)/g, '&#38;')
    .replace(/[\r\n\u2028\u2029]|^\s|\s$/g, (character) => `&#${character.charCodeAt(0)};`);
}
