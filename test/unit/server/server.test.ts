import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

import OpenAI from 'openai';
import type { ChatCompletionTool } from 'openai/resources/chat/completions';

import { DEMO_KEY, startApiServer } from '../../../dev/server/server.ts';
import type { ApiServer } from '../../../dev/server/server.ts';
import { listen } from './rawHttp.ts';

const model = 'google/gemini-2.0-flash-exp';
const messages = [{ role: 'user' as const, content: 'Hello' }];

const weather: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a town',
    parameters: {
      type: 'object',
      properties: {
        town: { type: 'string' },
        days: { type: 'integer' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
        note: { type: 'string' },
      },
      required: ['town', 'days', 'unit'],
    },
  },
};

/** A picture of 3 by 2 pixels: the signature and header of a PNG. */
const picture = Buffer.from('89504e470d0a1a0a0000000d4948445200000003000000020802000000', 'hex');

describe('the local API server, as the openai package sees it', () => {
  let server: ApiServer;
  let client: OpenAI;
  before(async () => {
    server = await startApiServer();
    client = new OpenAI({ apiKey: DEMO_KEY, baseURL: server.url, maxRetries: 0 });
  });
  after(() => server.close());

  it('completes a plain chat, with the status that the API’s page documents', async () => {
    const { data, response } = await client.chat.completions
      .create({ model, messages })
      .withResponse();
    assert.equal(response.status, 201);
    assert.equal(data.object, 'chat.completion');
    assert.equal(data.model, model);
    assert.match(data.id, /^\d{4}-\d\d-\d\d\|\d\d:\d\d:\d\d\.\d{6}-00\|127\.0\.0\.1\|-?\d+$/);
    assert.ok(Math.abs(data.created - Date.now() / 1000) < 60);
    assert.match(data.choices[0]?.message.content ?? '', /no language model/);
    assert.equal(data.choices[0]?.finish_reason, 'stop');
    assert.ok(data.usage !== undefined && data.usage.prompt_tokens >= 1);
    assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
  });

  it('knows the model by both of its names', async () => {
    const { model: name } = await client.chat.completions.create({
      model: 'gemini-2.0-flash-exp',
      messages,
    });
    assert.equal(name, 'gemini-2.0-flash-exp');
  });

  it('streams the same text and usage: the role first, the finish reason last, then the usage', async () => {
    const plain = await client.chat.completions.create({ model, messages });
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    assert.equal(chunks[0]?.choices[0]?.delta.role, 'assistant');
    assert.ok(chunks.slice(1).every((chunk) => chunk.choices[0]?.delta.role === undefined));
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    assert.equal(text, plain.choices[0]?.message.content);
    assert.equal(chunks.at(-2)?.choices[0]?.finish_reason, 'stop');
    assert.deepEqual(chunks.at(-1)?.choices, []);
    assert.deepEqual(chunks.at(-1)?.usage, plain.usage);
    assert.ok(chunks.length > 50);
  });

  it('ends a stream with [DONE]', async () => {
    const { bytes } = await listen(server.port, { model, messages, stream: true });
    assert.match(bytes, /^HTTP\/1\.1 201 Created\r\ncontent-type: text\/event-stream/);
    assert.match(bytes, /\ndata: \[DONE\]\n\n\r\n0\r\n\r\n$/);
  });

  it('calls a tool, with arguments that fit its schema, and answers with what the tool said', async () => {
    const question = {
      role: 'user' as const,
      content: 'Get the weather of "Rome" for 3 days, in fahrenheit.',
    };
    const called = await client.chat.completions.create({
      model,
      messages: [question],
      tools: [weather],
    });
    const [choice] = called.choices;
    assert.equal(choice?.finish_reason, 'tool_calls');
    assert.equal(choice.message.content, null);
    const [call] = choice.message.tool_calls ?? [];
    assert.ok(call?.type === 'function');
    assert.equal(call.function.name, 'get_weather');
    assert.deepEqual(JSON.parse(call.function.arguments), {
      town: 'Rome',
      days: 3,
      unit: 'fahrenheit',
    });
    const answered = await client.chat.completions.create({
      model,
      messages: [
        question,
        choice.message,
        { role: 'tool', tool_call_id: call.id, content: 'Sunny and dry' },
      ],
      tools: [weather],
    });
    const text = answered.choices[0]?.message.content ?? '';
    assert.match(text, /\*\*get_weather\*\* says/);
    assert.match(text, /Sunny and dry/);
  });

  it('streams a tool call: id and name first, then the arguments in pieces', async () => {
    const stream = client.chat.completions.stream({
      model,
      messages,
      tools: [weather],
      tool_choice: 'required',
    });
    let pieces = 0;
    stream.on('tool_calls.function.arguments.delta', () => (pieces += 1));
    const [choice] = (await stream.finalChatCompletion()).choices;
    const [call] = choice?.message.tool_calls ?? [];
    assert.ok(call?.type === 'function');
    assert.match(call.id, /^call_/);
    assert.deepEqual(JSON.parse(call.function.arguments), {
      town: 'Hello',
      days: 1,
      unit: 'celsius',
    });
    assert.ok(pieces > 3);
    assert.equal(choice?.finish_reason, 'tool_calls');
  });

  it('calls the tool that the choice names, and none where the choice is none', async () => {
    const other: ChatCompletionTool = { type: 'function', function: { name: 'other' } };
    const finish = async (choice: OpenAI.ChatCompletionToolChoiceOption): Promise<unknown> => {
      const { choices } = await client.chat.completions.create({
        model,
        messages: [{ role: 'user', content: 'get weather' }],
        tools: [weather, other],
        tool_choice: choice,
      });
      const [call] = choices[0]?.message.tool_calls ?? [];
      return call?.type === 'function' ? call.function.name : choices[0]?.finish_reason;
    };
    assert.equal(await finish('auto'), 'get_weather');
    assert.equal(await finish({ type: 'function', function: { name: 'other' } }), 'other');
    assert.equal(await finish('none'), 'stop');
  });

  it('says of an image what its header says', async () => {
    const url = `data:image/png;base64,${picture.toString('base64')}`;
    const { choices, usage } = await client.chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url } },
          ],
        },
      ],
    });
    assert.match(choices[0]?.message.content ?? '', /\*\*PNG\*\* of \*\*3 × 2 pixels\*\*/);
    assert.ok((usage?.prompt_tokens ?? 0) > 258);
  });

  it('stops at max_tokens, which is 512 where it is not sent', async () => {
    const long = [{ role: 'user' as const, content: 'Write a long answer' }];
    for (const [limit, wanted] of [
      [7, 7],
      [undefined, 512],
      [1, 1],
    ]) {
      const { choices, usage } = await client.chat.completions.create({
        model,
        messages: long,
        ...(limit === undefined ? {} : { max_tokens: limit }),
      });
      assert.equal(choices[0]?.finish_reason, 'length');
      assert.equal(usage?.completion_tokens, wanted);
    }
    const whole = await client.chat.completions.create({
      model,
      messages: long,
      max_tokens: 100_000,
    });
    assert.equal(whole.choices[0]?.finish_reason, 'stop');
  });

  it('goes on where an answer was cut, so that the parts make the whole', async () => {
    const ask = async (parts: readonly string[], limit: number): Promise<string> => {
      const { choices } = await client.chat.completions.create({
        model,
        max_tokens: limit,
        messages: [
          { role: 'user', content: 'Write a long answer' },
          ...parts.flatMap((content) => [
            { role: 'assistant' as const, content },
            { role: 'user' as const, content: 'Go on exactly where your last message ends.' },
          ]),
        ],
      });
      return choices[0]?.message.content ?? '';
    };
    const whole = await ask([], 100_000);
    const first = await ask([], 100);
    const second = await ask([first], 100);
    assert.equal(await ask([first + second], 100_000), whole.slice((first + second).length));
    assert.notEqual(second, '');
  });

  it('ends before the first stop that comes', async () => {
    const said = async (stop: string | string[] | null): Promise<string> => {
      const { choices } = await client.chat.completions.create({ model, messages, stop });
      assert.equal(choices[0]?.finish_reason, 'stop');
      return choices[0]?.message.content ?? '';
    };
    const whole = await said(null);
    assert.equal(await said('no language'), whole.slice(0, whole.indexOf('no language')));
    assert.equal(await said(['no language', '# Hello']), '');
    assert.equal(await said(['never said']), whole);
  });

  it('says the same to the same request', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => client.chat.completions.create({ model, messages })),
    );
    assert.deepEqual(one?.choices, two?.choices);
  });
});

describe('the local API server', () => {
  let server: ApiServer;
  before(async () => {
    server = await startApiServer({ keys: ['one', 'two'], maxBodyBytes: 10_000 });
  });
  after(() => server.close());

  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer two', 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('refuses a request without a key or with another one, and says that the key must be enabled', async () => {
    for (const authorization of ['', 'Bearer ', 'Basic b25l', 'one']) {
      const answer = await post({ model, messages }, { authorization });
      assert.equal(answer.status, 401);
      assert.match(await answer.text(), /No API key/);
    }
    const answer = await post({ model, messages }, { authorization: 'Bearer three' });
    assert.equal(answer.status, 401);
    const text = await answer.text();
    assert.match(text, /Ensure that the key is enabled/);
    assert.doesNotMatch(text, /three/);
  });

  it('names what is wrong with a body, and where', async () => {
    const answer = await post({ model, messages: [{ role: 'robot', content: 'x' }], top_p: 2 });
    assert.equal(answer.status, 400);
    const { requestId, ...body } = (await answer.json()) as Record<string, unknown>;
    assert.match(String(requestId), /^[0-9a-f-]{36}$/);
    assert.deepEqual(body, {
      statusCode: 400,
      message: 'Body validation error!',
      path: '/v1/chat/completions',
      errors: [
        { path: 'messages[0].role', message: 'Expected one of system, user, assistant, tool.' },
        { path: 'top_p', message: 'Must be at most 1, is 2.' },
      ],
    });
    assert.equal((await post('{"model": ')).status, 400);
    assert.equal((await post({ model, messages }, { 'content-type': 'text/plain' })).status, 415);
  });

  it('knows no other model, path or method', async () => {
    const answer = await post({ model: 'gpt-4', messages });
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /There is no model gpt-4/);
    for (const path of ['', '/v1/models', '/v1/chat/completions/', '/v1/chat/completions']) {
      assert.equal((await fetch(`http://127.0.0.1:${server.port}${path}`)).status, 404);
    }
  });

  it('refuses a body that is too large, after it was sent, and cuts off one that does not end', async () => {
    const answer = await post({ model, messages: [{ role: 'user', content: 'x'.repeat(20_000) }] });
    assert.equal(answer.status, 413);
    assert.match(await answer.text(), /larger than 10000 bytes/);
    const endless = connect(server.port, '127.0.0.1');
    endless.on('error', () => undefined);
    endless.write(
      'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    const chunk = `ffff\r\n${'x'.repeat(0xffff)}\r\n`;
    endless.write(chunk);
    endless.write(chunk);
    endless.resume();
    await new Promise((resolve) => endless.once('close', resolve));
  });

  it('answers on the loopback interface alone', async () => {
    const outer = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    const address = outer?.address ?? '127.0.0.2';
    const socket = connect(server.port, address);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNREFUSED');
  });

  it('stops a stream when the client goes away, and closes without waiting for anybody', async () => {
    const slow = await startApiServer({ pace: 5 });
    const body = { model, messages, stream: true };
    const heard = await listen(slow.port, body, (bytes) => bytes.includes('"content":"'));
    assert.doesNotMatch(heard.bytes, /\[DONE\]/);
    const [request] = await slow.until(([first]) => first?.closedAt !== undefined);
    assert.equal(request?.answeredAt, undefined);
    slow.enqueue({ end: 'hold' });
    const held = listen(slow.port);
    await slow.until((requests) => requests.length === 2);
    await slow.close();
    await held;
  });

  it('does not start on a port that is taken', async () => {
    await assert.rejects(startApiServer({ port: server.port }), { code: 'EADDRINUSE' });
  });
});
