/**
 * Validates a conversation from an untrusted file and copies only known fields. It gets new ids,
 * and no part of it refers to a location on this machine.
 */
import type { Parameters } from '../api/types.ts';
import type {
  RequestSnapshot,
  Attachment,
  Conversation,
  LineRange,
  Message,
} from '../model/conversation.ts';
import { isRecord } from '../base/guards.ts';
import type { NewId } from '../base/ports.ts';
import { firstCharacters } from '../base/graphemes.ts';
import { isMessage, isNumber, isText, isTime } from './storedShapes.ts';
import { knownError } from './storedError.ts';

/** Maximum characters of a title. A longer one is truncated. */
const longestTitle = 200;

export interface ImportPorts {
  readonly newId: NewId;
  /** Imported times are limited to this time. Milliseconds since the epoch. */
  readonly now: number;
  /** Counts an item that was left out. */
  readonly skip: (what: string) => void;
}

/** Throws an Error whose message tells the user what is wrong and where. */
export function importedConversation(
  value: unknown,
  where: string,
  { newId, now, skip }: ImportPorts,
): Conversation {
  if (!isRecord(value)) throw new Error(`${where} is not an object.`);
  const { title, createdAt, updatedAt, pinned, head, model, parameters } = value;
  if (!isText(title)) throw new Error(`${where}: its title is not a text.`);
  if (!isTime(createdAt) || !isTime(updatedAt)) throw new Error(`${where}: it has no valid times.`);
  if (!Array.isArray(value['messages'])) throw new Error(`${where}: it has no list of messages.`);
  const messages: Message[] = [];
  const ids = new Map<string, string>();
  for (const [index, message] of (value['messages'] as readonly unknown[]).entries()) {
    const at = `${where}, message ${index + 1}`;
    if (!isMessage(message)) throw new Error(`${at} is not as Laplas writes them.`);
    if (ids.has(message.id)) throw new Error(`${at} has the id of one before it.`);
    const parentId = message.parentId === null ? null : ids.get(message.parentId);
    if (parentId === undefined) {
      throw new Error(`${at} answers a message that does not stand before it.`);
    }
    const id = newId();
    ids.set(message.id, id);
    messages.push({ ...importedMessage(message, newId, now, skip), id, parentId });
  }
  const newHead = isText(head) ? ids.get(head) : head;
  if (newHead === undefined || (newHead !== null && !isText(newHead))) {
    throw new Error(`${where}: the message at its end is not there.`);
  }
  if (model !== undefined && !isText(model)) throw new Error(`${where}: its model is not a text.`);
  if (parameters !== undefined && !isParameters(parameters)) {
    throw new Error(`${where}: its parameters are not valid.`);
  }
  return {
    id: newId(),
    title: firstCharacters(title, longestTitle),
    createdAt: Math.min(createdAt, now),
    updatedAt: Math.min(updatedAt, now),
    pinned: pinned === true,
    messages,
    head: newHead,
    ...(model === undefined ? {} : { model }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

function importedMessage(
  message: Message,
  newId: NewId,
  now: number,
  skip: ImportPorts['skip'],
): Message {
  const { id, parentId, role, text, state, finishReason, error, usage, elapsedMs, model, asked } =
    message;
  const attachments = message.attachments.flatMap((each) => {
    const attachment = importedAttachment(each, newId);
    if (attachment === undefined) skip('image of an unknown type');
    return attachment ?? [];
  });
  return {
    id,
    parentId,
    role,
    text,
    attachments,
    state,
    createdAt: Math.min(message.createdAt, now),
    ...(finishReason === undefined ? {} : { finishReason }),
    ...(error === undefined ? {} : { error: knownError(error) }),
    ...(usage === undefined ? {} : { usage }),
    ...(elapsedMs === undefined ? {} : { elapsedMs }),
    ...(model === undefined ? {} : { model }),
    ...(asked !== undefined && isParameters(asked.parameters) ? { asked: askedOf(asked) } : {}),
  };
}

function askedOf({ model, parameters, stream, system, after }: RequestSnapshot): RequestSnapshot {
  return { model, parameters, stream, system, ...(after === undefined ? {} : { after }) };
}

/** Drops `uri`: an attachment from another machine is not a file on this one. */
function importedAttachment(attachment: Attachment, newId: NewId): Attachment | undefined {
  if (attachment.kind === 'image') {
    const { kind, name, dataUrl, width, height } = attachment;
    return isImageUrl(dataUrl) ? { kind, id: newId(), name, dataUrl, width, height } : undefined;
  }
  const { kind, name, range, ranges, language, symbol, text } = attachment;
  return {
    kind,
    id: newId(),
    name,
    ...(range === undefined ? {} : { range: linesOf(range) }),
    ...(ranges === undefined ? {} : { ranges: ranges.map(linesOf) }),
    ...(language === undefined ? {} : { language }),
    ...(symbol === undefined ? {} : { symbol }),
    text,
  };
}

function linesOf({ start, end }: LineRange): LineRange {
  return { start, end };
}

/** Accepts the image types that can be attached, see shared/parse.ts. */
export function isImageUrl(url: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/.test(url);
}

function isParameters(value: unknown): value is Parameters {
  if (!isRecord(value)) return false;
  const { stop, logitBias, ...numbers } = value;
  const names = ['maxTokens', 'temperature', 'topP', 'frequencyPenalty', 'presencePenalty'];
  return (
    Object.entries(numbers).every(([name, each]) => names.includes(name) && isNumber(each)) &&
    (stop === undefined || (Array.isArray(stop) && stop.every(isText))) &&
    (logitBias === undefined || (isRecord(logitBias) && Object.values(logitBias).every(isNumber)))
  );
}

/** Counts the items that were left out and creates warnings for the user. */
export function createLeftOut(): {
  readonly skip: (what: string) => void;
  readonly warnings: () => readonly string[];
} {
  const counts = new Map<string, number>();
  return {
    skip(what) {
      counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    warnings: () => [...counts].map(([what, count]) => `Left out: ${count} ${what}.`),
  };
}
