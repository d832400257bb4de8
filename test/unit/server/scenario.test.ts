import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

import { startApiServer } from '../../../dev/server/server.ts';
import type { ApiServer } from '../../../dev/server/server.ts';
import { listen } from './rawHttp.ts';

const head =
  'HTTP/1.1 201 Created\r\ncontent-type: text/event-stream\r\ndate: today\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n';
const headers = { 'content-type': 'text/event-stream', date: 'today' };

describe('a scenario', () => {
  let server: ApiServer;
  before(async () => {
    server = await startApiServer();
  });
  beforeEach(() => server.reset());
  after(() => server.close());

  it('puts its bytes on the wire one for one, each chunk as its own', async () => {
    server.enqueue({ headers, chunks: [{ utf8: 'data: ä\n' }, { base64: '/wD+' }] });
    const { bytes, ending } = await listen(server.port);
    assert.equal(bytes, `${head}9\r\ndata: Ã¤\n\r\n3\r\n\xff\x00\xfe\r\n0\r\n\r\n`);
    assert.equal(ending, 'end');
  });

  it('that closes ends in order, but without the end of the body', async () => {
    server.enqueue({ headers, chunks: [{ utf8: 'cut' }], end: 'close' });
    assert.deepEqual(await listen(server.port), {
      bytes: `${head}3\r\ncut\r\n`,
      ending: 'end',
    });
  });

  it('that resets tears the connection down behind its bytes', async () => {
    server.enqueue({ headers, chunks: [{ utf8: 'cut' }], end: 'reset' });
    assert.deepEqual(await listen(server.port), {
      bytes: `${head}3\r\ncut\r\n`,
      ending: 'ECONNRESET',
    });
  });

  it('that holds stays open until the client goes', async () => {
    server.enqueue({ headers, chunks: [{ utf8: 'wait' }], end: 'hold' });
    const whole = `${head}4\r\nwait\r\n`;
    const { bytes } = await listen(server.port, {}, (so) => so === whole);
    assert.equal(bytes, whole);
    const [request] = await server.until(([first]) => first?.closedAt !== undefined);
    assert.equal(request?.answeredAt, undefined);
  });

  it('that is raw sends nothing of its own: not even a status line', async () => {
    server.enqueue({ raw: true, chunks: [{ utf8: 'HTTP/1.1 200\r\n\r\nhalf' }], end: 'close' });
    server.enqueue({ raw: true, end: 'reset' });
    server.enqueue({ raw: true, end: 'close' });
    assert.equal((await listen(server.port)).bytes, 'HTTP/1.1 200\r\n\r\nhalf');
    assert.deepEqual(await listen(server.port), { bytes: '', ending: 'ECONNRESET' });
    assert.deepEqual(await listen(server.port), { bytes: '', ending: 'end' });
  });

  it('with a length sends its body without HTTP chunks, and can stop before that length', async () => {
    server.enqueue({
      status: 200,
      headers: { date: 'today', 'content-length': '10' },
      chunks: [{ utf8: '12345' }],
      end: 'close',
    });
    const { bytes } = await listen(server.port);
    assert.equal(
      bytes,
      'HTTP/1.1 200 OK\r\ndate: today\r\ncontent-length: 10\r\nConnection: close\r\n\r\n12345',
    );
  });

  it('zips its chunks, each so that it can be read when it comes', async () => {
    server.enqueue({
      headers: { ...headers, connection: 'close' },
      gzip: true,
      chunks: [{ utf8: 'one ' }, { utf8: 'two' }],
    });
    const answer = await fetch(`${server.url}/chat/completions`, { method: 'POST' });
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.equal(await answer.text(), 'one two');
    server.enqueue({ headers, gzip: true, chunks: [{ utf8: 'one ' }], end: 'close' });
    const { bytes } = await listen(server.port);
    const body = Buffer.from(bytes.slice(bytes.indexOf('\r\n\r\n') + 4), 'latin1');
    const parts = body.toString('latin1').split(/\r?\n?[0-9a-f]+\r\n/);
    const zipped = Buffer.from(parts.join('').replace(/\r\n$/, ''), 'latin1');
    assert.equal(gunzipSync(zipped, { finishFlush: 2 }).toString(), 'one ');
  });

  it('redirects where its headers say so', async () => {
    server.enqueue({ status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } });
    const answer = await fetch(server.url, { redirect: 'manual' });
    assert.equal(answer.status, 307);
    assert.equal(answer.headers.get('location'), 'http://127.0.0.1:1/elsewhere');
  });

  it('writes a chunk as often as it says', async () => {
    server.enqueue({ headers, chunks: [{ utf8: 'ab', repeat: 3 }] });
    const { bytes } = await listen(server.port);
    assert.equal(bytes, `${head}${'2\r\nab\r\n'.repeat(3)}0\r\n\r\n`);
  });

  it('waits at a gate until it is opened, before it sends anything or between two chunks', async () => {
    let heard = '';
    let tell = (): void => undefined;
    const first = new Promise<void>((resolve) => (tell = resolve));
    const chunks = [{ utf8: 'a' }, { utf8: 'b', gate: 'second' }];
    server.enqueue({ headers, gate: 'first', chunks });
    const done = listen(server.port, {}, (bytes) => {
      heard = bytes;
      if (bytes.includes('\r\na\r\n')) tell();
    });
    await server.until((requests) => requests.length === 1);
    // While another request goes there and back, whatever does not wait would come.
    await (await fetch(server.url)).text();
    assert.equal(heard, '');
    server.open('first');
    await first;
    await (await fetch(server.url)).text();
    assert.equal(heard, `${head}1\r\na\r\n`);
    server.open('second');
    assert.equal((await done).bytes, `${head}1\r\na\r\n1\r\nb\r\n0\r\n\r\n`);
  });

  it('waits as long as it says', async () => {
    server.enqueue({ headers, delayMs: 20, chunks: [{ utf8: 'a', delayMs: 20 }] });
    const begin = performance.now();
    await listen(server.port);
    // Timers may fire a millisecond early.
    assert.ok(performance.now() - begin >= 38);
  });

  it('is taken once, in the order of the queue, and then the demonstration answers again', async () => {
    server.enqueue({ status: 500, chunks: [] });
    server.enqueue({ status: 429, headers: { 'retry-after': '7' } });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await fetch(server.url)).status);
    assert.deepEqual(statuses, [500, 429, 404]);
  });
});

describe('the requests that came', () => {
  let server: ApiServer;
  before(async () => {
    server = await startApiServer();
  });
  beforeEach(() => server.reset());
  after(() => server.close());

  it('are kept with method, headers, body, and the time at which the connection closed', async () => {
    const begin = Date.now();
    await listen(server.port, { model: 'ä' });
    const [request] = await server.until(([first]) => first?.closedAt !== undefined);
    assert.ok(request?.closedAt !== undefined && request.answeredAt !== undefined);
    assert.equal(request.method, 'POST');
    assert.equal(request.url, '/v1/chat/completions');
    assert.equal(request.headers['content-type'], 'application/json');
    assert.equal(request.body, '{"model":"ä"}');
    assert.ok(begin <= request.receivedAt && request.receivedAt <= request.answeredAt);
    assert.ok(request.receivedAt <= request.closedAt && request.closedAt <= Date.now());
  });

  it('come over one connection as often as the client likes', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 15; count += 1) {
      const [answer] = (await once(get(server.url, { agent }), 'response')) as [IncomingMessage];
      await once(answer.resume(), 'end');
    }
    agent.destroy();
    process.off('warning', onWarning);
    assert.equal(server.requests().length, 15);
    assert.deepEqual(warnings, []);
  });

  it('are forgotten by a reset, and so is a scenario that was not taken', async () => {
    await fetch(server.url);
    server.enqueue({ status: 500 });
    server.reset();
    assert.deepEqual(server.requests(), []);
    assert.equal((await fetch(server.url)).status, 404);
    assert.equal(server.requests()[0]?.id, 1);
  });
});

describe('the control path', () => {
  let server: ApiServer;
  let control: (
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  before(async () => {
    server = await startApiServer();
    const origin = new URL(server.url).origin;
    control = (path, body, headers = {}) =>
      fetch(`${origin}/__control/${path}`, {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers,
      });
  });
  beforeEach(() => server.reset());
  after(() => server.close());

  it('queues one scenario or several', async () => {
    assert.deepEqual(await (await control('scenarios', { status: 503 })).json(), { queued: 1 });
    await control('scenarios', [{ status: 500 }, { chunks: [{ utf8: 'x' }] }]);
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await fetch(server.url)).status);
    assert.deepEqual(statuses, [503, 500, 201]);
  });

  it('refuses what is no scenario, and queues nothing of it', async () => {
    const wrong = [
      7,
      { state: 200 },
      { status: 99 },
      { headers: { a: 1 } },
      { delayMs: -1 },
      { gate: 1 },
      { chunks: [{}] },
      { chunks: [{ utf8: 'a', base64: 'YQ==' }] },
      { chunks: [{ utf8: 'a', repeat: 'x' }] },
      { gzip: 'yes' },
      { raw: 1 },
      { end: 'slam' },
      [{ status: 200 }, { end: 'slam' }],
    ];
    for (const scenario of wrong) {
      const answer = await control('scenarios', scenario);
      assert.equal(answer.status, 400, JSON.stringify(scenario));
    }
    assert.equal((await fetch(server.url)).status, 404);
  });

  it('answers with the requests, at once or when there are enough of them', async () => {
    assert.deepEqual(await (await control('requests')).json(), []);
    const later = control('requests?count=1&closed=1');
    await listen(server.port, { hello: 1 });
    const requests = (await (await later).json()) as { body: string; closedAt: number }[];
    assert.equal(requests[0]?.body, '{"hello":1}');
    assert.equal(typeof requests[0]?.closedAt, 'number');
  });

  it('opens gates and resets', async () => {
    server.enqueue({ gate: 'door', status: 202 });
    const waiting = fetch(server.url);
    await server.until((requests) => requests.length === 1);
    await control('open', { gate: 'door' });
    assert.equal((await waiting).status, 202);
    await control('reset', {});
    assert.deepEqual(server.requests(), []);
    assert.equal((await control('open', {})).status, 400);
    assert.equal((await control('nothing')).status, 404);
  });

  it('does not obey a page in a browser', async () => {
    const answer = await control('scenarios', { status: 500 }, { origin: 'https://example.com' });
    assert.equal(answer.status, 403);
  });
});
