/** A conversation as Markdown, for people: the branch that is shown, with what each message carried. */
import { fenced } from '../context/attachments.ts';
import { branch } from '../chat/conversation.ts';
import type { Attachment, Conversation, Message, MessageState } from '../chat/conversation.ts';

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
  return [heading, time, ...attachments.map(attachmentText), text.trimEnd()]
    .filter((part) => part !== '')
    .join('\n\n');
}

function attachmentText(attachment: Attachment): string {
  if (attachment.kind === 'image') return `*Attached picture: ${attachment.name}*`;
  return `*Attached: ${attachment.name}*\n\n${fenced(attachment.text, attachment.language)}`;
}
