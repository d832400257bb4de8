/** When a request may be sent again by itself, and after how long: pure functions of what happened. */
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
      return true;
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
