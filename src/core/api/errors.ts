/**
 * Converts a server's error to an ErrorDetail. Uses status, code, details and message together,
 * since layers keep only some of them.
 */
import { readReport, reportOfBody, tidy, type ErrorReport } from './errorReport.ts';
import type { ErrorDetail } from './types.ts';

export { tidy };

/** A response with a status other than 2xx. */
export interface ErrorReply {
  readonly status: number;
  /** The beginning of the body is enough. */
  readonly body: string;
  /** From the `Retry-After` header, see retry.ts. Milliseconds. */
  readonly retryAfterMs?: number;
  /** The requested model. */
  readonly model: string;
}

export function errorFromReply(reply: ErrorReply): ErrorDetail {
  const report = reportOfBody(reply.body);
  return detailOf(statusOf(reply.status, report), report, reply.model, reply.retryAfterMs);
}

/**
 * Reads an error from a response with a 2xx status, either in the stream or as the complete body.
 * Undefined if the value is not an error. `status` is the response's status; a status inside the
 * error takes precedence.
 */
export function errorFromValue(
  value: unknown,
  status: number,
  model: string,
): ErrorDetail | undefined {
  const report = readReport(value);
  return report && detailOf(statusOf(status, report), report, model, undefined);
}

/**
 * Chooses the more specific status: some layers respond with 200, 400 or 500 to any error below
 * them.
 */
function statusOf(status: number, report: ErrorReport): number {
  const stated = report.status ?? statusOfCode(report.code);
  if (stated === undefined || stated < 400) return status;
  // A 400 is never retried, so it must not become a server error, which would be.
  if (status === 400) return stated < 500 ? stated : status;
  if (status >= 200 && status < 300) return stated;
  return status === 500 || (status > 500 && stated < 500) ? stated : status;
}

function detailOf(
  status: number,
  report: ErrorReport,
  model: string,
  headerMs: number | undefined,
): ErrorDetail {
  const message = report.message ?? '';
  const about = `${report.code} ${message}`;
  const waits = [headerMs, report.retryAfterMs].filter((wait) => wait !== undefined);
  const later = waits.length === 0 ? {} : { retryAfterMs: Math.max(...waits) };
  // Browsers report a redirect that was not followed as status 0.
  if (status === 0 || (status >= 300 && status < 400)) return { kind: 'redirect', status };
  if (status === 407) return { kind: 'network', layer: 'proxy', code: '407', message };
  if (status === 429) return limitOf(report, later);
  if (status === 401 || wrongKey.test(about)) return { kind: 'auth', status, message };
  if (status === 402 || noCredit.test(about)) return { kind: 'balance', status, message };
  if (status === 413 || tooLong.test(about)) return { kind: 'tooLarge', status, message };
  if (status === 404 || noModel.test(about)) {
    return { kind: 'modelNotFound', status, message, model };
  }
  if (filter.test(about)) return { kind: 'filtered', message };
  if (status === 403) {
    const isBalance = /balance|quota|credit|funds|top.?up|billing_disabled/i.test(about);
    return { kind: isBalance ? 'balance' : 'forbidden', status, message };
  }
  if (status >= 400 && status < 500 && status !== 408) {
    if (/location is not supported/i.test(message)) return { kind: 'forbidden', status, message };
    return {
      kind: 'badRequest',
      status,
      message,
      ...(report.field === undefined ? {} : { field: report.field }),
    };
  }
  return { kind: 'server', status, message, ...later };
}

/**
 * Distinguishes a rate limit from an empty account. Google writes "check your plan and billing
 * details" for a per-minute limit too: a stated wait or Google's own status identifies it as a rate
 * limit. OpenAI's `insufficient_quota` means an empty account.
 */
function limitOf(report: ErrorReport, later: { readonly retryAfterMs?: number }): ErrorDetail {
  const { code, quota, message = '' } = report;
  const about = `${code} ${message}`;
  const isGoogle = /resource_exhausted/i.test(code) || quota !== '';
  const isEmpty =
    /insufficient_quota/i.test(code) ||
    (later.retryAfterMs === undefined &&
      !isGoogle &&
      (noCredit.test(about) || /balance|billing/i.test(about)));
  if (isEmpty) return { kind: 'balance', status: 429, message };
  const perDay = /per_?day|\bdaily\b/i.test(`${quota} ${message}`.replace(/per day/gi, 'per_day'));
  return {
    kind: 'rateLimit',
    status: 429,
    message,
    ...later,
    ...(perDay ? { perDay: true as const } : {}),
  };
}

/** Google's ErrorInfo reasons, OpenAI's codes, and the messages of both. */
const wrongKey =
  /api_key_(?:invalid|expired|not_found)|invalid_?api_?key|\bunauthenticated\b|authentication_error|api[ _-]?key (?:is )?(?:not valid|not found|invalid|expired|incorrect)|(?:invalid|incorrect|expired|unknown) api[ _-]?key/i;

const noCredit =
  /insufficient[ _](?:balance|credits?|funds|quota)|(?:out of|not enough|no more|ran out of) (?:credits|balance|funds)|credit balance is too low/i;

/**
 * Messages by provider. Google: "The input token count (…) exceeds the maximum number of tokens
 * allowed". OpenAI: "maximum context length". Anthropic: "exceed context limit".
 */
const tooLong =
  /context_length|too_large|string_above_max_length|token count\b.*\bexceeds?|exceeds? the (?:maximum|max) (?:number of )?(?:input )?tokens|(?:maximum|max) context (?:length|window)|exceeds?\b.{0,40}\bcontext (?:length|window|limit|size)|context (?:length|window|limit|size)\b.{0,20}\bexceeded|(?:prompt|input|request) is too (?:long|large)|too many (?:input |prompt )?tokens|request payload size exceeds|reduce the length of the (?:messages|prompt|input)/i;

const noModel =
  /model_not_found|\bmodels?\b[^.]{0,80}\b(?:is not found|not found|does not exist|doesn['’]t exist|is not available)\b|\b(?:unknown|no such|invalid) model\b|not found for api version/i;

const filter =
  /content_?filter|content_policy_violation|prohibited_content|responsible ?ai|content (?:policy|filter|management policy)|(?:safety|moderation) (?:system|filters?|settings|policy|policies|reasons)|(?:blocked|rejected|flagged)\b.{0,40}\b(?:safety|policy|moderation|prohibited)/i;

/** For errors without a numeric status, such as those in a stream. */
function statusOfCode(code: string): number | undefined {
  if (/insufficient_(quota|balance)/i.test(code)) return 402;
  if (/rate_?limit|resource_exhausted|too.?many.?requests/i.test(code)) return 429;
  if (/invalid_api_key|authentication|unauthenticated/i.test(code)) return 401;
  if (/permission/i.test(code)) return 403;
  if (/model_not_found|\bnot_found\b/i.test(code)) return 404;
  if (/invalid_request|invalid_argument|failed_precondition/i.test(code)) return 400;
  if (/overloaded|\bunavailable\b/i.test(code)) return 503;
  if (/deadline_exceeded/i.test(code)) return 504;
  return undefined;
}
