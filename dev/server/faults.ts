/**
 * Faults seen in gateways and providers, each as a scenario: for tests, and for manual use with
 * `curl -d '{"fault": "filterCut"}' …/__control/scenarios`.
 */
import type { Scenario } from './scenario.ts';

const event = (data: unknown): string =>
  `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const chunk = (delta: object, finish_reason: string | null = null): object => ({
  id: 'r|1',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
});
const text = (content: string, reason: string | null = null): string =>
  event(chunk({ content }, reason));
const end = (reason: string): string => event(chunk({}, reason)) + event('[DONE]');
const stream = (utf8: string): Scenario => ({ chunks: [{ utf8 }] });
const refusal = (status: number, body: unknown): Scenario => ({
  status,
  headers: { 'content-type': 'application/json' },
  chunks: [{ utf8: JSON.stringify(body, null, 2) }],
});

/** An error in Google's format, with short type names for `details`. */
const google = (code: number, status: string, message: string, details: object[] = []): object => ({
  error: {
    code,
    message,
    status,
    ...(details.length === 0 ? {} : { details }),
  },
});
const detail = (type: string, rest: object): object => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...rest,
});
const quota =
  'You exceeded your current quota, please check your plan and billing details. Please retry in 36.5s.';
const overloaded = google(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');

const half = text('The first half, ');

export const faults = {
  // How a response ends.
  stopInEachPiece: {
    chunks: ['One ', 'two ', 'three ', 'four.'].map((word, at) => ({
      utf8: text(word, 'stop') + (at === 3 ? event('[DONE]') : ''),
      delayMs: at === 0 ? 0 : 400,
    })),
  },
  filterCut: stream(half + end('content_filter: PROHIBITED_CONTENT')),
  unknownReason: stream(half + end('OTHER')),
  filterThenStop: stream(half + event(chunk({}, 'SAFETY')) + end('stop')),
  cutByLength: stream(half + end('FINISH_REASON_MAX_TOKENS')),
  empty: stream(event(chunk({ role: 'assistant', content: '' })) + end('stop')),
  blank: stream(text('\n \n') + end('stop')),
  malformedCall: stream(event(chunk({ role: 'assistant' })) + end('MALFORMED_FUNCTION_CALL')),
  unaskedCall: stream(
    event(chunk({ tool_calls: [{ id: 'c', function: { name: 'read_file', arguments: '{}' } }] })) +
      end('tool_calls'),
  ),

  // Google's errors, passed on by a gateway.
  minuteLimit: refusal(429, [
    google(429, 'RESOURCE_EXHAUSTED', quota, [
      detail('QuotaFailure', {
        violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier' }],
      }),
      detail('RetryInfo', { retryDelay: '36s' }),
    ]),
  ]),
  dayLimit: refusal(429, [
    google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
      detail('QuotaFailure', {
        violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
      }),
    ]),
  ]),
  tooLong: refusal(
    400,
    google(
      400,
      'INVALID_ARGUMENT',
      'The input token count (1205316) exceeds the maximum number of tokens allowed (1048575).',
    ),
  ),
  wrongKey: refusal(
    400,
    google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
      detail('ErrorInfo', { reason: 'API_KEY_INVALID', domain: 'googleapis.com' }),
    ]),
  ),
  limitInText: refusal(500, {
    statusCode: '500',
    message: JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted.')),
  }),
  overloadedInMidStream: stream(half + event(overloaded)),
  errorEventInMidStream: stream(`${half}event: error\n${event(overloaded)}`),
  pageInMidStream: stream(`${half}<html>\n<title>502 Bad Gateway</title>\n</html>\n`),

  // Framing of the stream.
  oneLineFeed: stream((half + text('and the second.') + end('stop')).replaceAll('\n\n', '\n')),
  keepAlive: stream(
    event('keep-alive') + half + event(': PROCESSING') + text('and the second.') + end('stop'),
  ),
  jsonLines: stream(
    [chunk({ content: 'The first half, ' }), chunk({ content: 'and the second.' }, 'stop')]
      .map((value) => `${JSON.stringify(value)}\n`)
      .join(''),
  ),
  jsonArray: stream(
    JSON.stringify(
      [chunk({ content: 'The first half, ' }), chunk({ content: 'and the second.' }, 'stop')],
      null,
      2,
    ),
  ),
  messagePieces: stream(
    ['The first half, ', 'and the second.']
      .map((content) => event({ choices: [{ index: 0, message: { content } }] }))
      .join('') + end('stop'),
  ),
  endlessCalls: {
    chunks: [
      {
        utf8: event(chunk({ tool_calls: [{ function: { name: 'f', arguments: '{}' } }] })),
        repeat: 100_000,
      },
    ],
  },
} satisfies Readonly<Record<string, Scenario>>;

export type FaultName = keyof typeof faults;

export function isFaultName(name: unknown): name is FaultName {
  return typeof name === 'string' && Object.hasOwn(faults, name);
}
