import assert from 'node:assert/strict';
import type { ErrorDetail } from '../../../src/core/api/types.ts';
import { bytes, event, play } from './testing.ts';

const usage = { prompt_tokens: 5, completion_tokens: 173, total_tokens: 178 };
const completion = {
  id: 'a|b',
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      logprobs: null,
      message: { role: 'assistant', content: 'Hi é' },
    },
  ],
  usage,
};

describe('an answer that is no stream', () => {
  it('promise 4: a plain completion is shown', () => {
    const { texts, usages, result } = play([bytes(JSON.stringify(completion))]);
    assert.deepEqual(texts, ['Hi é']);
    assert.deepEqual(usages, [{ promptTokens: 5, completionTokens: 173, totalTokens: 178 }]);
    assert.deepEqual(result.outcome, { kind: 'complete', finishReason: 'stop' });
    assert.equal(result.responseId, 'a|b');
  });

  it('promise 4: a plain completion with tool calls has them', () => {
    const calls = [0, 1].map((number) => ({
      type: 'function',
      function: { name: `f${number}`, arguments: { number } },
    }));
    const body = {
      choices: [{ finish_reason: 'stop', message: { content: null, tool_calls: calls } }],
    };
    assert.deepEqual(play([bytes(JSON.stringify(body))]).result.toolCalls, [
      { id: 'call_0', name: 'f0', arguments: '{"number":0}' },
      { id: 'call_1', name: 'f1', arguments: '{"number":1}' },
    ]);
  });

  it('promise 4: an error object is an error', () => {
    const { result } = play([bytes('{"error":{"message":"Slow down","type":"rate_limit_error"}}')]);
    assert.deepEqual(result.outcome, {
      kind: 'failed',
      error: { kind: 'rateLimit', status: 429, message: 'Slow down' },
    });
  });

  const rejected: Readonly<Record<string, readonly [string, ErrorDetail]>> = {
    'an empty body': ['', { kind: 'protocol', what: 'it is empty' }],
    'blank lines': [' \r\n\n', { kind: 'protocol', what: 'it is empty' }],
    HTML: [
      '<!doctype html><title>Log in</title>',
      {
        kind: 'protocol',
        what: 'it is a web page',
        snippet: '<!doctype html><title>Log in</title>',
      },
    ],
    'plain text': [
      'upstream connect error',
      {
        kind: 'protocol',
        what: 'it contains no chat completion',
        snippet: 'upstream connect error',
      },
    ],
    'JSON of another kind': [
      '{"ok":true}',
      { kind: 'protocol', what: 'it is JSON of another kind', snippet: '{"ok":true}' },
    ],
    'JSON that is cut': [
      '{"choices":[{"mess',
      {
        kind: 'protocol',
        what: 'it is neither a stream nor complete JSON',
        snippet: '{"choices":[{"mess',
      },
    ],
    'a stream of other events': [
      event({ hello: 1 }),
      { kind: 'protocol', what: 'it contains no chat completion', snippet: 'data: {"hello":1}' },
    ],
    'comments alone': [
      ': ping\n\n',
      { kind: 'protocol', what: 'it contains no chat completion', snippet: ': ping' },
    ],
  };
  for (const [name, [body, error]] of Object.entries(rejected)) {
    it(`promise 4: ${name} is an error, with its beginning`, () => {
      assert.deepEqual(play([bytes(body)]).result.outcome, { kind: 'failed', error });
    });
  }
});
