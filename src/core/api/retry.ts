/** Decides whether and when a request is retried automatically. Pure functions. */
import { isRecord, numberOf } from '../base/guards.ts';
import type { ErrorDetail } from './types.ts';

/** Not counting the first request. */
const maxRetries = 2;
/** With a longer wait, the user decides whether to retry. Milliseconds. */
const longestWait = 10_000;
const firstDelay = 500;

/**
 * Returns the delay before the retry in milliseconds, or undefined if there must be no retry.
 * Called only before response headers were received: anything after them may have been billed.
 * `attempt` is 1 for the first retry, `random` is in [0, 1).
 *
 * A timeout is never retried: the server may still be processing the request.
 */
export function retryDelay(
  error: ErrorDetail,
  attempt: number,
  random: number,
): number | undefined {
  if (attempt > maxRetries || !isPassing(error)) return undefined;
  const asked = 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  if (asked !== undefined && asked > longestWait) return undefined;
  const backoff = firstDelay * 2 ** (attempt - 1);
  // Jitter of ±25 %, but never earlier than the server allows.
  return Math.round(
    (asked ?? backoff) + backoff * (asked === undefined ? random / 2 - 0.25 : random / 2),
  );
}

/** The same request may succeed after a short time. */
function isPassing(error: ErrorDetail): boolean {
  switch (error.kind) {
    case 'rateLimit':
      return error.perDay !== true;
    case 'server':
      return [408, 500, 502, 503, 504, 520, 522, 524, 529].includes(error.status);
    case 'network':
      return error.layer === 'tcp' || error.code === 'EAI_AGAIN';
    default:
      return false;
  }
}

/**
 * Returns the wait in milliseconds from `Retry-After`: seconds or a date (RFC 9110, 10.2.3). A date
 * is compared with the server's own `Date` header, since clocks differ, or else with `now`, in
 * milliseconds since the epoch.
 */
export function parseRetryAfter(
  headers: { get(name: string): string | null },
  now: number,
): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const date = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(date) ? now : date));
}

/**
 * Parses a duration in protobuf's JSON format, `45s` or `36.5s`, or as `{seconds, nanos}`
 * (https://protobuf.dev/programming-guides/json/). Returns milliseconds, or undefined if the value
 * is not a duration.
 */
export function parseDuration(value: unknown): number | undefined {
  if (isRecord(value)) {
    const seconds = numberOf(value['seconds']);
    const nanos = numberOf(value['nanos']) ?? 0;
    return seconds === undefined ? undefined : milliseconds(seconds + nanos / 1e9, 's');
  }
  if (typeof value === 'number') return milliseconds(value, 's');
  const found = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*(ms|s)?$/.exec(value.trim()) : null;
  return found === null ? undefined : milliseconds(Number(found[1]), found[2] ?? 's');
}

/**
 * Finds a wait time in a message, in milliseconds: "Please retry in 36.5s", "try again in 1h2m3s",
 * "retry after 20 seconds".
 */
export function waitInWords(message: string): number | undefined {
  const found =
    /\b(?:retry|try again)\s+(?:in|after)\s+((?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|h|hours?|m|min|minutes?|s|sec|seconds?)\b\s*)+|(?:\d+(?:\.\d+)?[hms]+)+)/i.exec(
      message,
    )?.[1];
  if (found === undefined) return undefined;
  let sum = 0;
  for (const [, amount, unit] of found.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    sum += milliseconds(Number(amount), unit ?? 's') ?? 0;
  }
  return sum;
}

/** Waits are limited to one week, whatever the server says. */
const longestStatedWait = 7 * 24 * 3600 * 1000;

function milliseconds(amount: number, unit: string): number | undefined {
  if (!Number.isFinite(amount) || amount < 0) return undefined;
  const name = unit.toLowerCase();
  const factor =
    name.startsWith('mil') || name === 'ms'
      ? 1
      : name[0] === 'h'
        ? 3_600_000
        : name[0] === 'm'
          ? 60_000
          : 1000;
  return Math.min(longestStatedWait, Math.ceil(amount * factor));
}
