/** Errors as users of other clients have shown them in public threads, and the kind that each is. */
import type { ErrorDetail } from '../../../src/core/api/types.ts';

export const google = (code: number, status: string, message: string, ...details: object[]) => ({
  error: { code, message, status, ...(details.length === 0 ? {} : { details }) },
});
export const retryInfo = (retryDelay: unknown) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
});
export const violation = (quotaId: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaMetric: 'generate_content_free_tier_requests', quotaId }],
});
const errorInfo = (reason: string) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
});
/** As gemini-cli, Cline and Continue show it: Google's error as a text in one of the SDK's. */
const inMessage = (inner: object, code: number, status: string) => ({
  error: { message: `${JSON.stringify(inner, null, 2)}\n`, code, status },
});

const minute = 'GenerateContentInputTokensPerModelPerMinute-FreeTier';
export const day = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';
const exceeded = 'You exceeded your current quota, please check your plan and billing details.';
export const exhausted = 'Resource has been exhausted (e.g. check quota).';
const invalid = 'API key not valid. Please pass a valid API key.';
const overloaded = google(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
const noModel =
  'models/gemini-pro is not found for API version v1beta, or is not supported for generateContent.';

export interface Case {
  readonly name: string;
  readonly status: number;
  readonly body: unknown;
  readonly kind: ErrorDetail['kind'];
  readonly retryAfterMs?: number;
  readonly perDay?: true;
  readonly message?: string;
}

export const cases: readonly Case[] = [
  {
    name: 'cline/cline#4874: a limit of a minute, as a text, that speaks of billing',
    status: 429,
    body: inMessage(
      google(429, 'RESOURCE_EXHAUSTED', exceeded, violation(minute)),
      429,
      'Too Many',
    ),
    kind: 'rateLimit',
    message: exceeded,
  },
  {
    name: 'google-gemini/gemini-cli#3324: a limit of a day with a RetryInfo',
    status: 429,
    body: inMessage(
      google(429, 'RESOURCE_EXHAUSTED', exceeded, violation(day), retryInfo('36.5s')),
      429,
      'Too Many Requests',
    ),
    kind: 'rateLimit',
    retryAfterMs: 36_500,
    perDay: true,
  },
  {
    name: 'cline/cline#2540: the details behind the message, as plain text',
    status: 500,
    body: `[429 ] ${exceeded} ${JSON.stringify([violation(minute), retryInfo('7s')])}`,
    kind: 'rateLimit',
    retryAfterMs: 7_000,
  },
  {
    name: 'continuedev/continue#10560: no details at all',
    status: 429,
    body: inMessage(google(429, 'RESOURCE_EXHAUSTED', exhausted), 429, 'Too Many Requests'),
    kind: 'rateLimit',
    message: exhausted,
  },
  {
    name: 'google-gemini/gemini-cli#14831: an array, with reasons in the older form',
    status: 429,
    body: [
      {
        error: {
          code: 429,
          message: 'Resource exhausted.',
          errors: [{ message: 'Resource exhausted.', reason: 'rateLimitExceeded' }],
          status: 'RESOURCE_EXHAUSTED',
        },
      },
    ],
    kind: 'rateLimit',
  },
  {
    name: 'cline/cline#3560: the SDK could not read the body',
    status: 429,
    body: { error: { message: 'exception parsing response', code: 429, status: 'Too Many' } },
    kind: 'rateLimit',
  },
  {
    name: 'an empty account at OpenAI',
    status: 429,
    body: { error: { message: exceeded, type: 'insufficient_quota', code: 'insufficient_quota' } },
    kind: 'balance',
  },
  {
    name: 'continuedev/continue#9330: a wrong key is a 400 of Google’s',
    status: 400,
    body: inMessage(
      google(400, 'INVALID_ARGUMENT', invalid, errorInfo('API_KEY_INVALID')),
      400,
      '',
    ),
    kind: 'auth',
    message: invalid,
  },
  {
    name: 'google-gemini/gemini-cli#25198: the key is not found',
    status: 400,
    body: google(400, 'INVALID_ARGUMENT', 'API Key not found. Please pass a valid API key.'),
    kind: 'auth',
  },
  {
    name: 'Jazee6/cloudflare-ai-web#13: the same in the words of a 500',
    status: 500,
    body: `Error fetching from https://x: [400 Bad Request] ${invalid} ${JSON.stringify([errorInfo('API_KEY_INVALID')])}`,
    kind: 'auth',
  },
  {
    name: 'google-gemini/gemini-cli#15745: overloaded, as a text',
    status: 503,
    body: inMessage(overloaded, 503, 'Service Unavailable'),
    kind: 'server',
    message: overloaded.error.message,
  },
  {
    name: 'google-gemini/cookbook#425: as Python prints it',
    status: 500,
    body: `503 UNAVAILABLE. {'error': {'code': 503, 'message': 'The model is overloaded.', 'status': 'UNAVAILABLE'}}`,
    kind: 'server',
    message: 'The model is overloaded.',
  },
  {
    name: 'continuedev/continue#9939: no such model, as a text',
    status: 404,
    body: inMessage(google(404, 'NOT_FOUND', noModel), 404, 'Not Found'),
    kind: 'modelNotFound',
    message: noModel,
  },
  {
    name: 'BerriAI/litellm#15174: no such model, in words alone',
    status: 500,
    body: { error: `404 ${noModel}` },
    kind: 'modelNotFound',
  },
  {
    name: 'lbjlaq/Antigravity-Manager#1942: an invalid argument under a status of the gateway’s',
    status: 400,
    body: inMessage(
      google(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
      400,
      'UPSTREAM_ERROR',
    ),
    kind: 'badRequest',
    message: 'Request contains an invalid argument.',
  },
  {
    name: 'docker/docker-agent#569: input and max_tokens together are too much',
    status: 400,
    body: {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'input length and `max_tokens` exceed context limit: 178959 + 64000 > 200000',
      },
    },
    kind: 'tooLarge',
  },
  {
    name: 'THUDM/LongBench#104: too long, in the form of vLLM',
    status: 400,
    body: {
      object: 'error',
      message:
        'This model’s maximum context length is 131072 tokens. However, you requested 351430.',
      code: 400,
    },
    kind: 'tooLarge',
  },
  {
    name: 'refly-ai/refly#1177: too long, within a 500',
    status: 500,
    body: { message: "400 This endpoint's maximum context length is 32768 tokens." },
    kind: 'tooLarge',
  },
  {
    name: 'a quota of tokens is no request that is too long',
    status: 429,
    body: google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for input_token_count, limit: 250000'),
    kind: 'rateLimit',
  },
  {
    name: 'open-webui/computer#293: the provider’s reason in metadata.raw',
    status: 200,
    body: {
      error: {
        message: 'Provider returned error',
        code: 429,
        metadata: { raw: '{"error":{"message":"z is rate-limited. Please retry in 20s"}}' },
      },
    },
    kind: 'rateLimit',
    retryAfterMs: 20_000,
    message: 'z is rate-limited. Please retry in 20s',
  },
  {
    name: 'a prompt that a filter refuses',
    status: 400,
    body: { error: { message: 'The prompt was blocked for PROHIBITED_CONTENT.', code: 400 } },
    kind: 'filtered',
  },
  {
    name: 'the provider’s own form, with the status as a text',
    status: 500,
    body: { requestId: 'r', statusCode: '403', message: 'You are out of credits', path: '/v1' },
    kind: 'balance',
  },
  {
    name: 'a location that Google does not serve',
    status: 400,
    body: google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    kind: 'forbidden',
  },
];
