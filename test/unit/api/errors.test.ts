import assert from 'node:assert/strict';
import { errorFromReply } from '../../../src/core/api/errors.ts';
import { errorFromPlatform } from '../../../src/core/api/platformErrors.ts';
import type { ErrorDetail } from '../../../src/core/api/types.ts';

const reply = (status: number, body: unknown = '') =>
  errorFromReply({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    model: 'm',
  });
const messageOf = (error: ErrorDetail): string | undefined =>
  'message' in error ? error.message : undefined;

describe('an answer whose status is no success', () => {
  const bodies: Readonly<Record<string, readonly [unknown, string]>> = {
    'error.message': [{ error: { message: 'Too hot', type: 'x', code: null } }, 'Too hot'],
    'error as a text': [{ error: 'Too hot' }, 'Too hot'],
    'error as a kind beside a message': [
      { statusCode: 500, error: 'Server Error', message: 'Too hot' },
      'Too hot',
    ],
    message: [{ message: 'Too hot', statusCode: 500 }, 'Too hot'],
    'a list of messages': [{ message: ['Too hot', 'Too long'] }, 'Too hot Too long'],
    'message and errors': [
      {
        requestId: 'r',
        statusCode: 500,
        message: 'Body validation error!',
        path: '/v1',
        errors: [{ path: 'a', message: 'Too hot' }],
      },
      'Body validation error! Too hot',
    ],
    detail: [{ detail: 'Too hot' }, 'Too hot'],
    'a list of details': [{ detail: [{ loc: ['body', 'a'], msg: 'Too hot' }] }, 'Too hot'],
    'a list with one error': [
      [{ error: { code: 500, message: 'Too hot', status: 'INTERNAL' } }],
      'Too hot',
    ],
    'plain text': ['Too hot\n', 'Too hot'],
    'the title of a page': [
      '<html><head><title>Too\nhot</title></head><body>x</body></html>',
      'Too hot',
    ],
    'a page without a title': ['<html><body>x</body></html>', ''],
    nothing: ['', ''],
    'JSON that says nothing': ['{}', ''],
  };
  for (const [name, [body, message]] of Object.entries(bodies)) {
    it(`gives its message: ${name}`, () => {
      assert.equal(messageOf(reply(500, body)), message);
    });
  }

  it('is one line of at most 500 characters, without control characters', () => {
    const message = messageOf(reply(500, `a\u0007b\r\n\u001b[31mc ${'x'.repeat(5_000)}`)) ?? '';
    assert.match(message, /^a b \[31mc x+…$/);
    assert.equal(message.length, 501);
  });

  const kinds: readonly (readonly [number, unknown, ErrorDetail['kind']])[] = [
    [0, '', 'redirect'],
    [301, '', 'redirect'],
    [308, '', 'redirect'],
    [400, '', 'badRequest'],
    [400, { error: { code: 'model_not_found', message: 'no' } }, 'modelNotFound'],
    [400, { error: { code: 'context_length_exceeded', message: 'no' } }, 'tooLarge'],
    [401, '', 'auth'],
    [402, '', 'balance'],
    [403, { message: 'Key is disabled' }, 'forbidden'],
    [403, { message: 'You have run out of credits' }, 'balance'],
    [404, '', 'modelNotFound'],
    [407, '', 'network'],
    [413, '', 'tooLarge'],
    [422, '', 'badRequest'],
    [429, '', 'rateLimit'],
    [429, { error: { code: 'insufficient_quota', message: 'no' } }, 'balance'],
    [500, '', 'server'],
    [529, '', 'server'],
  ];
  for (const [status, body, kind] of kinds) {
    it(`${status} ${JSON.stringify(body)} is ${kind}`, () => {
      assert.equal(reply(status, body).kind, kind);
    });
  }

  it('names the field that was wrong, but no path of a URL', () => {
    const field = (body: unknown) => {
      const error = reply(400, body);
      return error.kind === 'badRequest' ? error.field : undefined;
    };
    assert.equal(field({ error: { message: 'x', param: 'top_p' } }), 'top_p');
    assert.equal(field({ detail: [{ loc: ['body', 'stop', 0], msg: 'x' }] }), 'stop.0');
    assert.equal(
      field({ message: 'x', errors: [{ path: ['max_tokens'], message: 'y' }] }),
      'max_tokens',
    );
    assert.equal(field({ message: 'x', path: '/v1/chat/completions' }), undefined);
  });
});

describe('what fetch rejects with', () => {
  const failed = (cause: unknown) => Object.assign(new TypeError('fetch failed'), { cause });
  const coded = (code: string, message = code) => Object.assign(new Error(message), { code });
  const layers: readonly (readonly [unknown, string, string | undefined])[] = [
    [failed(coded('ENOTFOUND')), 'dns', 'ENOTFOUND'],
    [failed(coded('EAI_AGAIN')), 'dns', 'EAI_AGAIN'],
    [failed(coded('ECONNREFUSED')), 'tcp', 'ECONNREFUSED'],
    [failed(coded('ECONNRESET')), 'tcp', 'ECONNRESET'],
    [failed(coded('UND_ERR_SOCKET', 'other side closed')), 'tcp', 'UND_ERR_SOCKET'],
    [
      failed(new AggregateError([coded('EHOSTUNREACH'), coded('ENETUNREACH')])),
      'tcp',
      'EHOSTUNREACH',
    ],
    [failed(coded('CERT_HAS_EXPIRED')), 'tls', 'CERT_HAS_EXPIRED'],
    [failed(coded('SELF_SIGNED_CERT_IN_CHAIN')), 'tls', 'SELF_SIGNED_CERT_IN_CHAIN'],
    [failed(coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')), 'tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [failed(coded('ERR_TLS_CERT_ALTNAME_INVALID')), 'tls', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [failed(coded('EPROTO')), 'tls', 'EPROTO'],
    [
      failed(coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling')),
      'proxy',
      'UND_ERR_ABORTED',
    ],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'dns', 'ERR_NAME_NOT_RESOLVED'],
    [new Error('net::ERR_CONNECTION_REFUSED'), 'tcp', 'ERR_CONNECTION_REFUSED'],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'tls', 'ERR_CERT_AUTHORITY_INVALID'],
    [new Error('net::ERR_TUNNEL_CONNECTION_FAILED'), 'proxy', 'ERR_TUNNEL_CONNECTION_FAILED'],
    [new TypeError('Failed to fetch'), 'unknown', undefined],
    ['a text', 'unknown', undefined],
    [undefined, 'unknown', undefined],
  ];
  for (const [thrown, layer, code] of layers) {
    it(`${code ?? String(thrown)} is of layer ${layer}`, () => {
      const error = errorFromPlatform(thrown, 0);
      assert.equal(error.kind, 'network');
      if (error.kind !== 'network') return;
      assert.equal(error.layer, layer);
      assert.equal(error.code, code);
    });
  }

  it('tells the platform’s own limits as ours', () => {
    for (const [code, phase] of [
      ['UND_ERR_CONNECT_TIMEOUT', 'connect'],
      ['UND_ERR_HEADERS_TIMEOUT', 'firstByte'],
      ['UND_ERR_BODY_TIMEOUT', 'idle'],
    ] as const) {
      assert.deepEqual(errorFromPlatform(failed(coded(code)), 10_123), {
        kind: 'timeout',
        phase,
        seconds: 10,
      });
    }
  });

  it('knows a redirect that the platform refused', () => {
    assert.deepEqual(errorFromPlatform(failed(new Error('unexpected redirect')), 0), {
      kind: 'redirect',
      status: 0,
    });
  });
});
