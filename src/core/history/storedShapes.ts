/** Type guards for stored data, used by the journal and the import. */
import type {
  RequestSnapshot,
  Attachment,
  ChatEvent,
  Message,
  MessageState,
} from '../model/conversation.ts';
import { isRecord } from '../base/guards.ts';

const states: Readonly<Record<MessageState, true>> = {
  streaming: true,
  complete: true,
  interrupted: true,
  failed: true,
  stopped: true,
};

export function isState(value: unknown): value is MessageState {
  return typeof value === 'string' && Object.hasOwn(states, value);
}

const textKinds: Readonly<Record<Exclude<Attachment['kind'], 'image'>, true>> = {
  selection: true,
  file: true,
  folder: true,
  editors: true,
  problems: true,
  terminal: true,
};

export function isAttachment(value: unknown): value is Attachment {
  if (!isRecord(value) || !isText(value['id']) || !isText(value['name'])) return false;
  const kind = value['kind'];
  if (kind === 'image') {
    return (
      isText(value['dataUrl']) &&
      /^data:image\//.test(value['dataUrl']) &&
      isNumber(value['width']) &&
      isNumber(value['height'])
    );
  }
  const range = value['range'];
  const ranges = value['ranges'];
  return (
    isText(kind) &&
    Object.hasOwn(textKinds, kind) &&
    isText(value['text']) &&
    isOptional(value['uri'], isText) &&
    isOptional(value['language'], isText) &&
    isOptional(value['symbol'], isText) &&
    (range === undefined || isLines(range)) &&
    (ranges === undefined || (Array.isArray(ranges) && ranges.every(isLines)))
  );
}

function isLines(value: unknown): boolean {
  return isRecord(value) && isNumber(value['start']) && isNumber(value['end']);
}

export function isMessage(value: unknown): value is Message {
  return (
    isRecord(value) &&
    isText(value['id']) &&
    (value['parentId'] === null || isText(value['parentId'])) &&
    (value['role'] === 'user' || value['role'] === 'assistant') &&
    isText(value['text']) &&
    Array.isArray(value['attachments']) &&
    value['attachments'].every(isAttachment) &&
    isState(value['state']) &&
    isTime(value['createdAt']) &&
    hasOutcomeShape(value) &&
    isOptional(value['model'], isText) &&
    isOptional(value['asked'], isAsked)
  );
}

function isAsked(value: unknown): value is RequestSnapshot {
  return (
    isRecord(value) &&
    isText(value['model']) &&
    isRecord(value['parameters']) &&
    typeof value['stream'] === 'boolean' &&
    isText(value['system']) &&
    isOptional(value['after'], isNumber)
  );
}

/** Checks for an event of the current format. */
export function isChatEvent(value: unknown): value is ChatEvent {
  if (!isRecord(value) || !isTime(value['at'])) return false;
  switch (value['type']) {
    case 'created':
      return isText(value['id']) && isText(value['title']);
    case 'message':
      return isMessage(value['message']);
    case 'delta':
      return isText(value['id']) && isText(value['text']);
    case 'asked':
      return isText(value['id']) && isAsked(value['asked']);
    case 'resumed':
      return isText(value['id']);
    case 'finished':
      return (
        isText(value['id']) &&
        isState(value['state']) &&
        value['state'] !== 'streaming' &&
        hasOutcomeShape(value)
      );
    case 'head':
      return value['id'] === null || isText(value['id']);
    case 'title':
      return isText(value['title']);
    case 'pinned':
      return typeof value['pinned'] === 'boolean';
    case 'options':
      return isOptional(value['model'], isText) && isOptional(value['parameters'], isRecord);
    default:
      return false;
  }
}

function hasOutcomeShape(value: Readonly<Record<string, unknown>>): boolean {
  const { finishReason, error, usage, elapsedMs } = value;
  return (
    isOptional(finishReason, isText) &&
    // storedError.ts validates the error's fields.
    isOptional(error, isRecord) &&
    (usage === undefined ||
      (isRecord(usage) &&
        isNumber(usage['promptTokens']) &&
        isNumber(usage['completionTokens']) &&
        isNumber(usage['totalTokens']))) &&
    isOptional(elapsedMs, isNumber)
  );
}

function isOptional<T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || is(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/**
 * Milliseconds since the epoch, within the range of a Date (ECMA-262, 21.4.1.1): other values have
 * no date.
 */
export function isTime(value: unknown): value is number {
  return isNumber(value) && Math.abs(value) <= 8.64e15;
}
