import assert from 'node:assert/strict';

import { validate } from '../../../dev/server/validate.ts';

const model = 'gemini-2.0-flash-exp';
const messages = [{ role: 'user', content: 'x' }];
const tools = [{ type: 'function', function: { name: 'look' } }];

/** The request of the API's page, word for word. */
const page = {
  model: 'gemini-2.0-flash-exp',
  frequency_penalty: 1,
  logit_bias: { ANY_ADDITIONAL_PROPERTY: 1 },
  max_tokens: 512,
  presence_penalty: 1,
  messages: [{ role: 'system', content: 'text', name: 'text' }],
  stream: false,
  top_p: 1,
  temperature: 1,
  stop: 'text',
  tools: [
    {
      type: 'function',
      function: {
        description: 'text',
        name: 'text',
        parameters: { ANY_ADDITIONAL_PROPERTY: null },
      },
    },
  ],
  tool_choice: 'none',
};

describe('the check of a body', () => {
  it('takes the request of the API’s page', () => {
    assert.deepEqual(validate(page), { ok: true, request: page });
  });

  it('takes every field at the ends of its range', () => {
    const good: readonly Record<string, unknown>[] = [
      {},
      { max_tokens: 1 },
      { temperature: 2 },
      { top_p: 0.1 },
      { top_p: 1 },
      { frequency_penalty: null },
      { presence_penalty: null },
      { stop: null },
      { stop: ['a', 'b'] },
      { stop: { any: 1 } },
      { logit_bias: {} },
      { tools, tool_choice: { type: 'function', function: { name: 'look' } } },
      { tools, tool_choice: 'required' },
      { tool_choice: 'auto' },
      { a_field_of_tomorrow: 1 },
    ];
    for (const more of good) {
      const result = validate({ model, messages, ...more });
      assert.ok(result.ok, JSON.stringify([more, result]));
    }
  });

  it('takes messages of all roles, parts, tool calls and their results', () => {
    const call = { id: 'a', type: 'function', function: { name: 'look', arguments: '{}' } };
    const url = 'data:image/png;base64,';
    const result = validate({
      model,
      messages: [
        { role: 'system', content: 'x' },
        { role: 'user', content: [{ type: 'text', text: 'x' }], name: 'Ada' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url } }] },
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', content: 'x', tool_call_id: 'a' },
      ],
    });
    assert.deepEqual(result.ok, true);
  });

  const part = (value: unknown): object => ({ messages: [{ role: 'user', content: [value] }] });
  const call = (value: unknown): object => ({
    messages: [{ role: 'assistant', content: '', tool_calls: [value] }],
  });
  const bad: readonly (readonly [string, object])[] = [
    ['model', { model: undefined }],
    ['model', { model: 7 }],
    ['messages', { messages: undefined }],
    ['messages', { messages: 'x' }],
    ['messages', { messages: [] }],
    ['messages[0]', { messages: ['x'] }],
    ['messages[0].role', { messages: [{ content: 'x' }] }],
    ['messages[0].role', { messages: [{ role: 'developer', content: 'x' }] }],
    ['messages[0].content', { messages: [{ role: 'user' }] }],
    ['messages[0].content', { messages: [{ role: 'user', content: null }] }],
    ['messages[0].content', { messages: [{ role: 'assistant', content: null, tool_calls: [] }] }],
    ['messages[1].name', { messages: [...messages, { role: 'user', content: 'x', name: 1 }] }],
    ['messages[0].tool_call_id', { messages: [{ role: 'tool', content: 'x' }] }],
    ['messages[0].content[0]', part('x')],
    ['messages[0].content[0].type', part({ type: 'audio' })],
    ['messages[0].content[0].text', part({ type: 'text' })],
    ['messages[0].content[0].image_url.url', part({ type: 'image_url', image_url: 'x' })],
    [
      'messages[0].content[0].image_url.url',
      part({ type: 'image_url', image_url: { url: 'file:///etc/passwd' } }),
    ],
    ['messages[0].tool_calls', { messages: [{ role: 'assistant', content: '', tool_calls: {} }] }],
    ['messages[0].tool_calls[0]', call('x')],
    [
      'messages[0].tool_calls[0].id',
      call({ type: 'function', function: { name: 'a', arguments: '' } }),
    ],
    ['messages[0].tool_calls[0].type', call({ id: 'a', function: { name: 'a', arguments: '' } })],
    [
      'messages[0].tool_calls[0].function.arguments',
      call({ id: 'a', type: 'function', function: { name: 'a', arguments: {} } }),
    ],
    ['max_tokens', { max_tokens: 0 }],
    ['max_tokens', { max_tokens: null }],
    ['max_tokens', { max_tokens: '5' }],
    ['temperature', { temperature: 2.1 }],
    ['top_p', { top_p: 0 }],
    ['top_p', { top_p: 1.1 }],
    ['frequency_penalty', { frequency_penalty: 'x' }],
    ['presence_penalty', { presence_penalty: true }],
    ['stream', { stream: 'true' }],
    ['stream', { stream: null }],
    ['logit_bias', { logit_bias: [1] }],
    ['logit_bias.50256', { logit_bias: { 50256: '-100' } }],
    ['tools', { tools: {} }],
    ['tools[0]', { tools: [1] }],
    ['tools[0].type', { tools: [{ function: { name: 'a' } }] }],
    ['tools[0].function', { tools: [{ type: 'function' }] }],
    ['tools[0].function.name', { tools: [{ type: 'function', function: { name: '' } }] }],
    [
      'tools[0].function.description',
      { tools: [{ type: 'function', function: { name: 'a', description: 1 } }] },
    ],
    [
      'tools[0].function.parameters',
      { tools: [{ type: 'function', function: { name: 'a', parameters: [] } }] },
    ],
    ['tool_choice', { tool_choice: 'always' }],
    ['tool_choice', { tool_choice: 'required' }],
    ['tool_choice', { tool_choice: { type: 'function' } }],
    [
      'tool_choice.function.name',
      { tools, tool_choice: { type: 'function', function: { name: 'other' } } },
    ],
  ];
  for (const [path, change] of bad) {
    it(`finds ${path} in ${JSON.stringify(change).slice(0, 90)}`, () => {
      const result = validate({ model, messages, ...change });
      assert.deepEqual(result.ok ? [] : result.errors.map((error) => error.path), [path]);
    });
  }

  it('says all that is wrong, and takes nothing but an object', () => {
    const result = validate({ max_tokens: 0, top_p: 7 });
    assert.deepEqual(result.ok ? [] : result.errors.map((error) => error.path), [
      'model',
      'messages',
      'max_tokens',
      'top_p',
    ]);
    for (const value of [undefined, null, 1, 'x', []]) assert.equal(validate(value).ok, false);
  });
});
