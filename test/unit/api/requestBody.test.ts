import assert from 'node:assert/strict';
import { requestBody } from '../../../src/core/api/requestBody.ts';
import type { ChatRequest } from '../../../src/core/api/types.ts';

const body = (request: Partial<ChatRequest>): unknown =>
  JSON.parse(requestBody({ model: 'm', messages: [], parameters: {}, stream: true, ...request }));

describe('the body of a request', () => {
  it('has model, messages, stream and max_tokens, and nothing that is unset', () => {
    assert.deepEqual(
      body({ messages: [{ role: 'user', content: 'Hello', name: 'ada' }], stream: false }),
      {
        model: 'm',
        messages: [{ role: 'user', content: 'Hello', name: 'ada' }],
        stream: false,
        max_tokens: 8192,
      },
    );
  });

  it('sends text as a plain string, and parts only where there is an image', () => {
    const image = {
      type: 'image_url',
      image_url: { url: 'data:image/png;base64,AA==' },
    } as const;
    const text = { type: 'text', text: 'a' } as const;
    const contents = [[text], [text, { ...text, text: 'b' }], [text, image]].map(
      (content) =>
        (body({ messages: [{ role: 'user', content }] }) as { messages: { content: unknown }[] })
          .messages[0]?.content,
    );
    assert.deepEqual(contents, ['a', 'a\nb', [text, image]]);
  });

  it('sends tools, the choice among them, calls and their results', () => {
    const sent = body({
      messages: [
        { role: 'assistant', content: '', toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }] },
        { role: 'tool', content: '7', toolCallId: 'c' },
      ],
      tools: [{ name: 'f', description: 'd', parameters: { type: 'object' } }, { name: 'g' }],
      toolChoice: { name: 'f' },
    });
    assert.deepEqual(sent, {
      model: 'm',
      messages: [
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', content: '7', tool_call_id: 'c' },
      ],
      stream: true,
      max_tokens: 8192,
      tools: [
        {
          type: 'function',
          function: { name: 'f', description: 'd', parameters: { type: 'object' } },
        },
        { type: 'function', function: { name: 'g' } },
      ],
      tool_choice: { type: 'function', function: { name: 'f' } },
    });
    assert.deepEqual(
      (body({ tools: [], toolChoice: 'none' }) as { tool_choice: unknown }).tool_choice,
      'none',
    );
    assert.equal('tools' in (body({ tools: [] }) as object), false);
  });
});
