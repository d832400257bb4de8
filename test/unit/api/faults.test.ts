import assert from 'node:assert/strict';
import { startApiServer, type ApiServer, type Scenario } from '../../../dev/server/server.ts';
import type { TurnEvent } from '../../../src/core/api/types.ts';
import { systemClock } from '../../../src/host/base/platform.ts';
import { realClient } from './realClient.ts';
import { chunk, event, forSeeds, request, soak, stream } from './testing.ts';

interface Schedule {
  /** One for each request that may come. */
  readonly scenarios: readonly Scenario[];
  /** Milliseconds until Stop; absent where it is never pressed. */
  readonly stopAfter?: number;
}

const texts = ['Hello', ', é', ' → ', '👩‍👧', '\n```ts\n', 'const a = 1;', '"quoted"', '\\'];

function pick<T>(random: () => number, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** What a server, a proxy or a bad line may do: good and bad bytes, cut anywhere, late, closed or reset. */
function makeSchedule(random: () => number): Schedule {
  const scenarios = Array.from({ length: 3 }, () => makeScenario(random));
  return random() < 0.1 ? { scenarios, stopAfter: Math.floor(random() * 20) } : { scenarios };
}

function makeScenario(random: () => number): Scenario {
  const good = stream(...texts);
  const body = pick(random, [
    good,
    good,
    good.replaceAll('\n', '\r\n'),
    good.replace(event('[DONE]'), ''),
    good.replace(event(chunk({}, 'stop')), ''),
    good.replace('"stop"', '"length"'),
    event(chunk({ content: texts[0] })) + event({ error: { message: 'Overloaded' } }),
    JSON.stringify({ choices: [{ message: { content: texts.join('') }, finish_reason: 'stop' }] }),
    '{"error":{"message":"no"}}',
    '<html><title>Log in</title></html>',
    '',
    'data: {',
  ]);
  const whole = Buffer.from(body);
  const length = random() < 0.4 ? Math.floor(random() * (whole.length + 1)) : whole.length;
  const places = Array.from({ length: Math.floor(random() * 5) }, () =>
    Math.floor(random() * length),
  );
  const ends = [...places.sort((a, b) => a - b), length];
  const chunks = ends.map((end, at) => ({
    base64: whole.subarray(ends[at - 1] ?? 0, end).toString('base64'),
    delayMs: random() < 0.3 ? Math.floor(random() * 4) : 0,
  }));
  return {
    status: pick(random, [200, 201, 201, 201, 201, 201, 400, 401, 429, 500, 503]),
    headers: {
      'content-type': pick(random, ['text/event-stream', 'application/json', 'text/html']),
      ...(random() < 0.05 ? { 'retry-after': '3600' } : {}),
    },
    delayMs: random() < 0.2 ? Math.floor(random() * 5) : 0,
    chunks,
    gzip: random() < 0.15,
    end: random() < 0.03 ? 'hold' : pick(random, ['finish', 'finish', 'finish', 'close', 'reset']),
  };
}

describe('a server that fails in every way', () => {
  let server: ApiServer;
  before(async () => {
    server = await startApiServer();
  });
  after(() => server.close());

  it('promise 2: every schedule ends, once, with all text kept and nothing cut taken for complete', async function () {
    this.timeout(soak ? 1_200_000 : 60_000);
    const outcomes = new Map<string, number>();
    const whole = texts.join('');
    await forSeeds(soak ? 10_000 : 400, async (random) => {
      const { scenarios, stopAfter } = makeSchedule(random);
      server.reset();
      for (const scenario of scenarios) server.enqueue(scenario);
      // Retries wait for no time here: the delays have their own tests.
      const clock = {
        ...systemClock,
        after: (ms: number, callback: () => void) =>
          systemClock.after(ms >= 300 && ms <= 2_000 ? 0 : ms, callback),
      };
      // Counted here: a request of the turn before, stopped on its way, may reach the server late.
      let sent = 0;
      const counted: typeof fetch = (url, init) => {
        sent += 1;
        return fetch(url, init);
      };
      const runTurn = realClient(server.url, {
        fetch: counted,
        clock,
        random,
        limits: { connect: 5, firstByte: 0.2, idle: 0.1 },
      });
      const controller = new AbortController();
      if (stopAfter !== undefined) setTimeout(() => controller.abort(), stopAfter);
      const events: TurnEvent[] = [];
      const result = await runTurn(request, {
        signal: controller.signal,
        onEvent: (event) => events.push(event),
      });
      const { outcome, text } = result;
      outcomes.set(outcome.kind, (outcomes.get(outcome.kind) ?? 0) + 1);

      const finished = events.filter(({ type }) => type === 'finished');
      assert.deepEqual(finished, [{ type: 'finished', result }]);
      assert.equal(events.at(-1)?.type, 'finished');
      const told = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
      assert.equal(text, told);
      assert.ok(whole.startsWith(text), text);
      if (outcome.kind === 'complete' || outcome.kind === 'length') assert.equal(text, whole);
      if (outcome.kind === 'failed') assert.equal(text, '');
      if (outcome.kind === 'interrupted') assert.notEqual(text, '');
      assert.equal(outcome.kind === 'stopped' && stopAfter === undefined, false);
      assert.ok(sent <= 3, `${sent} requests`);
    });
    // Every way to end has to have come up, or the schedules say little.
    if (process.env['LAPLAS_SEED'] === undefined) {
      assert.deepEqual([...outcomes.keys()].sort(), [
        'complete',
        'failed',
        'interrupted',
        'length',
        'stopped',
      ]);
    }
  });

  it('promise 8: Stop in mid-stream closes the socket', async () => {
    server.reset();
    server.enqueue({ chunks: [{ utf8: event(chunk({ content: 'a' })) }], end: 'hold' });
    const runTurn = realClient(server.url);
    const controller = new AbortController();
    const { outcome, text } = await runTurn(request, {
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'text') controller.abort();
      },
    });
    const stopped = Date.now();
    assert.deepEqual([outcome.kind, text], ['stopped', 'a']);
    const [first] = await server.until(([request]) => request?.closedAt !== undefined);
    assert.ok((first?.closedAt ?? Infinity) - stopped < 1_000);
  });
});
