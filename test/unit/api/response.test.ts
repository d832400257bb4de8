import assert from 'node:assert/strict';
import type { ErrorDetail } from '../../../src/core/api/types.ts';
import { bytes, chunk, cutAt, event, forSeeds, play, soak, stream } from './testing.ts';

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

/** Every shape of answer that this client knows. Short, since each is cut at every byte. */
const fixtures: Readonly<Record<string, string>> = {
  'a plain stream': stream('Hello', ', ', 'world'),
  'UTF-8 of one to four bytes': stream('é', '→ 中文', '👩‍👩‍👧 𝄞', 'a\u0000b'),
  'CRLF line ends': stream('a', 'b').replaceAll('\n', '\r\n'),
  'CR line ends': stream('a', 'b').replaceAll('\n', '\r'),
  'mixed line ends': `data: ${JSON.stringify(chunk({ content: 'a' }))}\r\n\r\n${stream('b')}`,
  'a BOM': `\uFEFF${stream('a')}`,
  comments: `: hello\n\n:\n${event(chunk({ content: 'a' }))}: ping\n\n${stream('b')}`,
  'data over several lines': `data: {"choices":[{"index":0,\ndata: "delta":{"content":"a b"}}]}\n\n${stream('c')}`,
  'no space after the colon': stream('a').replaceAll('data: ', 'data:'),
  'ids, events and retries': `event: message\nid: 7\nretry: 100\n${stream('a')}`,
  'U+2028 and U+2029 in the text': stream('a\u2028b\u2029c').replaceAll('\\u2028', '\u2028'),
  'no blank line at the end': stream('a').replace(event('[DONE]'), '').trimEnd(),
  'a chunk like those before but for its end':
    ['a', 'b'].map((content) => event(chunk({ content }))).join('') +
    event(chunk({ content: 'c' }, 'stop')),
  'no [DONE]': stream('a').replace(event('[DONE]'), ''),
  'a doubled [DONE]': stream('a') + event('[DONE]'),
  'usage alone in a chunk': stream('a').replace(
    event('[DONE]'),
    `${event({ choices: [], usage })}${event('[DONE]')}`,
  ),
  'null and empty deltas': [
    event(chunk({ role: 'assistant', content: null })),
    event(chunk({ content: '' })),
    event({ choices: [{ index: 0, delta: null, finish_reason: null }] }),
    event({ choices: [] }),
    event({}),
    event('null'),
    stream('a'),
  ].join(''),
  'other choices': event({ choices: [{ index: 1, delta: { content: 'no' } }] }) + stream('yes'),
  'a text of quotes and backslashes': stream('"', '\\', '\\"', '{"content":"x"}', '\n', '"'),
  'tool calls': [
    event(
      chunk({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'f', arguments: '{"a"' } }] }),
    ),
    event(chunk({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] })),
    event(chunk({}, 'tool_calls')),
    event('[DONE]'),
  ].join(''),
  'cut by length': event(chunk({ content: 'a' })) + event(chunk({}, 'length')) + event('[DONE]'),
  filtered: event(chunk({ content: 'a' })) + event(chunk({}, 'content_filter')),
  'an error in mid-stream': event(chunk({ content: 'a' })) + event({ error: { message: 'no' } }),
  'a whole message at the end': stream('a').replace(
    event('[DONE]'),
    event({ choices: [{ index: 0, message: { content: 'a' }, finish_reason: 'stop' }] }),
  ),
  'plain JSON': JSON.stringify(completion, null, 1),
  'plain JSON in one event': event(completion),
  'an error object': '{"error":{"message":"no","code":"x"}}',
  HTML: '<html><title>Log in</title></html>',
  empty: '',
  'plain text': 'upstream connect error',
};

describe('the bytes of an answer', () => {
  for (const [name, text] of Object.entries(fixtures)) {
    it(`promise 1: ${name}: the same wherever it is cut`, () => {
      const whole = bytes(text);
      const expected = play([whole]);
      for (let at = 0; at <= whole.length; at += 1) {
        assert.deepEqual(play(cutAt(whole, at)), expected, `cut at byte ${at}`);
      }
      assert.deepEqual(play([...whole].map((byte) => Uint8Array.of(byte))), expected);
    });
  }

  it('promise 1: all of them, cut in several random places, with empty pieces between', async function () {
    this.timeout(soak ? 600_000 : 20_000);
    const texts = Object.values(fixtures).map(bytes);
    await forSeeds(soak ? 20_000 : 1_000, (random, seed) => {
      const whole = texts[seed % texts.length] ?? bytes('');
      const places = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
        Math.floor(random() * (whole.length + 1)),
      );
      assert.deepEqual(play(cutAt(whole, ...places)), play([whole]));
    });
  });
});

describe('what an answer says', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    'UTF-8 of one to four bytes': ['é', '→ 中文', '👩‍👩‍👧 𝄞', 'a\u0000b'],
    'CRLF line ends': ['a', 'b'],
    'CR line ends': ['a', 'b'],
    'mixed line ends': ['a', 'b'],
    'a BOM': ['a'],
    comments: ['a', 'b'],
    'data over several lines': ['a b', 'c'],
    'no space after the colon': ['a'],
    'ids, events and retries': ['a'],
    'U+2028 and U+2029 in the text': ['a\u2028b\u2029c'],
    'no blank line at the end': ['a'],
    'a chunk like those before but for its end': ['a', 'b', 'c'],
    'a doubled [DONE]': ['a'],
    'null and empty deltas': ['a'],
    'other choices': ['yes'],
    'a text of quotes and backslashes': ['"', '\\', '\\"', '{"content":"x"}', '\n', '"'],
    'a whole message at the end': ['a'],
    'plain JSON in one event': ['Hi é'],
  };
  for (const [name, texts] of Object.entries(expected)) {
    it(`promise 1: ${name}: read as it was meant, and complete`, () => {
      const played = play([bytes(fixtures[name] ?? '')]);
      assert.deepEqual(played.texts, texts);
      assert.equal(played.result.outcome.kind, 'complete');
    });
  }
});

describe('how an answer ends', () => {
  const complete = { kind: 'complete', finishReason: 'stop' } as const;
  const cutOff = (error: ErrorDetail) => ({ kind: 'interrupted', error }) as const;

  it('is complete with a finish reason and [DONE]', () => {
    const { texts, result } = play([bytes(stream('Hello', ', world'))]);
    assert.deepEqual(texts, ['Hello', ', world']);
    assert.deepEqual(result, { outcome: complete, toolCalls: [], responseId: 'r|1' });
  });

  it('is complete with a finish reason and no [DONE], even when the connection breaks then', () => {
    const fault: ErrorDetail = { kind: 'network', layer: 'tcp', message: 'reset' };
    const pieces = [bytes(stream('a').replace(event('[DONE]'), ''))];
    assert.deepEqual(play(pieces).result.outcome, complete);
    assert.deepEqual(play(pieces, { fault }).result.outcome, complete);
  });

  it('promise 3: [DONE] without a finish reason is not complete: gateways send it when the model broke off', () => {
    const { result } = play([bytes(event(chunk({ content: 'a' })) + event('[DONE]'))]);
    assert.equal(result.outcome.kind, 'interrupted');
  });

  it('takes what comes after an early [DONE], up to the finish reason', () => {
    const { texts, result } = play([bytes(event('[DONE]') + stream('a'))]);
    assert.deepEqual(texts, ['a']);
    assert.deepEqual(result.outcome, complete);
  });

  it('promise 3: every truncation of every stream says so, and keeps the text', function () {
    this.timeout(60_000);
    for (const [name, text] of Object.entries(fixtures)) {
      const whole = bytes(text);
      const all = play([whole]);
      for (let length = 0; length < whole.length; length += 1) {
        for (const fault of [
          undefined,
          { kind: 'network', layer: 'tcp', message: 'reset' } as const,
        ]) {
          const cut = play([whole.subarray(0, length)], fault === undefined ? {} : { fault });
          const where = `${name}, first ${length} bytes, ${fault === undefined ? 'closed' : 'reset'}`;
          const came = cut.texts.join('');
          assert.ok(all.texts.join('').startsWith(came), where);
          if (cut.result.outcome.kind === 'complete' || cut.result.outcome.kind === 'length') {
            assert.equal(came, all.texts.join(''), where);
            assert.deepEqual(cut.result.toolCalls, all.result.toolCalls, where);
          } else {
            const kept = came !== '' || name === 'tool calls';
            if (came !== '') assert.equal(cut.result.outcome.kind, 'interrupted', where);
            if (!kept) assert.equal(cut.result.outcome.kind, 'failed', where);
          }
        }
      }
    }
  });

  it('promise 3: a finish reason of length is not complete', () => {
    for (const reason of ['length', 'MAX_TOKENS']) {
      const { result } = play([bytes(event(chunk({ content: 'a' })) + event(chunk({}, reason)))]);
      assert.deepEqual(result.outcome, { kind: 'length' });
    }
  });

  it('promise 3: a filter is not complete', () => {
    for (const [reason, error] of [
      ['content_filter', { kind: 'filtered' }],
      ['SAFETY', { kind: 'filtered', message: 'SAFETY' }],
    ] as const) {
      const some = play([bytes(event(chunk({ content: 'a' })) + event(chunk({}, reason)))]);
      assert.deepEqual(some.result.outcome, cutOff(error));
      const none = play([bytes(event(chunk({}, reason)))]);
      assert.deepEqual(none.result.outcome, { kind: 'failed', error });
    }
  });

  const midStreamErrors: Readonly<Record<string, string>> = {
    'an error object': event({ error: { message: 'Overloaded', code: 503 } }),
    'an error beside choices': event({
      error: { message: 'Overloaded', code: 503 },
      choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
    }),
    'an event named error': `event: error\n${event({ message: 'Overloaded', statusCode: 503 })}`,
    'a bare JSON line': '{"error":{"message":"Overloaded","code":503}}\n',
    'bare JSON over several lines':
      '{\n "error": {\n  "message": "Overloaded",\n  "code": 503\n }\n}\n',
  };
  for (const [name, error] of Object.entries(midStreamErrors)) {
    it(`promise 3: ${name} in mid-stream is an error, and the text stays`, () => {
      const { texts, result } = play([bytes(event(chunk({ content: 'a' })) + error)]);
      assert.deepEqual(texts, ['a']);
      assert.deepEqual(
        result.outcome,
        cutOff({ kind: 'server', status: 503, message: 'Overloaded' }),
      );
    });
  }

  it('an event that is not JSON ends the answer', () => {
    const { result } = play([bytes(event(chunk({ content: 'a' })) + event('<br>') + stream('b'))]);
    assert.deepEqual(
      result.outcome,
      cutOff({ kind: 'protocol', what: 'an event of it is not JSON', snippet: '<br>' }),
    );
  });
});
