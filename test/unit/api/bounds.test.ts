import assert from 'node:assert/strict';
import { constants, createGzip } from 'node:zlib';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { TurnResult } from '../../../src/core/api/types.ts';
import { realClient } from './realClient.ts';
import { bytes, chunk, event, play, request, stream } from './testing.ts';

const MB = 1024 * 1024;
const small = { total: 20 * MB, event: MB, document: MB, reply: MB };

/** Pieces of 64 KB of the same byte. */
function filled(size: number, character = 'a'): Uint8Array[] {
  const piece = bytes(character.repeat(64 * 1024));
  return Array.from({ length: Math.ceil(size / piece.length) }, () => piece);
}

describe('the size of an answer', () => {
  const tooLarge = (what: string) =>
    ({ kind: 'failed', error: { kind: 'protocol', what } }) as const;

  it('promise 20: a line of 10 MB is a named error, in pieces or at once', () => {
    const pieces = [bytes('data: {"a":"'), ...filled(10 * MB)];
    const outcome = tooLarge('an event of it is larger than 8 MB');
    assert.deepEqual(play(pieces).result.outcome, outcome);
    assert.deepEqual(play([Buffer.concat(pieces)]).result.outcome, outcome);
  });

  it('promise 20: an event of many lines has the same bound', () => {
    const line = bytes(`data: ${'a'.repeat(1000)}\n`);
    const { result } = play(
      Array.from({ length: 2000 }, () => line),
      { limits: small },
    );
    assert.deepEqual(result.outcome, tooLarge('an event of it is larger than 1 MB'));
  });

  it('promise 20: so have a document, a stream of comments and the reply itself', () => {
    assert.deepEqual(
      play([bytes('{"a":"'), ...filled(2 * MB)], { limits: small }).result.outcome,
      tooLarge('it is larger than 1 MB'),
    );
    const comment = bytes(`: ${'a'.repeat(1000)}\n\n`);
    assert.deepEqual(
      play(
        Array.from({ length: 21_000 }, () => comment),
        { limits: small },
      ).result.outcome,
      tooLarge('it is larger than 20 MB'),
    );
    const text = bytes(event(chunk({ content: 'a'.repeat(1000) })));
    const long = play(
      Array.from({ length: 1_100 }, () => text),
      { limits: small },
    );
    assert.deepEqual(long.result.outcome, {
      kind: 'interrupted',
      error: { kind: 'protocol', what: 'the reply is larger than 1 MB' },
    });
    assert.ok(long.texts.join('').length <= MB);
    const args = bytes(
      event(chunk({ tool_calls: [{ id: 'a', function: { arguments: 'a'.repeat(1000) } }] })),
    );
    assert.equal(
      play(
        Array.from({ length: 1_100 }, () => args),
        { limits: small },
      ).result.outcome.kind,
      'interrupted',
    );
  });

  it('promise 20: endless new calls are bounded, whether tools were offered or not', () => {
    const calls = Array.from({ length: 2_000 }, (_, at) =>
      bytes(event(chunk({ tool_calls: [{ id: `c${at}`, function: { name: 'f' } }] }))),
    );
    for (const tools of [true, false]) {
      const { outcome } = play(calls, { tools }).result;
      assert.ok('error' in outcome && outcome.error.kind === 'protocol');
      assert.match(outcome.error.what, /more than 1024 tools/);
    }
    const ids = Array.from({ length: 900 }, (_, at) =>
      bytes(event(chunk({ tool_calls: [{ id: `${at}${'i'.repeat(2_000)}` }] }))),
    );
    const { outcome } = play(ids, { limits: small }).result;
    assert.ok('error' in outcome && outcome.error.kind === 'protocol');
    assert.match(outcome.error.what, /larger than 1 MB/);
  });

  it('deep nesting in an event is no reason to fail', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const { result } = play([bytes(event(`{"choices":[],"x":${deep}}`) + stream('a'))]);
    assert.equal(result.outcome.kind, 'complete');
  });

  const endless: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    'an endless stream of comments': async (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const piece = Buffer.from(`: ${'a'.repeat(64 * 1024)}\n\n`);
      while (!response.destroyed) {
        if (!response.write(piece))
          await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    },
    'a gzip bomb': async (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Content-Encoding': 'gzip' });
      const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION });
      gzip.pipe(response);
      gzip.write('data: ');
      const piece = Buffer.alloc(MB, 'a');
      while (!response.destroyed) {
        if (!gzip.write(piece)) await Promise.race([once(gzip, 'drain'), once(response, 'close')]);
      }
      gzip.destroy();
    },
  };
  for (const [name, serve] of Object.entries(endless)) {
    it(`promise 20: ${name} over HTTP ends with a named error and little memory`, async () => {
      const server = createServer((_request, response) => {
        // Waits for many drains, one after the other.
        response.setMaxListeners(0);
        serve(response).catch(() => response.destroy());
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const runTurn = realClient(`http://127.0.0.1:${port}`, { fetch });
      const before = process.memoryUsage().rss;
      let result: TurnResult;
      try {
        result = await runTurn(request, { signal: new AbortController().signal });
      } finally {
        server.closeAllConnections();
        server.close();
      }
      const grown = (process.memoryUsage().rss - before) / MB;
      assert.equal(result.outcome.kind, 'failed');
      assert.match(JSON.stringify(result.outcome), /is larger than (8|128) MB/);
      // This process is the server, too: what it compresses counts here.
      assert.ok(grown < 150, `${grown.toFixed(0)} MB`);
    });
  }
});
