/** When a request may be sent again by itself, and after how long: pure functions of what happened. */
import { isRecord, numberOf } from '../base/guards.ts';
import type { ErrorDetail } from './types.ts';

/** Besides the first request. */
const maxRetries = 2;
/** A longer wait is for the user to decide about. Milliseconds. */
const longestWait = 10_000;
const firstDelay = 500;

/**
 * Milliseconds until the retry, or undefined where there is to be none. Asked only while no headers have come: what came after
 * them may have been billed. `attempt` is 1 for the first retry, `random` in [0, 1).
 *
 * Never after a timeout: the server may still be at work on the request.
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
  // Jitter of a quarter either way; never before the server allows it.
  return Math.round(
    (asked ?? backoff) + backoff * (asked === undefined ? random / 2 - 0.25 : random / 2),
  );
}

/** The same request may well succeed in a moment. */
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
 * Milliseconds that `Retry-After` asks to wait: seconds or a date (RFC 9110, 10.2.3). A date is read against the server's own `Date`,
 * since clocks differ, or else against `now`, in milliseconds since the epoch.
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
 * Milliseconds of a duration as protobuf writes it in JSON: `45s`, `36.5s`, or `{seconds, nanos}`
 * (https://protobuf.dev/programming-guides/json/). Undefined where it is none.
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

/** "Please retry in 36.5s", "try again in 1h2m3s", "retry after 20 seconds". */
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

/** No wait is longer than a week, whatever a server says. */
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
