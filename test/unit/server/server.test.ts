import assert from 'node:assert/strict';

import OpenAI from 'openai';

import { DEMO_KEY, startApiServer } from '../../../dev/server/server.ts';
import type { ApiServer } from '../../../dev/server/server.ts';

const model = 'gemini-2.0-flash-exp';

describe('the local API server, as the openai package sees it', () => {
  let server: ApiServer;
  let client: OpenAI;
  before(async () => {
    server = await startApiServer();
    client = new OpenAI({ apiKey: DEMO_KEY, baseURL: server.url, maxRetries: 0 });
  });
  after(() => server.close());

  it('completes a plain chat', async () => {
    const { data, response } = await client.chat.completions
      .create({ model, messages: [{ role: 'user', content: 'Hello' }] })
      .withResponse();
    assert.equal(response.status, 201);
    assert.match(data.choices[0]?.message.content ?? '', /no language model/);
    assert.equal(data.choices[0]?.finish_reason, 'stop');
  });

  it('completes a streamed chat with the same text', async () => {
    const messages = [{ role: 'user' as const, content: 'Hello' }];
    const plain = await client.chat.completions.create({ model, messages });
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    let text = '';
    let usage: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, plain.choices[0]?.message.content);
    assert.deepEqual(usage, plain.usage);
  });
});
