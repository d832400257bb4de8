import assert from 'node:assert/strict';
import { startApiServer } from '../../../dev/server/server.ts';
import { createAnswer } from '../../../src/core/api/response.ts';
import { realClient } from './realClient.ts';
import { bytes, chunk, cutAt, event, play, request, stream } from './testing.ts';

const a = JSON.stringify(chunk({ content: 'a' }));
const b = JSON.stringify(chunk({ content: 'b' }, 'stop'));
const messages = ['a', 'b'].map((content) => ({ choices: [{ index: 0, message: { content } }] }));

/** Each says `a` and `b`, and is complete. Short, since each is cut at every byte. */
const readable: Readonly<Record<string, string>> = {
  'data lines ended by one line feed': `data: ${a}\ndata: ${b}\ndata: [DONE]\n`,
  'the same with CRLF': `data: ${a}\r\ndata: ${b}\r\ndata: [DONE]\r\n`,
  'the same without a blank after the colon': `data:${a}\ndata:${b}\ndata:[DONE]\n`,
  // rexxars/eventsource-parser#31: only some of the events are ended by one line feed.
  'some of them so': `data: ${a}\n\ndata: ${JSON.stringify(chunk({ content: '' }))}\ndata: ${b}\n\n`,
  // netease-lcap/wave-agent#1326, openai/openai-python#2721: events without data.
  'empty data lines': `data:\n\ndata: \n\nretry: 3000\n\ndata: ${a}\n\ndata:\n\ndata: ${b}\n\n`,
  // mnfst/llm-gateway#2053: comments that come as data.
  'comments as data': `data: : OPENROUTER PROCESSING\n\ndata: ${a}\n\ndata: ${b}\n\n`,
  'signs of life as data': `data: keep-alive\n\ndata: ${a}\n\ndata: ping\n\ndata: ${b}\n\n`,
  'JSON that says nothing': `data: {"type":"ping"}\n\ndata: ${a}\n\ndata: ${b}\n\n`,
  'a doubled prefix': `data: data: ${a}\n\ndata: data: ${b}\n\ndata: data: [DONE]\n\n`,
  'a BOM, twice': `\ufeff\ufeffdata: ${a}\n\ndata: ${b}\n\n`,
  'a BOM before each event': `\ufeffdata: ${a}\n\n\ufeffdata: ${b}\n\n`,
  'one chunk a line, no events': `${a}\n${b}\n`,
  'the same with an end': `${a}\n${b}\n[DONE]\n`,
  // agno-agi/agno#3868: objects with nothing between them.
  'objects one after the other': `${a}${b}`,
  // nyo16/nous#26, symfony/ai#1988: Google's stream without `alt=sse`.
  'a JSON array': `[${a},\n${b}]`,
  'a JSON array over many lines': JSON.stringify(
    [a, b].map((text) => JSON.parse(text) as unknown),
    null,
    2,
  ),
  // inferencerlabs/inferencer-feedback#158: blank lines while the model loads.
  'blank lines before it': `\n\n\r\n${a}\n${b}`,
  'a chunk without its prefix': `data: ${a}\n\n${b}\n\ndata: [DONE]\n\n`,
  'several chunks in one event': `data: [${a},${b}]\n\n`,
  'a chunk as a JSON string': `data: ${JSON.stringify(a)}\n\ndata: ${b}\n\n`,
  'messages in pieces': `${messages.map(event).join('')}${event(chunk({}, 'stop'))}`,
  'texts in pieces': ['a', 'b']
    .map((text, at) => event({ choices: [{ text, finish_reason: at === 1 ? 'stop' : null }] }))
    .join(''),
  'a message beside an empty delta': ['a', 'b']
    .map((content, at) =>
      event({
        choices: [{ delta: {}, message: { content }, finish_reason: at === 1 ? 'stop' : null }],
      }),
    )
    .join(''),
  ...Object.fromEntries(
    ['[done]', '"[DONE]"', 'DONE', '[DONE] ', '[DONE].'].map((end) => [
      `the end as ${end}`,
      `data: ${a}\n\ndata: ${b}\n\ndata: ${end}\n\n`,
    ]),
  ),
  'garbage after the end': `${stream('a', 'b')}data: {"broken\n\n<html>502</html>\n\ndata: x\n\n`,
  'garbage between the reason and the end': `data: ${a}\n\n${event(chunk({ content: 'b' }))}${event(chunk({}, 'stop'))}<p>x</p>\n\ndata: {"u\n\ndata: [DONE]\n\n`,
};

describe('framing that is not of the standard', () => {
  for (const [name, text] of Object.entries(readable)) {
    it(`promise 1: ${name}: read as it was meant, wherever it is cut`, () => {
      const whole = bytes(text);
      const { texts, result } = play([whole]);
      assert.equal(texts.join(''), 'ab', JSON.stringify(result));
      assert.equal(result.outcome.kind, 'complete', JSON.stringify(result));
      for (let at = 1; at < whole.length; at += 1) {
        const cut = play(cutAt(whole, at));
        assert.deepEqual([cut.texts, cut.result], [texts, result], `cut at byte ${at}`);
      }
    });
  }

  const broken: Readonly<Record<string, string>> = {
    // anomalyco/opencode#23442: the beginning of one chunk and all of the next in one line; a piece of the text is lost.
    'two chunks in one line': `data: ${a}\n\ndata: {"id":"x","object":"chat.cdata: ${b}\n\n`,
    'a chunk that is cut in the middle': `data: ${a}\n\ndata: ${a.slice(0, 40)}\n\ndata: ${b}\n\n`,
    'the same in a stream with a reason in each': `data: ${b}\n\ndata: ${a.slice(0, 40)}\n\n`,
    'a web page in place of the rest': `data: ${a}\n\n<html><title>502</title></html>\n`,
    'a line that is cut': `${a}\n${b.slice(0, 30)}`,
    'words in place of the rest': `data: ${a}\n\ndata: Internal Server Error\n\n`,
  };
  for (const [name, text] of Object.entries(broken)) {
    it(`promise 3: ${name}: the text stays, and it is not complete`, () => {
      const { texts, result } = play([bytes(text)]);
      assert.match(texts.join(''), /^[ab]$/);
      assert.equal(result.outcome.kind, 'interrupted', JSON.stringify(result));
    });
  }

  // Wei-Shaw/sub2api#1471: an error is written into an event that was not finished. octos-org/octos#13: an error as a text.
  it('promise 3: an error is found where it is, and said', () => {
    const error =
      '{"type":"error","error":{"type":"upstream_error","message":"stream_read_error"}}';
    for (const text of [
      `data: ${a.slice(0, 30)}\ndata: ${error}\n\n`,
      `event: error\ndata: {"error":"Stream error: stream_read_error"}\n\n`,
      'event: error\ndata: stream_read_error\n\n',
      'error: {"message":"stream_read_error"}\n\n',
      `data: ${JSON.stringify(error)}\n\n`,
      `data: [${error}]\n\n`,
    ]) {
      const { outcome } = play([bytes(`data: ${a}\n\n${text}data: ${b}\n\n`)]).result;
      assert.ok(outcome.kind === 'interrupted', text);
      assert.ok('message' in outcome.error && outcome.error.message?.includes('stream_read_error'));
    }
  });

  it('promise 4: where nothing was understood, the error shows its beginning', () => {
    for (const [text, what, snippet] of [
      ['data: keep-alive\n\n', 'it contains no chat completion', 'data: keep-alive'],
      ['[]', 'it is neither a stream nor complete JSON', '[]'],
      ['[1,2]', 'it is neither a stream nor complete JSON', '1 2'],
      ['{"a":1}\n{"b":2}\n', 'it is JSON of another kind', '{"a":1} {"b":2}'],
      ['"words"', 'it is neither a stream nor complete JSON', '"words"'],
    ] as const) {
      assert.deepEqual(play([bytes(text)]).result.outcome, {
        kind: 'failed',
        error: { kind: 'protocol', what, snippet },
      });
    }
  });

  it('a message that repeats the whole text at the end is not shown twice', () => {
    const long = ['a text that is ', 'long enough to tell.'];
    const pieces = long.map((content) => event({ choices: [{ message: { content } }] })).join('');
    const last = event({
      choices: [{ message: { content: long.join('') }, finish_reason: 'stop' }],
    });
    assert.equal(play([bytes(pieces + last)]).texts.join(''), long.join(''));
  });

  it('lines ended by one line feed show as soon as the next one comes, not at the end', () => {
    const texts: string[] = [];
    const answer = createAnswer({
      model: 'm',
      status: 200,
      onText: (text) => texts.push(text),
      onUsage: () => undefined,
    });
    for (const line of [a, a, `${a}\ndata: ${a}`, a]) answer.push(bytes(`data: ${line}\n`));
    assert.equal(texts.join(''), 'aaaa');
  });

  it('and over HTTP', async () => {
    const server = await startApiServer();
    try {
      server.enqueue({
        chunks: [`data: ${a}\n`, `data: ${a}\n`].map((utf8) => ({ utf8, delayMs: 5 })),
        end: 'hold',
      });
      const controller = new AbortController();
      const { text, outcome } = await realClient(server.url)(request, {
        signal: controller.signal,
        onEvent: ({ type }) => {
          if (type === 'text') controller.abort();
        },
      });
      assert.deepEqual([text, outcome.kind], ['a', 'stopped']);
    } finally {
      await server.close();
    }
  });

  it('counts the lines that it skips, for the log', async () => {
    const server = await startApiServer();
    const lines: string[] = [];
    const log = { debug: () => undefined, info: () => undefined, error: () => undefined };
    try {
      server.enqueue({ chunks: [{ utf8: `data: ping\n\n${stream('a')}` }] });
      server.enqueue({ chunks: [{ utf8: `data: ping\n\ndata: pong\n\n${stream('a')}` }] });
      const client = realClient(server.url, {
        log: { ...log, warn: (line) => void lines.push(line) },
      });
      for (let turn = 0; turn < 2; turn += 1) {
        await client(request, { signal: new AbortController().signal });
      }
    } finally {
      await server.close();
    }
    assert.deepEqual(lines, [
      'turn 1: lines that were not understood: 1',
      'turn 2: lines that were not understood: 2',
    ]);
  });
});
