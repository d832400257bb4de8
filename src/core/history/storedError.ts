/**
 * Validates stored errors. An error that is unknown to this version or lacks a field becomes
 * `unknown`, and the rest of the message or event is preserved.
 */
import type { ErrorDetail } from '../api/types.ts';
import type { ChatEvent, Message } from '../model/conversation.ts';
import { isRecord } from '../base/guards.ts';

type Check = (value: unknown) => boolean;

/** The check for each field of each kind. */
type Checks = {
  readonly [Kind in ErrorDetail['kind']]: {
    readonly [Part in keyof Omit<Extract<ErrorDetail, { kind: Kind }>, 'kind'>]-?: Check;
  };
};

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const reply = { status: number, message: text };

const checks: Checks = {
  unknown: { stored: optional(isRecord) },
  noKey: {},
  keyOrigin: { origin: text },
  insecureUrl: { url: text },
  badUrl: { url: text },
  badSetting: { setting: text, problem: text },
  auth: reply,
  forbidden: reply,
  balance: reply,
  rateLimit: {
    ...reply,
    retryAfterMs: optional(number),
    perDay: optional((value) => value === true),
  },
  badRequest: { ...reply, field: optional(text) },
  tooLarge: reply,
  modelNotFound: { ...reply, model: text },
  server: { ...reply, retryAfterMs: optional(number) },
  redirect: { status: number },
  network: {
    layer: oneOf('dns', 'tcp', 'tls', 'proxy', 'unknown'),
    code: optional(text),
    message: text,
  },
  timeout: { phase: oneOf('connect', 'firstByte', 'idle'), seconds: number },
  protocol: { what: text, snippet: optional(text) },
  interrupted: { what: text },
  filtered: { message: optional(text) },
  empty: { reason: text, what: optional(text) },
  storage: { what: text },
};

function isKnown(value: unknown): value is ErrorDetail {
  if (!isRecord(value)) return false;
  const { kind } = value;
  if (!isKind(kind)) return false;
  const parts: Readonly<Record<string, Check>> = checks[kind];
  return Object.entries(parts).every(([name, check]) => check(own(value, name)));
}

function isKind(kind: unknown): kind is ErrorDetail['kind'] {
  return typeof kind === 'string' && Object.hasOwn(checks, kind);
}

function own(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * Converts a stored error to a known one. An unknown error is wrapped, so that a version that knows
 * it can read it, even after this version has rewritten the chat.
 */
export function knownError(value: unknown): ErrorDetail {
  const stored = isRecord(value) && value['kind'] === 'unknown' ? own(value, 'stored') : undefined;
  if (stored !== undefined && isKnown(stored)) return stored;
  if (isKnown(value)) return value;
  return isRecord(value) ? { kind: 'unknown', stored: value } : { kind: 'unknown' };
}

/** The same for a message or event with an error. */
export function withKnownError<T extends Message | (ChatEvent & { type: 'finished' })>(of: T): T {
  return of.error === undefined ? of : { ...of, error: knownError(of.error) };
}

/** The same for any event. */
export function eventWithKnownError(event: ChatEvent): ChatEvent {
  switch (event.type) {
    case 'message':
      return { ...event, message: withKnownError(event.message) };
    case 'finished':
      return withKnownError(event);
    default:
      return event;
  }
}
