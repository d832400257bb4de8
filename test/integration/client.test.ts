import assert from 'node:assert/strict';
import { startApiServer, DEMO_KEY, type ApiServer } from '../../dev/server/server.ts';
import type { ChatRequest, TurnEvent } from '../../src/core/api/types.ts';
import { fixedKeys, restoreSettings, setSetting, testClient, testKeys } from './clientHarness.ts';

const request: ChatRequest = {
  model: 'google/gemini-2.0-flash-exp',
  messages: [{ role: 'user', content: 'Hello' }],
  parameters: {},
  stream: true,
};

describe('the client over VS Code’s own fetch', () => {
  let server: ApiServer;
  before(async () => {
    server = await startApiServer();
  });
  beforeEach(async () => {
    server.reset();
    await setSetting('laplas.baseUrl', server.url);
  });
  afterEach(restoreSettings);
  after(() => server.close());

  const ask = (options: Partial<ChatRequest> = {}, onEvent?: (event: TurnEvent) => void) =>
    testClient(fixedKeys(DEMO_KEY))(
      { ...request, ...options },
      { signal: new AbortController().signal, ...(onEvent === undefined ? {} : { onEvent }) },
    );

  it('streams an answer, and tells the connection from the wait', async () => {
    const events: TurnEvent[] = [];
    const result = await ask({}, (event) => events.push(event));
    assert.equal(result.outcome.kind, 'complete');
    assert.ok(events.filter(({ type }) => type === 'text').length > 1);
    const phases = events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));
    assert.deepEqual(phases, ['connecting', 'waiting', 'streaming']);
    assert.ok(result.usage);
  });

  it('takes a plain answer, too', async () => {
    const { outcome, text } = await ask({ stream: false });
    assert.equal(outcome.kind, 'complete');
    assert.notEqual(text, '');
    const [sent] = server.requests();
    assert.equal((JSON.parse(sent?.body ?? '') as { stream: boolean }).stream, false);
  });

  it('sends what the API documents, and the server takes every field', async () => {
    const { outcome } = await ask({
      messages: [
        { role: 'system', content: 'Be short.' },
        {
          role: 'user',
          name: 'ada',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        },
      ],
      parameters: {
        maxTokens: 100,
        temperature: 0,
        topP: 0.1,
        frequencyPenalty: -1,
        presencePenalty: 1,
        stop: ['END'],
        logitBias: { '7': 1 },
      },
      tools: [{ name: 'read', description: 'Reads', parameters: { type: 'object' } }],
      toolChoice: 'none',
    });
    assert.ok(['complete', 'length'].includes(outcome.kind), JSON.stringify(outcome));
  });

  it('promise 8: Stop closes the socket within a second', async () => {
    server.enqueue({
      chunks: [{ utf8: 'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n' }],
      end: 'hold',
    });
    const controller = new AbortController();
    const { outcome } = await testClient(fixedKeys(DEMO_KEY))(request, {
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'text') controller.abort();
      },
    });
    const stopped = Date.now();
    assert.equal(outcome.kind, 'stopped');
    const [first] = await server.until(([sent]) => sent?.closedAt !== undefined);
    assert.ok((first?.closedAt ?? Infinity) - stopped < 1_000);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`promise 17: a redirect (${status}) is not followed`, async () => {
      server.enqueue({ status, headers: { location: `${server.url}/elsewhere` } });
      const { outcome } = await ask();
      assert.ok('error' in outcome && outcome.error.kind === 'redirect', JSON.stringify(outcome));
      assert.equal(server.requests().length, 1);
    });
  }

  it('says a setting that is wrong before anything is sent', async () => {
    await setSetting('laplas.temperature', 9);
    const { outcome } = await ask();
    assert.deepEqual(outcome, {
      kind: 'failed',
      error: {
        kind: 'badSetting',
        setting: 'laplas.temperature',
        problem: 'must be a number from 0 to 2',
      },
    });
    assert.equal(server.requests().length, 0);
  });

  it('says a key that is missing, and one that is refused', async () => {
    const { keys } = testKeys({ baseUrl: () => server.url });
    const signal = new AbortController().signal;
    const none = await testClient(keys)(request, { signal });
    assert.deepEqual(none.outcome, { kind: 'failed', error: { kind: 'noKey' } });
    assert.equal(server.requests().length, 0);
    const wrong = await testClient(fixedKeys('sk-canary-wrong'))(request, { signal });
    assert.ok('error' in wrong.outcome && wrong.outcome.error.kind === 'auth');
    keys.dispose();
  });

  it('promise 18: the log has figures, and neither key nor text', async () => {
    const lines: string[] = [];
    const run = testClient(fixedKeys(DEMO_KEY), lines);
    const { text } = await run(request, { signal: new AbortController().signal });
    const all = lines.join('\n');
    assert.match(all, /\d+ ms/);
    assert.ok(!all.includes(DEMO_KEY) && !all.includes(text) && !all.includes('Hello'));
  });
});
