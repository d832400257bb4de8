import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatRequest, TurnEvent } from '../../../src/core/api/types.ts';
import { realClient } from './realClient.ts';

const request: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'Hello' }],
  parameters: {},
  stream: true,
};

async function withServer(listener: RequestListener, run: (baseUrl: string) => Promise<void>) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a turn over real HTTP', () => {
  it('streams text, usage and a finish reason, in order', async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(201, { 'Content-Type': 'text/event-stream' });
        response.write('data: {"id":"a|b","choices":[{"index":0,"delta":{"content":"Hel"}}]}\n\n');
        response.write(
          'data: {"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}\n\n',
        );
        response.write(
          'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}\n\n',
        );
        response.end('data: [DONE]\n\n');
      },
      async (baseUrl) => {
        const events: TurnEvent[] = [];
        const result = await realClient(baseUrl)(request, {
          signal: new AbortController().signal,
          onEvent: (event) => events.push(event),
        });
        assert.deepEqual(result.outcome, { kind: 'complete', finishReason: 'stop' });
        assert.equal(result.text, 'Hello');
        assert.equal(result.responseId, 'a|b');
        assert.deepEqual(
          events.map((event) => (event.type === 'phase' ? event.phase : event.type)),
          ['connecting', 'waiting', 'streaming', 'text', 'text', 'usage', 'finished'],
        );
      },
    );
  });

  it('says that the key was refused, without the key', async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(401, { 'Content-Type': 'application/json' });
        response.end('{"error":{"message":"bad key"}}');
      },
      async (baseUrl) => {
        const result = await realClient(baseUrl)(request, { signal: new AbortController().signal });
        assert.deepEqual(result.outcome, {
          kind: 'failed',
          error: { kind: 'auth', status: 401, message: 'bad key' },
        });
      },
    );
  });
});
