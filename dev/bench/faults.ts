/**
 * Compares the `openai` package's streaming with our client on each wire fault of promises 2 to 4:
 * which one takes a partial response for a complete one?
 */
import OpenAI from 'openai';
import { createClient } from '../../src/core/api/client.ts';
import { systemClock } from '../../src/host/base/platform.ts';
import { startApiServer, type Scenario } from '../server/server.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';

/** How a client read a response. `hangs`: it hadn't ended after `patience`. */
interface Reading {
  readonly end: 'complete' | 'incomplete' | 'hangs';
  readonly text: string;
}

interface Fault {
  readonly name: string;
  readonly scenario: Scenario;
  readonly right: Reading;
}

/** Timeout in milliseconds. Both clients get half of it as their own timeout. */
const patience = 3_000;

export async function run({ say }: BenchOptions): Promise<BenchResult> {
  const server = await startApiServer();
  const rows: BenchRow[] = [];
  try {
    for (const { name, scenario, right } of faults()) {
      say(name);
      server.reset();
      server.enqueue(scenario);
      const plain = await withPatience((signal) => readWithOpenai(server.url, signal));
      const careful = withFinishReason(plain);
      server.enqueue(scenario);
      const ours = await withPatience((signal) => readWithOurs(server.url, signal));
      rows.push({
        name,
        values: [show(right), verdict(plain, right), verdict(careful, right), verdict(ours, right)],
        met: isRight(ours, right),
      });
    }
  } finally {
    await server.close();
  }
  const count = (column: number): number =>
    rows.filter((row) => row.values[column] === 'right').length;
  return {
    about: `${rows.length} answers; right: openai ${count(1)}, with a caller that reads the finish reason ${count(2)}, ours ${count(3)}. The openai package’s plain iterator, without retries; its end without an error is taken for a complete answer, as most callers do, or only where the last finish reason was "stop"`,
    columns: [
      { name: 'should be' },
      { name: 'openai' },
      { name: 'openai, finish reason read' },
      { name: 'ours' },
    ],
    rows,
  };
}

interface ReadingOfOpenai extends Reading {
  readonly finishReason: string | null;
}

async function readWithOpenai(baseURL: string, signal: AbortSignal): Promise<ReadingOfOpenai> {
  const client = new OpenAI({
    baseURL,
    apiKey: 'laplas-demo-key',
    maxRetries: 0,
    timeout: patience / 2,
  });
  let text = '';
  let finishReason: string | null = null;
  try {
    const stream = await client.chat.completions.create(
      {
        model: 'gemini-2.0-flash-exp',
        messages: [{ role: 'user', content: 'Hello' }],
        stream: true,
      },
      { signal },
    );
    for await (const chunk of stream) {
      const [choice] = chunk.choices;
      text += choice?.delta.content ?? '';
      finishReason = choice?.finish_reason ?? finishReason;
    }
    return { end: signal.aborted ? 'hangs' : 'complete', text, finishReason };
  } catch {
    return { end: signal.aborted ? 'hangs' : 'incomplete', text, finishReason };
  }
}

/** The result for a caller of `openai` that also checks the finish reason. */
function withFinishReason({ end, text, finishReason }: ReadingOfOpenai): Reading {
  return { end: end === 'complete' && finishReason !== 'stop' ? 'incomplete' : end, text };
}

async function readWithOurs(baseUrl: string, signal: AbortSignal): Promise<Reading> {
  const silent = (): void => undefined;
  const seconds = patience / 2 / 1_000;
  const runTurn = createClient(
    {
      fetch,
      clock: systemClock,
      random: Math.random,
      log: { debug: silent, info: silent, warn: silent, error: silent },
    },
    () =>
      Promise.resolve({
        baseUrl,
        key: 'laplas-demo-key',
        limits: { connect: seconds, firstByte: seconds, idle: seconds },
      }),
  );
  const { outcome, text } = await runTurn(
    {
      model: 'gemini-2.0-flash-exp',
      messages: [{ role: 'user', content: 'Hello' }],
      parameters: {},
      stream: true,
    },
    { signal },
  );
  if (outcome.kind === 'stopped') return { end: 'hangs', text };
  return { end: outcome.kind === 'complete' ? 'complete' : 'incomplete', text };
}

async function withPatience<Each extends Reading>(
  read: (signal: AbortSignal) => Promise<Each>,
): Promise<Each> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, patience);
  try {
    return await read(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

function isRight(reading: Reading, right: Reading): boolean {
  return reading.end === right.end && reading.text === right.text;
}

function verdict(reading: Reading, right: Reading): string {
  return isRight(reading, right) ? 'right' : `WRONG: ${show(reading)}`;
}

function show({ end, text }: Reading): string {
  return `${end}, ${text === '' ? 'no text' : JSON.stringify(text)}`;
}

function faults(): readonly Fault[] {
  const texts = ['Hel', 'lo, ', 'wörld'];
  const chunk = (delta: object, finish_reason: string | null = null): string =>
    event({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] });
  const event = (data: unknown): string =>
    `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
  const words = texts.map((content) => chunk({ content })).join('');
  const stop = chunk({}, 'stop');
  const done = event('[DONE]');
  const good = words + stop + done;
  const text = texts.join('');

  const complete = { end: 'complete', text } as const;
  const incomplete = (kept: string) => ({ end: 'incomplete', text: kept }) as const;
  const sent = (name: string, utf8: string, right: Reading, rest: Scenario = {}): Fault => ({
    name,
    scenario: { chunks: [{ utf8 }], ...rest },
    right,
  });
  const html = { 'content-type': 'text/html' };
  const json = { 'content-type': 'application/json' };
  const whole = { choices: [{ index: 0, message: { content: text }, finish_reason: 'stop' }] };
  const error = { error: { message: 'Overloaded', type: 'server_error', code: 503 } };
  const bytes = Buffer.from(good);
  const inLetter = bytes.indexOf('ö') + 1;

  return [
    sent('a good stream', good, complete),
    {
      name: 'one byte at a time',
      scenario: {
        chunks: [...bytes].map((byte) => ({ base64: Buffer.of(byte).toString('base64') })),
      },
      right: complete,
    },
    sent('CRLF', good.replaceAll('\n', '\r\n'), complete),
    sent('CR', good.replaceAll('\n', '\r'), complete),
    sent('BOM', `\uFEFF${good}`, complete),
    sent('comments between events', good.replaceAll('data:', ': ping\n\ndata:'), complete),
    sent('no blank line at the end', (words + stop).trimEnd(), complete),
    sent('no [DONE]', words + stop, complete),
    sent(
      'usage alone after the finish reason',
      `${words}${stop}${event({ choices: [], usage: {} })}${done}`,
      complete,
    ),
    sent('gzip', good, complete, { gzip: true }),
    sent('the connection reset after the finish reason', words + stop, complete, { end: 'reset' }),
    sent('the connection left open after the finish reason', words + stop, complete, {
      end: 'hold',
    }),
    sent('plain JSON in the place of a stream', JSON.stringify(whole), complete, { headers: json }),
    sent('cut cleanly between two events', words, incomplete(text)),
    sent('cut cleanly in an event', good.slice(0, words.length - 20), incomplete('Hello, ')),
    {
      name: 'cut cleanly in a letter',
      scenario: { chunks: [{ base64: bytes.subarray(0, inLetter).toString('base64') }] },
      right: incomplete('Hello, '),
    },
    sent('cut cleanly, under gzip', words, incomplete(text), { gzip: true }),
    sent('closed without the end of the body', words, incomplete(text), { end: 'close' }),
    sent('reset', words, incomplete(text), { end: 'reset' }),
    sent('reset before the first event', '', incomplete(''), { end: 'reset' }),
    sent('nothing more comes', words, incomplete(text), { end: 'hold' }),
    sent('[DONE] without a finish reason', words + done, incomplete(text)),
    sent('cut by length', words + chunk({}, 'length') + done, incomplete(text)),
    sent('cut by a filter', words + chunk({}, 'content_filter') + done, incomplete(text)),
    sent('an error object in mid-stream', words + event(error), incomplete(text)),
    sent(
      'an error beside choices in mid-stream',
      words + event({ ...error, choices: [] }),
      incomplete(text),
    ),
    sent('an event named error', `${words}event: error\n${event(error)}`, incomplete(text)),
    sent('a bare JSON error in mid-stream', `${words}${JSON.stringify(error)}\n`, incomplete(text)),
    sent('an event that is not JSON', words + event('<br>') + stop + done, incomplete(text)),
    sent('an empty body with 200', '', incomplete(''), { status: 200 }),
    sent('an empty body with 201', '', incomplete('')),
    sent('HTML with 200', '<html><title>Log in</title></html>', incomplete(''), {
      status: 200,
      headers: html,
    }),
    sent('HTML as an event stream', '<html><title>Log in</title></html>', incomplete('')),
    sent('plain text', 'upstream connect error', incomplete('')),
    sent('an error object with 200', JSON.stringify(error), incomplete(''), {
      status: 200,
      headers: json,
    }),
    sent('a stream of other events', event({ hello: 'world' }) + done, incomplete('')),
  ];
}
