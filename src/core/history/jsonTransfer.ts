/**
 * Exports conversations as JSON, and imports them again. Also imports message arrays in the format
 * of OpenAI's API.
 */
import type { Attachment, Conversation, Message } from '../model/conversation.ts';
import { isRecord } from '../base/guards.ts';
import type { NewId } from '../base/ports.ts';
import { titleOf } from '../prompts/title.ts';
import { toMarkdown } from './markdownExport.ts';
import { interruptStreaming } from './replay.ts';
import { createLeftOut, importedConversation, isImageUrl } from './importedConversation.ts';
import { isNumber, isText } from './storedShapes.ts';

/** Identifies a file as our export. Later versions of the export have a higher number. */
const exportVersion = 1;

export interface Imported {
  /** Each has a new id, so that existing conversations stay unchanged. */
  readonly conversations: readonly Conversation[];
  /** What was left out, as text for the user. */
  readonly warnings: readonly string[];
}

/** Exports complete conversations: all branches, attachments and images. */
export function toJson(conversations: readonly Conversation[]): string {
  return `${JSON.stringify({ laplas: exportVersion, conversations }, undefined, 2)}\n`;
}

/**
 * Returns the content for a file of that name: Markdown if it ends in `.md`, otherwise JSON. Throws
 * an Error whose message tells the user why it isn't possible.
 */
export function exportText(name: string, conversations: readonly Conversation[]): string {
  if (!/\.md$/i.test(name)) return toJson(conversations);
  const [first] = conversations;
  if (first === undefined || conversations.length > 1) {
    throw new Error('Markdown holds one chat alone: choose a name that ends in .json.');
  }
  return toMarkdown(first);
}

/**
 * Imports our own export, a message array, or an object with `messages`. Throws an Error whose
 * message tells the user what is wrong and where. Then nothing is imported.
 */
export function fromJson(text: string, newId: NewId, now: number): Imported {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`The file is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
  if (isRecord(value) && value['laplas'] !== undefined) return ours(value, newId, now);
  const messages = isRecord(value) ? value['messages'] : value;
  if (!Array.isArray(messages)) {
    throw new Error('The file is neither an export of Laplas nor a list of messages.');
  }
  return foreign(messages, newId, now);
}

function ours(value: Readonly<Record<string, unknown>>, newId: NewId, now: number): Imported {
  const version = value['laplas'];
  if (isNumber(version) && version > exportVersion) {
    throw new Error('The file was exported by a newer version of Laplas.');
  }
  if (version !== exportVersion) throw new Error('The file isn’t an export of Laplas.');
  const list = value['conversations'];
  if (!Array.isArray(list)) throw new Error('The export contains no conversations.');
  const leftOut = createLeftOut();
  const conversations = list.map((each: unknown, index) =>
    interruptStreaming(
      importedConversation(each, `Conversation ${index + 1}`, { newId, now, skip: leftOut.skip }),
    ),
  );
  return { conversations, warnings: leftOut.warnings() };
}

function foreign(list: readonly unknown[], newId: NewId, now: number): Imported {
  const messages: Message[] = [];
  const { skip, warnings } = createLeftOut();
  for (const [index, each] of list.entries()) {
    const where = `Message ${index + 1}`;
    if (!isRecord(each)) throw new Error(`${where} is not an object.`);
    const { role } = each;
    if (!isText(role)) throw new Error(`${where} has no role.`);
    if (role !== 'user' && role !== 'assistant') {
      if (!['system', 'developer', 'tool', 'function'].includes(role)) {
        throw new Error(`${where} has the role ${JSON.stringify(role)}, which is not known.`);
      }
      skip(`of the role ${role}`);
      continue;
    }
    const { text, attachments } = contentOf(each['content'], where, newId, skip);
    // For example an assistant message with only tool calls.
    if (text === '' && attachments.length === 0) {
      skip('without text');
      continue;
    }
    messages.push({
      id: newId(),
      parentId: messages.at(-1)?.id ?? null,
      role,
      text,
      attachments,
      state: 'complete',
      createdAt: now,
    });
  }
  const [first] = messages;
  if (first === undefined) throw new Error('The file holds no message of a user or an assistant.');
  const conversation: Conversation = {
    id: newId(),
    title: titleOf(first.text, first.attachments),
    createdAt: now,
    updatedAt: now,
    pinned: false,
    messages,
    head: messages.at(-1)?.id ?? null,
  };
  return { conversations: [conversation], warnings: warnings() };
}

function contentOf(
  content: unknown,
  where: string,
  newId: NewId,
  skip: (what: string) => void,
): Pick<Message, 'text' | 'attachments'> {
  if (content === null || content === undefined) return { text: '', attachments: [] };
  if (isText(content)) return { text: content, attachments: [] };
  if (!Array.isArray(content)) {
    throw new Error(`${where}: its content is neither a text nor a list of parts.`);
  }
  const texts: string[] = [];
  const attachments: Attachment[] = [];
  for (const part of content as readonly unknown[]) {
    const type = isRecord(part) ? part['type'] : undefined;
    if (!isRecord(part) || !isText(type)) throw new Error(`${where} has a part without a type.`);
    const image = part['image_url'];
    const url = isRecord(image) ? image['url'] : image;
    if (isText(part['text'])) texts.push(part['text']);
    else if (type === 'image_url' && isText(url) && isImageUrl(url)) {
      const name = `Picture ${attachments.length + 1}`;
      // The size is unknown. It is only used for an estimate.
      attachments.push({ kind: 'image', id: newId(), name, dataUrl: url, width: 0, height: 0 });
    } else skip(`part of the type ${type}`);
  }
  return { text: texts.join('\n'), attachments };
}
