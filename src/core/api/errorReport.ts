/** What an error body says, in whichever of the known shapes, and through whichever layers that wrapped it. */
import { isRecord, numberOf, parseJson, textOf } from '../base/guards.ts';
import { embeddedJson } from './embeddedJson.ts';
import { parseDuration, waitInWords } from './retry.ts';

export interface ErrorReport {
  readonly message?: string;
  /** Types, codes, statuses and reasons, joined: `insufficient_quota`, `RESOURCE_EXHAUSTED API_KEY_INVALID` and the like. */
  readonly code: string;
  readonly status?: number;
  readonly field?: string;
  readonly retryAfterMs?: number;
  /** Names of the quotas that are used up, joined. */
  readonly quota: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The longest message that is shown, in UTF-16 units. */
const maxMessage = 500;
/** How many layers are looked through. */
const maxLayers = 5;

/**
 * Seen in the family of this API: `{error: {message, type, code, param}}`, `{error: "text"}`, `{message, statusCode}`,
 * `{requestId, statusCode, message, path}`, and around it `{detail}`, `{errors: [{message, path}]}` and an array with one error.
 * Google's has `{error: {code, message, status, details}}`, alone or in an array, and layers put it as a text into their own message.
 * Undefined where the value is no error.
 */
export function readReport(value: unknown): ErrorReport | undefined {
  return readLayer(value, 0);
}

/** From plain text, or the title of a page. */
export function textReport(body: string): ErrorReport {
  const isPage = /<[a-z!]/i.test(body);
  const text = isPage ? (/<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1] ?? '') : body;
  return (isPage ? undefined : inText(text, 0)) ?? withWords({ code: '', quota: '' }, tidy(text));
}

function readLayer(value: unknown, layer: number): ErrorReport | undefined {
  if (layer > maxLayers) return undefined;
  const outer: unknown = Array.isArray(value) ? value[0] : value;
  if (!isRecord(outer)) return undefined;
  // The details of Google's error alone: some layers print them behind its message.
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

/** The object with the message, where there is one. */
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

/** What a text says that has a JSON error in it, or nothing else. */
function inText(text: string, layer: number): ErrorReport | undefined {
  const found = embeddedJson(text);
  const report = found === undefined ? undefined : readLayer(found.value, layer);
  if (found === undefined || report === undefined) return undefined;
  // What is around it counts where the JSON has no message of its own.
  return report.message === undefined ? withWords(report, tidy(found.around)) : report;
}

/** The layer inside says what happened; the one outside fills in what it leaves out. */
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

/** A message may hold what the fields leave out: a status, or how long to wait. */
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

/** `[429 Too Many Requests]`, `got status: 429`, `Error code: 400 - …`, `404 models/… is not found`. */
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
 * The details of Google's errors (https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto), by their
 * fields: layers drop the types. `errors` is the older form, with a `reason` in each.
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

/** `max_tokens`, from `max_tokens`, `["max_tokens"]` or `["body", "max_tokens"]`; the path of a URL is no field. */
function fieldOf(value: unknown): string | undefined {
  const parts = Array.isArray(value) ? value.filter((part) => part !== 'body') : [value];
  const field = parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join('.');
  return field === '' || field.startsWith('/') ? undefined : field.slice(0, 100);
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

/** Of a body that may be JSON, or anything else. */
export function reportOfBody(body: string): ErrorReport {
  const value = parseJson(body);
  const inner = typeof value === 'string' ? value : undefined;
  const report = inner === undefined ? readReport(value) : inText(inner, 0);
  if (report !== undefined) return report;
  return isRecord(value) && Object.keys(value).length === 0
    ? { code: '', quota: '' }
    : textReport(inner ?? body);
}
