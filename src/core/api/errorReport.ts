/**
 * Extracts what is known from an error body, in any of the known shapes, through the layers that
 * wrapped it.
 */
import { isRecord, numberOf, parseJson, textOf } from '../base/guards.ts';
import { embeddedJson } from './embeddedJson.ts';
import { parseDuration, waitInWords } from './retry.ts';

export interface ErrorReport {
  readonly message?: string;
  /**
   * Types, codes, statuses and reasons, joined by spaces: for example `insufficient_quota` or
   * `RESOURCE_EXHAUSTED API_KEY_INVALID`.
   */
  readonly code: string;
  readonly status?: number;
  readonly field?: string;
  readonly retryAfterMs?: number;
  /** Names of the exhausted quotas, joined by spaces. */
  readonly quota: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The maximum length of a displayed message, in UTF-16 units. */
const maxMessage = 500;
/** The maximum nesting depth that is searched. */
const maxLayers = 5;

/**
 * Shapes seen in this API and its relatives: `{error: {message, type, code, param}}`, `{error:
 * "text"}`, `{message, statusCode}`, `{requestId, statusCode, message, path}`, and, wrapped around
 * those, `{detail}`, `{errors: [{message, path}]}` and an array with one error. Google sends
 * `{error: {code, message, status, details}}`, alone or in an array, and layers embed it as a
 * string in their own message. Returns undefined if the value is not an error.
 */
export function readReport(value: unknown): ErrorReport | undefined {
  return readLayer(value, 0);
}

/** Reads plain text, or the title of a web page. */
export function textReport(body: string): ErrorReport {
  const isPage = /<[a-z!]/i.test(body);
  const text = isPage ? (/<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1] ?? '') : body;
  return (isPage ? undefined : inText(text, 0)) ?? withWords({ code: '', quota: '' }, tidy(text));
}

function readLayer(value: unknown, layer: number): ErrorReport | undefined {
  if (layer > maxLayers) return undefined;
  const outer: unknown = Array.isArray(value) ? value[0] : value;
  if (!isRecord(outer)) return undefined;
  // Only the `details` of a Google error: some layers append them to its message.
  if (Array.isArray(value) && textOf(outer['@type']) !== undefined) {
    return reportOf({ details: value }, {});
  }
  const parts = partsOf(outer);
  if (parts === undefined) return undefined;
  const own = reportOf(parts.inner, outer);
  const nested = [
    ...[parts.inner, outer].flatMap((fields) => [fields['message'], fields['detail']]),
    isRecord(parts.inner['metadata']) ? parts.inner['metadata']['raw'] : undefined,
    parts.inner['error'],
    parts.inner['details'],
    parts.inner['cause'],
  ]
    .map((inner) =>
      typeof inner === 'string' ? inText(inner, layer + 1) : readLayer(inner, layer + 1),
    )
    .find((report) => report !== undefined);
  return nested === undefined ? own : merged(own, nested);
}

/** Returns the object that has the message, if any. */
function partsOf(outer: Fields): { readonly inner: Fields } | undefined {
  const error = outer['error'];
  if (isRecord(error)) return { inner: error };
  if (textOf(error) !== undefined) {
    return { inner: { message: textOf(outer['message']) ?? error, code: outer['code'] } };
  }
  if (outer['choices'] !== undefined) return undefined;
  const details: unknown = outer['errors'] ?? outer['detail'];
  const first: unknown = Array.isArray(details) ? details[0] : details;
  const message = outer['message'] ?? outer['msg'] ?? outer['error_msg'] ?? outer['error_message'];
  const hasMessage = messageOf(message) !== undefined || isRecord(message);
  if (isRecord(first) || textOf(first) !== undefined) {
    const inner = isRecord(first) ? first : { message: first };
    return {
      inner: hasMessage ? { ...inner, message: joined({ ...outer, message }, inner) } : inner,
    };
  }
  return hasMessage ? { inner: { ...outer, message } } : undefined;
}

/** Reads a text that contains a JSON error. Returns undefined for any other text. */
function inText(text: string, layer: number): ErrorReport | undefined {
  const found = embeddedJson(text);
  const report = found === undefined ? undefined : readLayer(found.value, layer);
  if (found === undefined || report === undefined) return undefined;
  // The surrounding text serves as the message if the JSON has none.
  return report.message === undefined ? withWords(report, tidy(found.around)) : report;
}

/** The inner layer says what happened. The outer layer fills in missing fields. */
function merged(outer: ErrorReport, inner: ErrorReport): ErrorReport {
  return {
    ...outer,
    ...inner,
    code: `${inner.code} ${outer.code}`.trim(),
    quota: `${inner.quota} ${outer.quota}`.trim(),
  };
}

function reportOf(inner: Fields, outer: Fields): ErrorReport {
  const message = messageOf(inner['message'] ?? inner['msg']);
  const status = [
    ...['statusCode', 'status', 'code', 'status_code', 'error_code'].map((name) => inner[name]),
    ...['statusCode', 'status', 'status_code', 'code'].map((name) => outer[name]),
  ]
    .map(numberOf)
    .find((number) => number !== undefined && number >= 300 && number < 600);
  const details = readDetails(inner['details'], inner['errors']);
  const field = fieldOf(inner['param'] ?? inner['path'] ?? inner['loc']) ?? details.field;
  const names = [inner['type'], inner['code'], inner['status'], inner['reason'], outer['code']];
  return withWords(
    {
      code: [...names, ...details.reasons].filter((part) => typeof part === 'string').join(' '),
      quota: details.quotas.join(' '),
      ...(status === undefined ? {} : { status }),
      ...(field === undefined ? {} : { field }),
      ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
    },
    message ?? details.message,
  );
}

/** A message may contain what the fields lack: a status or a wait time. */
function withWords(report: ErrorReport, message: string | undefined): ErrorReport {
  if (message === undefined) return report;
  const status = report.status ?? statusInWords(message);
  const retryAfterMs = report.retryAfterMs ?? waitInWords(message);
  return {
    ...report,
    message,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/**
 * `[429 Too Many Requests]`, `got status: 429`, `Error code: 400 - …`, `404 models/… is not found`.
 */
function statusInWords(message: string): number | undefined {
  const found =
    /\[([45]\d\d)\b[^\]\d]*\]/.exec(message) ??
    /\b(?:status|code)(?: code)?\W{1,3}([45]\d\d)\b/i.exec(message) ??
    /^(?:error:? )?([45]\d\d) [A-Za-z]/i.exec(message);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

interface Details {
  readonly reasons: string[];
  readonly quotas: string[];
  retryAfterMs?: number;
  field?: string;
  message?: string;
}

/**
 * Reads the details of Google's errors
 * (https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto). They are
 * recognized by their fields, because layers drop the types. `errors` is the older form, with a
 * `reason` in each item.
 */
function readDetails(...lists: readonly unknown[]): Details {
  const found: Details = { reasons: [], quotas: [] };
  for (const detail of lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))) {
    if (!isRecord(detail)) continue;
    const reason = textOf(detail['reason']);
    if (reason !== undefined) found.reasons.push(reason);
    const delay = parseDuration(detail['retryDelay']);
    if (delay !== undefined) found.retryAfterMs = Math.max(delay, found.retryAfterMs ?? 0);
    const text = textOf(detail['message']);
    if (text !== undefined) found.message ??= text;
    for (const violation of [detail['violations'], detail['fieldViolations']].flat()) {
      if (!isRecord(violation)) continue;
      for (const name of ['quotaId', 'quotaMetric', 'subject']) {
        const quota = textOf(violation[name]);
        if (quota !== undefined) found.quotas.push(quota);
      }
      const field = fieldOf(violation['field']);
      if (field !== undefined) found.field ??= field;
    }
  }
  return found;
}

function joined(outer: Fields, inner: Fields): string {
  return [messageOf(outer['message']), messageOf(inner['message'] ?? inner['msg'])]
    .filter((part) => part !== undefined)
    .join(' ');
}

function messageOf(value: unknown): string | undefined {
  const texts = Array.isArray(value) ? value : [value];
  const message = texts.map((text) => textOf(text) ?? '').join(' ');
  return tidy(message);
}

/**
 * Returns `max_tokens` for `max_tokens`, `["max_tokens"]` or `["body", "max_tokens"]`. A URL path
 * is not a field.
 */
function fieldOf(value: unknown): string | undefined {
  const parts = Array.isArray(value) ? value.filter((part) => part !== 'body') : [value];
  const field = parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join('.');
  return field === '' || field.startsWith('/') ? undefined : field.slice(0, 100);
}

/** Returns the text as one line without control characters, shortened for display. */
export function tidy(text: string): string | undefined {
  const line = text
    .slice(0, 4 * maxMessage)
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length > maxMessage ? `${line.slice(0, maxMessage)}…` : line;
}

/** Reads an error body, which may be JSON or any other text. */
export function reportOfBody(body: string): ErrorReport {
  const value = parseJson(body);
  const inner = typeof value === 'string' ? value : undefined;
  const report = inner === undefined ? readReport(value) : inText(inner, 0);
  if (report !== undefined) return report;
  return isRecord(value) && Object.keys(value).length === 0
    ? { code: '', quota: '' }
    : textReport(inner ?? body);
}
