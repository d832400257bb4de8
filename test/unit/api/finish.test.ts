import assert from 'node:assert/strict';
import type { ErrorDetail, Outcome } from '../../../src/core/api/types.ts';
import { bytes, chunk, event, play } from './testing.ts';

const done = event('[DONE]');
const half = event(chunk({ content: 'The first half' }));
const outcome = (text: string, options: Parameters<typeof play>[1] = {}): Outcome =>
  play([bytes(text)], options).result.outcome;
const errorOf = (text: string): ErrorDetail | undefined => {
  const ended = outcome(text);
  return 'error' in ended ? ended.error : undefined;
};

describe('the reason a response ends with', () => {
  // `eos`: openai/openai-dotnet#267. `eos_token`: huggingface/text-generation-inference#2344, avante-corp/avante.nvim#706.
  // `endturn`: zeitlings/ayai-gpt-nexus#2. `end_turn`: aws-samples/bedrock-access-gateway#11.
  const good = ['stop', 'STOP', 'FinishReason.STOP', 'FINISH_REASON_STOP', 'end_turn', 'endturn'];
  for (const reason of [...good, 'stop_sequence', 'eos', 'eos_token']) {
    it(`promise 3: ${reason} is the end`, () => {
      assert.deepEqual(outcome(half + event(chunk({}, reason)) + done), {
        kind: 'complete',
        finishReason: reason,
      });
    });
  }

  for (const reason of [
    ...['length', 'LENGTH', 'max_tokens', 'MAX_TOKENS', 'FinishReason.MAX_TOKENS', 'maxTokens'],
    ...['FINISH_REASON_MAX_TOKENS', 'max_output_tokens', 'max_completion_tokens', 'model_length'],
  ]) {
    it(`promise 3: ${reason} is the token limit`, () => {
      assert.deepEqual(outcome(half + event(chunk({}, reason)) + done), { kind: 'length' });
    });
  }

  // `IMAGE_SAFETY` from this very model: vercel/ai#5301. `sensitive`: anomalyco/opencode#44092. The names of Google's:
  // google-gemini/deprecated-generative-ai-python, FinishReason; `4` is what that client showed in its issue 363.
  const filters = [
    ...['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'LANGUAGE'],
    ...['IMAGE_SAFETY', 'FinishReason.SAFETY', 'FINISH_REASON_RECITATION', 'sensitive'],
  ];
  for (const reason of filters) {
    for (const prefix of ['', 'content_filter: ', 'content_filter:']) {
      it(`promise 3: ${prefix}${reason} is a filter, whose words are kept`, () => {
        assert.deepEqual(outcome(half + event(chunk({}, prefix + reason)) + done), {
          kind: 'interrupted',
          error: { kind: 'filtered', message: reason },
        });
      });
    }
  }

  for (const reason of ['OTHER', 'ESCALATION', 'abort', '4', 'stopped_by_admin', 'unknown', 'x']) {
    it(`promise 3: ${reason}, which is not known, is not complete, and is named`, () => {
      const error = errorOf(half + event(chunk({}, reason)) + done);
      assert.ok(error?.kind === 'interrupted');
      assert.ok(error.what.includes(`“${reason}”`), error.what);
    });
  }

  it('promise 3: no reason that can be thought of is complete but those on the list', () => {
    const known = /^(?:stop|end_?turn|stop_?sequence|eos|eos_?token)$/i;
    const words = ['stop', 'done', 'ok', 'finish', 'complete', 'success', 'end', 'halt', 'null x'];
    const made = words.flatMap((word) => [word, `${word}_error`, `not_${word}`, `${word}ped`]);
    for (const reason of made.filter((word) => !known.test(word))) {
      assert.notEqual(outcome(half + event(chunk({}, reason)) + done).kind, 'complete', reason);
    }
  });

  it('promise 3: a stop that a gateway adds does not undo a filter or the token limit', () => {
    for (const [reason, kind] of [
      ['SAFETY', 'interrupted'],
      ['MAX_TOKENS', 'length'],
      ['MALFORMED_FUNCTION_CALL', 'interrupted'],
    ] as const) {
      const text = half + event(chunk({}, reason)) + event(chunk({}, 'stop')) + done;
      assert.equal(outcome(text).kind, kind, reason);
    }
  });

  // Layers that say `stop` and keep the model's own reason beside it: BerriAI/litellm#40864, OleksandrChekhovskyi/hax#15.
  it('promise 3: the model’s own reason counts where a layer made a stop of it', () => {
    const choice = (fields: object): string =>
      half + event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop', ...fields }] }) + done;
    for (const [fields, error] of [
      [{ native_finish_reason: 'network_error' }, 'server'],
      [{ native_finish_reason: 'PROHIBITED_CONTENT' }, 'filtered'],
      [
        { provider_specific_fields: { native_finish_reason: 'UNEXPECTED_TOOL_CALL' } },
        'interrupted',
      ],
    ] as const) {
      assert.equal(errorOf(choice(fields))?.kind, error, JSON.stringify(fields));
    }
    assert.equal(outcome(choice({ native_finish_reason: 'STOP' })).kind, 'complete');
  });

  // maximhq/bifrost#5425: half of the text with the reason `error`, and no status but 200.
  it('promise 3: plain JSON that ends with an error is not complete', () => {
    const choices = [{ message: { content: '{"events": [' }, finish_reason: 'error' }];
    assert.equal(errorOf(JSON.stringify({ choices }))?.kind, 'server');
  });

  it('a text that stands for no reason is none', () => {
    for (const reason of ['null', 'FINISH_REASON_UNSPECIFIED', '']) {
      const text = event(chunk({ content: 'a' }, reason)) + event(chunk({ content: 'b' }, 'stop'));
      assert.deepEqual(play([bytes(text + done)]).texts, ['a', 'b']);
      assert.equal(outcome(text + done).kind, 'complete', reason);
      assert.equal(outcome(event(chunk({ content: 'a' }, reason)) + done).kind, 'interrupted');
    }
  });
});

describe('a finish reason in more than one piece', () => {
  const each = ['One ', 'two ', 'three.'].map((word) => event(chunk({ content: word }, 'stop')));

  it('promise 3: the text after it counts, and is complete at [DONE] and at the end of the stream', () => {
    for (const text of [each.join('') + done, each.join('')]) {
      const { texts, result } = play([bytes(text)]);
      assert.equal(texts.join(''), 'One two three.');
      assert.equal(result.outcome.kind, 'complete');
    }
  });

  it('promise 3: but not where the connection breaks, since any piece may have been the last', () => {
    const fault: ErrorDetail = { kind: 'network', layer: 'tcp', code: 'ECONNRESET', message: '' };
    assert.equal(outcome(each.slice(0, 2).join(''), { fault }).kind, 'interrupted');
    assert.equal(outcome(each[0] ?? '', { fault }).kind, 'interrupted');
    // Nor where one of them comes without text.
    const bare = event(chunk({}, 'stop'));
    assert.equal(outcome(each.slice(0, 2).join('') + bare, { fault }).kind, 'interrupted');
  });

  // Chevey339/kelivo#1003: empty pieces with STOP come before the text, which has no reason, and only the last piece has one again.
  it('promise 3: a reason before the text is taken back by the text', () => {
    const early = event(chunk({ content: '' }, 'STOP')) + half;
    assert.equal(outcome(early).kind, 'interrupted');
    assert.equal(outcome(early + done).kind, 'interrupted');
    assert.equal(outcome(early + event(chunk({ content: '' }, 'STOP')) + done).kind, 'complete');
  });
});

describe('a response without text', () => {
  const empty = (text: string, tools = true): ErrorDetail => {
    const { outcome: ended, toolCalls } = play([bytes(text)], { tools }).result;
    assert.ok(ended.kind === 'failed' && ended.error.kind === 'empty', JSON.stringify(ended));
    assert.deepEqual(toolCalls, []);
    return ended.error;
  };

  // BerriAI/litellm#24453: STOP without a part. vercel/ai#5039: an empty content. google-gemini/gemini-cli#12674.
  it('promise 3: is an error, whatever the reason', () => {
    for (const reason of ['stop', 'STOP', 'MALFORMED_FUNCTION_CALL', 'OTHER', 'length']) {
      for (const content of [undefined, '', null, ' \n\t', '\u200b\ufeff']) {
        empty(event(chunk({ content })) + event(chunk({}, reason)) + done);
      }
    }
    empty(JSON.stringify({ choices: [{ message: { content: null }, finish_reason: 'stop' }] }));
    empty(
      event({ choices: [], usage: { completion_tokens: 0 } }) + event(chunk({}, 'stop')) + done,
    );
  });

  it('promise 3: says why, where the model said so', () => {
    const what = (reason: string) => {
      const error = empty(event(chunk({}, reason)) + done);
      return error.kind === 'empty' ? error.what : '';
    };
    assert.match(what('function_call_filter: MALFORMED_FUNCTION_CALL') ?? '', /isn’t valid/);
    assert.match(what('MAX_TOKENS') ?? '', /token limit/);
    assert.match(what('OTHER') ?? '', /“OTHER”/);
    assert.equal(what('stop'), undefined);
  });

  it('promise 5: calls count where tools were offered, and nowhere else', () => {
    const call = { tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] };
    for (const reason of ['tool_calls', 'stop']) {
      const text = event(chunk(call)) + event(chunk({}, reason)) + done;
      assert.equal(outcome(text, { tools: true }).kind, 'complete');
      empty(text, false);
    }
    assert.equal(outcome(half + event(chunk({}, 'tool_calls')) + done).kind, 'interrupted');
  });

  it('white space before the text is part of it', () => {
    const text = ['\n', '  ', 'a'].map((content) => event(chunk({ content }))).join('');
    assert.deepEqual(play([bytes(text + event(chunk({}, 'stop')))]).texts, ['\n  a']);
  });

  // ankit373/hydra#855: 200, a blockReason and no candidates. OpenAI gives its refusal in a field of its own.
  it('promise 3: a refusal is a filter, with its words', () => {
    assert.deepEqual(errorOf(JSON.stringify({ promptFeedback: { blockReason: 'SAFETY' } })), {
      kind: 'filtered',
      message: 'SAFETY',
    });
    const refused =
      event(chunk({ refusal: 'I can’t help ' })) + event(chunk({ refusal: 'with it.' }));
    assert.deepEqual(errorOf(refused + event(chunk({}, 'stop'))), {
      kind: 'filtered',
      message: 'I can’t help with it.',
    });
  });
});
