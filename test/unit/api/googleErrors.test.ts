import assert from 'node:assert/strict';
import { errorFromReply } from '../../../src/core/api/errors.ts';
import { parseDuration, retryDelay, waitInWords } from '../../../src/core/api/retry.ts';
import type { ErrorDetail } from '../../../src/core/api/types.ts';
import { cases, day, exhausted, google, retryInfo, violation } from './googleErrorCases.ts';
import { bytes, chunk, event, play } from './testing.ts';

const reply = (status: number, body: unknown, retryAfterMs?: number): ErrorDetail =>
  errorFromReply({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    model: 'm',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

describe('an error of Google’s through a layer', () => {
  for (const { name, status, body, kind, ...rest } of cases) {
    it(`${kind}: ${name}`, () => {
      const error = reply(status, body);
      assert.equal(error.kind, kind, JSON.stringify(error));
      const fields = new Map<string, unknown>(Object.entries(error));
      for (const [field, value] of Object.entries(rest)) {
        assert.equal(fields.get(field), value, field);
      }
    });

    if (typeof body === 'string') continue;
    it(`${kind} in mid-stream, too: ${name}`, () => {
      const half = event(chunk({ content: 'half' }));
      const json = JSON.stringify(body);
      for (const data of [event(body), `event: error\n${event(body)}`, `${json}\n`]) {
        const { outcome } = play([bytes(half + data)]).result;
        assert.ok(outcome.kind === 'interrupted', JSON.stringify(outcome));
        assert.equal(outcome.error.kind, kind, data);
      }
    });
  }
});

describe('the wait that an error names', () => {
  const limited = (...details: object[]) =>
    google(429, 'RESOURCE_EXHAUSTED', exhausted, ...details);

  it('is kept in each form, the longest of several', () => {
    for (const [delay, ms] of [
      ['45s', 45_000],
      ['0.34s', 340],
      ['36.520s', 36_520],
      [{ seconds: '2', nanos: 500_000_000 }, 2_500],
    ] as const) {
      const error = reply(429, [limited(retryInfo(delay))]);
      assert.equal(error.kind === 'rateLimit' && error.retryAfterMs, ms);
    }
    const both = reply(429, limited(retryInfo('5s')), 30_000);
    assert.equal(both.kind === 'rateLimit' && both.retryAfterMs, 30_000);
    const second = reply(429, limited(retryInfo('50s')), 30_000);
    assert.equal(second.kind === 'rateLimit' && second.retryAfterMs, 50_000);
    assert.equal(parseDuration('soon'), undefined);
    assert.equal(parseDuration(-1), undefined);
  });

  it('is read from words', () => {
    for (const [words, ms] of [
      ['Please retry in 36.5s.', 36_500],
      ['Please try again in 250ms.', 250],
      ['Please try again in 6m0s. Visit', 360_000],
      ['retry after 20 seconds', 20_000],
      ['Please retry in 1h2m3.5s', 3_723_500],
      ['Try again in a moment.', undefined],
      ['retry in 3 steps', undefined],
    ] as const) {
      assert.equal(waitInWords(words), ms, words);
    }
  });

  it('promise 6: no request is sent before it, and none by itself for a limit of a day', () => {
    assert.equal(retryDelay(reply(429, limited(retryInfo('45s'))), 1, 0), undefined);
    assert.ok((retryDelay(reply(429, limited(retryInfo('4s'))), 1, 0) ?? 0) >= 4_000);
    assert.ok(
      (retryDelay(reply(503, google(503, 'UNAVAILABLE', 'x', retryInfo('4s'))), 1, 0) ?? 0) >=
        4_000,
    );
    assert.equal(retryDelay(reply(429, limited(violation(day), retryInfo('1s'))), 1, 0), undefined);
  });
});
