import assert from 'node:assert/strict';
import { errorFromReply } from '../../../src/core/api/errors.ts';
import { parseRetryAfter, retryDelay } from '../../../src/core/api/retry.ts';
import type { ErrorDetail } from '../../../src/core/api/types.ts';
import { settled } from '../manualClock.ts';
import { chunk, event, playTurn, replyTo, stream } from './testing.ts';

const reply = (status: number, retryAfterMs?: number): ErrorDetail =>
  errorFromReply({
    status,
    body: '',
    model: 'm',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
const network = (layer: (ErrorDetail & { kind: 'network' })['layer']): ErrorDetail => ({
  kind: 'network',
  layer,
  message: '',
});

describe('when to retry', () => {
  it('promise 6: never for 400, 401, 402, 403, 404, 413, 422, a redirect or a proxy', () => {
    for (const status of [301, 307, 400, 401, 402, 403, 404, 407, 413, 422]) {
      assert.equal(retryDelay(reply(status), 1, 0.5), undefined, String(status));
    }
  });

  it('for 408, 429, 5xx and a lost connection, with growing delays', () => {
    const passing = [
      reply(408),
      reply(429),
      reply(500),
      reply(502),
      reply(503),
      reply(504),
      network('tcp'),
    ];
    for (const error of passing) {
      assert.deepEqual(
        [1, 2].map((attempt) => retryDelay(error, attempt, 0.5)),
        [500, 1000],
        JSON.stringify(error),
      );
    }
  });

  it('promise 6: never a third time', () => {
    assert.equal(retryDelay(reply(503), 3, 0.5), undefined);
  });

  it('not after a timeout, since the server may still be at work, nor for a wrong certificate or name', () => {
    const errors: ErrorDetail[] = [
      { kind: 'timeout', phase: 'firstByte', seconds: 1 },
      { kind: 'timeout', phase: 'connect', seconds: 1 },
      network('tls'),
      network('dns'),
      network('proxy'),
      network('unknown'),
    ];
    for (const error of errors) assert.equal(retryDelay(error, 1, 0.5), undefined);
  });

  it('promise 6: waits as long as Retry-After asks and never less, but not longer than 10 s', () => {
    for (const random of [0, 0.5, 0.999]) {
      const delay = retryDelay(reply(429, 3000), 1, random) ?? 0;
      assert.ok(delay >= 3000 && delay <= 3500, String(delay));
    }
    assert.notEqual(retryDelay(reply(503, 10_000), 1, 0), undefined);
    assert.equal(retryDelay(reply(503, 10_001), 1, 0), undefined);
  });

  it('spreads the retries of many clients by a quarter either way', () => {
    assert.equal(retryDelay(reply(503), 1, 0), 375);
    assert.equal(retryDelay(reply(503), 1, 0.9999), 625);
  });
});

describe('Retry-After', () => {
  const headers = (values: Record<string, string>) => ({
    get: (name: string) => values[name] ?? null,
  });
  const now = Date.parse('Fri, 22 Nov 2024 10:00:00 GMT');

  it('is read in seconds', () => {
    assert.equal(parseRetryAfter(headers({ 'retry-after': '7' }), now), 7000);
    assert.equal(parseRetryAfter(headers({ 'retry-after': ' 0 ' }), now), 0);
  });

  it('is read as a date, against the date of the server where it gives one', () => {
    const date = 'Fri, 22 Nov 2024 10:00:30 GMT';
    assert.equal(parseRetryAfter(headers({ 'retry-after': date }), now), 30_000);
    const server = headers({ 'retry-after': date, date: 'Fri, 22 Nov 2024 10:00:20 GMT' });
    assert.equal(parseRetryAfter(server, now), 10_000);
    assert.equal(parseRetryAfter(headers({ 'retry-after': date }), now + 60_000), 0);
  });

  it('is nothing where it is absent or makes no sense', () => {
    for (const value of ['', 'soon', '-']) {
      assert.equal(parseRetryAfter(headers({ 'retry-after': value }), now), undefined);
    }
    assert.equal(parseRetryAfter(headers({}), now), undefined);
  });
});

describe('a turn that is retried', () => {
  it('promise 6: says each retry, waits, and sends at most three requests', async () => {
    const turn = playTurn();
    for (const [number, delay] of [
      [1, 500],
      [2, 1000],
    ] as const) {
      const refused = await replyTo(turn, number);
      refused.respond(503);
      refused.end();
      await settled();
      assert.deepEqual(turn.events.at(-1), {
        type: 'retrying',
        attempt: number,
        delayMs: delay,
        error: { kind: 'server', status: 503, message: '' },
      });
      turn.clock.advance(delay - 1);
      await settled();
      assert.equal(turn.replies.length, number);
      turn.clock.advance(1);
    }
    const last = await replyTo(turn, 3);
    last.respond(503);
    last.end();
    const { outcome } = await turn.result;
    assert.equal(outcome.kind, 'failed');
    assert.equal(turn.replies.length, 3);
  });

  it('promise 6: sends nothing again after the headers of an answer came', async () => {
    for (const body of [
      event(chunk({ content: 'a' })),
      event({ error: { message: 'no', code: 503 } }),
      '',
    ]) {
      const turn = playTurn();
      const reply = await replyTo(turn);
      reply.respond(200);
      reply.send(body);
      await settled();
      reply.fail(Object.assign(new TypeError('terminated'), { cause: { code: 'ECONNRESET' } }));
      await turn.result;
      assert.equal(turn.replies.length, 1);
    }
  });

  it('promise 6: a long Retry-After is told, not slept through', async () => {
    const turn = playTurn();
    const reply = await replyTo(turn);
    reply.respond(429, { 'retry-after': '3600' });
    reply.send('{"error":{"message":"Quota"}}');
    reply.end();
    const { outcome } = await turn.result;
    assert.deepEqual(outcome, {
      kind: 'failed',
      error: { kind: 'rateLimit', status: 429, message: 'Quota', retryAfterMs: 3_600_000 },
    });
  });

  it('promise 6: the wait can be cancelled', async () => {
    const turn = playTurn();
    const reply = await replyTo(turn);
    reply.fail(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }));
    await settled();
    assert.equal(turn.events.at(-1)?.type, 'retrying');
    turn.stop();
    assert.deepEqual((await turn.result).outcome, { kind: 'stopped' });
    turn.clock.advance(60_000);
    await settled();
    assert.equal(turn.replies.length, 1);
  });

  it('goes on with the answer to the retry as with any other', async () => {
    const turn = playTurn();
    (await replyTo(turn)).fail(Object.assign(new Error('lost'), { code: 'ECONNRESET' }));
    await settled();
    turn.clock.advance(500);
    const second = await replyTo(turn, 2);
    second.respond(201);
    second.send(stream('Hello'));
    const result = await turn.result;
    assert.equal(result.text, 'Hello');
    assert.equal(result.outcome.kind, 'complete');
  });
});
