/** Imports a conversation from the Markdown that markdownExport.ts exports, as far as it contains it. */
import type { Attachment, Conversation, Message, MessageState } from '../model/conversation.ts';
import type { NewId } from '../base/ports.ts';
import { openingPattern } from './markdownExport.ts';
import type { Imported } from './jsonTransfer.ts';

const opening = new RegExp(`^${openingPattern}`, 'gm');
const escapedOpening = new RegExp(String.raw`^\\(?=\\*${openingPattern})`, 'gm');
const escapedAttached = /^\\(?=\\*\*Attached)/;
/** An attachment at the beginning of a message: a fenced text, or an image's name. */
const attached = /^\*Attached: (.*)\*\n\n(`{3,})(.*)\n([\s\S]*?)\n\2(?:\n\n|$)/;
const picture = /^\*Attached picture: .*\*(?:\n\n|$)/;

/**
 * Returns one conversation without branches. Images are left out, since Markdown contains only
 * their names. Throws an Error whose message tells the user what is wrong.
 */
export function fromMarkdown(markdown: string, newId: NewId, now: number): Imported {
  const text = withOwnLineEnds(markdown);
  const openings = [...text.matchAll(opening)];
  if (openings.length === 0) {
    throw new Error(
      'The file holds no chat as Laplas exports it: no “## You” with its time below.',
    );
  }
  const messages: Message[] = [];
  let pictures = 0;
  for (const [index, match] of openings.entries()) {
    const [whole, name, note = '', time = ''] = match;
    const body = withoutSeparators(
      text.slice(match.index + whole.length, openings[index + 1]?.index),
      index === openings.length - 1,
    );
    const parts = split(body, newId);
    pictures += parts.pictures;
    const at = Date.parse(time);
    messages.push({
      id: newId(),
      parentId: messages.at(-1)?.id ?? null,
      role: name === 'You' ? 'user' : 'assistant',
      text: parts.text,
      attachments: parts.attachments,
      ...stateOf(note),
      createdAt: Number.isNaN(at) ? now : Math.min(at, now),
    });
  }
  const conversation: Conversation = {
    id: newId(),
    title: /^# (.+)$/m.exec(text)?.[1] ?? 'Imported chat',
    createdAt: messages[0]?.createdAt ?? now,
    updatedAt: messages.at(-1)?.createdAt ?? now,
    pinned: false,
    messages,
    head: messages.at(-1)?.id ?? null,
  };
  const warnings =
    pictures === 0
      ? []
      : [
          `Left out: ${pictures === 1 ? '1 picture' : `${pictures} pictures`}, since Markdown holds only the name.`,
        ];
  return { conversations: [conversation], warnings };
}

/**
 * Converts CRLF to LF if every line ends in CRLF, which an editor or Git did. If only some lines
 * do, those line breaks are part of the messages.
 */
function withOwnLineEnds(markdown: string): string {
  return /(?<!\r)\n/.test(markdown) ? markdown : markdown.replaceAll('\r\n', '\n');
}

/** Reverses `onOneLine` in markdownExport.ts. */
function asItWas(name: string): string {
  return name.replace(/&#(\d{1,4});/g, (_reference, code) => String.fromCharCode(Number(code)));
}

/**
 * Removes only what markdownExport.ts adds around a message's text: other white space belongs to the
 * text.
 */
function withoutSeparators(body: string, last: boolean): string {
  const end = last ? '\n' : '\n\n';
  const text = body.endsWith(end) ? body.slice(0, -end.length) : body;
  return (text.startsWith('\n\n') ? text.slice(2) : text).replace(escapedOpening, '');
}

function split(
  body: string,
  newId: NewId,
): {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly pictures: number;
} {
  const attachments: Attachment[] = [];
  let pictures = 0;
  let rest = body;
  for (;;) {
    const [whole, name = '', , language = '', text = ''] = attached.exec(rest) ?? [];
    const skipped = picture.exec(rest)?.[0];
    if (whole !== undefined) {
      const known = language === '' ? {} : { language };
      attachments.push({ kind: 'file', id: newId(), name: asItWas(name), text, ...known });
    } else if (skipped !== undefined) pictures++;
    else return { text: rest.replace(escapedAttached, ''), attachments, pictures };
    rest = rest.slice((whole ?? skipped ?? '').length);
  }
}

function stateOf(note: string): Pick<Message, 'state' | 'finishReason'> {
  if (note === 'cut by the limit of tokens')
    return { state: 'interrupted', finishReason: 'length' };
  const known: Readonly<Record<string, MessageState>> = {
    interrupted: 'interrupted',
    failed: 'failed',
    stopped: 'stopped',
    'still coming when this was exported': 'interrupted',
  };
  return { state: known[note] ?? 'complete' };
}
