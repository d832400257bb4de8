/** What a server says went wrong, as an ErrorDetail: by status, and by the message wherever the body has it. */
import { isRecord, numberOf, parseJson, textOf } from '../guards.ts';
import type { ErrorDetail } from './types.ts';

/** An answer whose status is no success. */
export interface ErrorReply {
  readonly status: number;
  /** Its beginning is enough. */
  readonly body: string;
  /** From `Retry-After`: see retry.ts. */
  readonly retryAfterMs?: number;
  /** The model that was asked for. */
  readonly model: string;
}

/** What an error object says, in whichever of the known shapes. */
interface Report {
  readonly message?: string;
  /** Type and code, joined: `insufficient_quota` and the like. */
  readonly code: string;
  readonly status?: number;
  readonly field?: string;
}

/** The longest message that is shown, in UTF-16 units. */
const maxMessage = 500;

export function errorFromReply(reply: ErrorReply): ErrorDetail {
  const report = readReport(parseJson(reply.body)) ?? { code: '', ...textMessage(reply.body) };
  return detailOf(reply.status, report, reply.model, reply.retryAfterMs);
}

/**
 * An error that came in an answer whose status said success: in mid-stream, or as its whole body. Undefined where the value is no error.
 * `status` is the answer's own; one within the error counts more.
 */
export function errorFromValue(
  value: unknown,
  status: number,
  model: string,
): ErrorDetail | undefined {
  const report = readReport(value);
  return report === undefined
    ? undefined
    : detailOf(report.status ?? statusOfCode(report.code) ?? status, report, model, undefined);
}

function detailOf(
  status: number,
  report: Report,
  model: string,
  retryAfterMs: number | undefined,
): ErrorDetail {
  const message = report.message ?? '';
  const later = retryAfterMs === undefined ? {} : { retryAfterMs };
  const about = `${report.code} ${message}`;
  // 0 is how browsers show a redirect that was not followed.
  if (status === 0 || (status >= 300 && status < 400)) return { kind: 'redirect', status };
  switch (status) {
    case 401:
      return { kind: 'auth', status, message };
    case 402:
      return { kind: 'balance', status, message };
    case 403:
      return {
        kind: /balance|quota|credit|funds|top.?up/i.test(about) ? 'balance' : 'forbidden',
        status,
        message,
      };
    case 404:
      return { kind: 'modelNotFound', status, message, model };
    case 407:
      return { kind: 'network', layer: 'proxy', code: '407', message };
    case 413:
      return { kind: 'tooLarge', status, message };
    case 429:
      return /insufficient_quota|balance|billing/i.test(about)
        ? { kind: 'balance', status, message }
        : { kind: 'rateLimit', status, message, ...later };
  }
  if (status >= 400 && status < 500 && status !== 408) {
    if (/model_not_found/i.test(report.code))
      return { kind: 'modelNotFound', status, message, model };
    if (/context_length|too_large/i.test(report.code)) return { kind: 'tooLarge', status, message };
    return {
      kind: 'badRequest',
      status,
      message,
      ...(report.field === undefined ? {} : { field: report.field }),
    };
  }
  return { kind: 'server', status, message, ...later };
}

/** For errors that name their kind in words alone, as those in mid-stream do. */
function statusOfCode(code: string): number | undefined {
  if (/rate_?limit|resource_exhausted/i.test(code)) return 429;
  if (/insufficient_(quota|balance)/i.test(code)) return 402;
  if (/invalid_api_key|authentication|unauthenticated/i.test(code)) return 401;
  if (/permission/i.test(code)) return 403;
  if (/invalid_request|invalid_argument/i.test(code)) return 400;
  return undefined;
}

/**
 * Seen in the family of this API: `{error: {message, type, code, param}}`, `{error: "text"}`, `{message, statusCode}`,
 * `{requestId, statusCode, message, path}`, and around it `{detail}`, `{errors: [{message, path}]}` and an array with one error.
 */
function readReport(value: unknown): Report | undefined {
  const outer: unknown = Array.isArray(value) ? value[0] : value;
  if (!isRecord(outer)) return undefined;
  const error = outer['error'];
  if (isRecord(error)) return reportOf(error, outer);
  if (textOf(error) !== undefined) {
    return reportOf({ message: textOf(outer['message']) ?? error, code: outer['code'] }, outer);
  }
  if (outer['choices'] !== undefined) return undefined;
  const details: unknown = outer['errors'] ?? outer['detail'];
  const first: unknown = Array.isArray(details) ? details[0] : details;
  const hasMessage = messageOf(outer['message']) !== undefined;
  if (isRecord(first) || textOf(first) !== undefined) {
    const inner = isRecord(first) ? first : { message: first };
    return reportOf(hasMessage ? { ...inner, message: joined(outer, inner) } : inner, outer);
  }
  return hasMessage ? reportOf(outer, outer) : undefined;
}

function reportOf(
  inner: Readonly<Record<string, unknown>>,
  outer: Readonly<Record<string, unknown>>,
): Report {
  const message = messageOf(inner['message'] ?? inner['msg']);
  const status = [
    inner['statusCode'],
    inner['status'],
    inner['code'],
    outer['statusCode'],
    outer['status'],
  ]
    .map(numberOf)
    .find((number) => number !== undefined && number >= 300 && number < 600);
  const field = fieldOf(inner['param'] ?? inner['path'] ?? inner['loc']);
  return {
    ...(message === undefined ? {} : { message }),
    code: [inner['type'], inner['code'], inner['status']]
      .filter((part) => typeof part === 'string')
      .join(' '),
    ...(status === undefined ? {} : { status }),
    ...(field === undefined ? {} : { field }),
  };
}

function joined(
  outer: Readonly<Record<string, unknown>>,
  inner: Readonly<Record<string, unknown>>,
): string {
  return [messageOf(outer['message']), messageOf(inner['message'] ?? inner['msg'])]
    .filter((part) => part !== undefined)
    .join(' ');
}

function messageOf(value: unknown): string | undefined {
  const texts = Array.isArray(value) ? value : [value];
  const message = texts.map((text) => textOf(text) ?? '').join(' ');
  return tidy(message);
}

/** `max_tokens`, from `max_tokens`, `["max_tokens"]` or `["body", "max_tokens"]`; the path of a URL is no field. */
function fieldOf(value: unknown): string | undefined {
  const parts = Array.isArray(value) ? value.filter((part) => part !== 'body') : [value];
  const field = parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join('.');
  return field === '' || field.startsWith('/') ? undefined : field.slice(0, 100);
}

/** From plain text, or the title of a page. */
function textMessage(body: string): { message?: string } {
  const page = /<[a-z!]/i.test(body);
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1];
  const message = tidy(page ? (title ?? 'a web page') : body);
  return message === undefined ? {} : { message };
}

/** One line, without control characters, no longer than it can be read. */
export function tidy(text: string): string | undefined {
  const line = text
    .slice(0, 4 * maxMessage)
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length > maxMessage ? `${line.slice(0, maxMessage)}…` : line;
}
