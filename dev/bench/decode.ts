/**
 * Measures decoding a stream with our bundled client, against `JSON.parse` alone on the same
 * deltas.
 */
import { build } from 'esbuild';
import { createParser } from 'eventsource-parser';
import type { createAnswer } from '../../src/core/api/response.ts';
import { pair } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { measure } from './turns.ts';

type CreateAnswer = typeof createAnswer;

/** As many as in the first measurements of performance.md. */
const eventCount = 50_314;
/** About 50 MB. */
const largeCount = 195_000;

export async function run(options: BenchOptions): Promise<BenchResult> {
  const create = await bundledClient();
  const ours = (pieces: readonly Uint8Array[]): void => {
    decode(create, pieces);
  };
  const small = madeStream(eventCount);
  const large = madeStream(largeCount);
  const varied = madeStream(eventCount, { varied: true });
  const times = await measure(options, {
    parse: () => parseAlone(small.deltas),
    bare: () => bareParser(small.whole),
    whole: () => ours([small.whole]),
    events: () => ours(small.events),
    parseVaried: () => parseAlone(varied.deltas),
    bareVaried: () => bareParser(varied.whole),
    wholeVaried: () => ours([varied.whole]),
    eventsVaried: () => ours(varied.events),
    parseLarge: () => parseAlone(large.deltas),
    wholeLarge: () => ours([large.whole]),
    eventsLarge: () => ours(large.events),
  });
  type Key = keyof typeof times;
  const row = (name: string, key: Key, base: Key, goal?: number): BenchRow => {
    const ratio = pair(times[key], times[base]);
    return {
      name,
      values: [times[key], key === base ? 1 : ratio, goal ?? null],
      ...(goal === undefined ? {} : { met: ratio.median <= goal }),
    };
  };
  const linear = (name: string, key: Key, from: Key): BenchRow => {
    const larger = large.whole.length / small.whole.length;
    const growth = pair(times[key], times[from], (a, b) => a / b / larger);
    return { name, values: [null, growth, 1.3], met: growth.median <= 1.3 };
  };
  return {
    about: `${eventCount} events, ${megabytes(small.whole.length)}; large: ${largeCount} events, ${megabytes(large.whole.length)}`,
    columns: [
      { name: 'CPU ms', digits: 1 },
      { name: 'x of JSON.parse', digits: 2, isRatio: true },
      { name: 'at most' },
    ],
    rows: [
      row('chunks that repeat: JSON.parse alone', 'parse', 'parse'),
      row('chunks that repeat: TextDecoder, eventsource-parser and JSON.parse', 'bare', 'parse'),
      row('chunks that repeat but for their text: ours, in one chunk', 'whole', 'parse', 1.3),
      row('chunks that repeat: ours, event by event', 'events', 'parse', 1.7),
      row('no two chunks alike: JSON.parse alone', 'parseVaried', 'parseVaried'),
      row('no two alike: TextDecoder, parser and JSON.parse', 'bareVaried', 'parseVaried'),
      row('no two alike: ours, in one chunk', 'wholeVaried', 'parseVaried', 1.3),
      row('no two alike: ours, event by event', 'eventsVaried', 'parseVaried', 1.7),
      row('large, chunks that repeat: JSON.parse alone', 'parseLarge', 'parseLarge'),
      row('large, chunks that repeat: ours, in one chunk', 'wholeLarge', 'parseLarge', 1.3),
      row('large, chunks that repeat: ours, event by event', 'eventsLarge', 'parseLarge', 1.7),
      linear('growth from small to large, in one chunk (1 is linear)', 'wholeLarge', 'whole'),
      linear('growth, event by event', 'eventsLarge', 'events'),
    ],
    why: 'Where no two chunks are alike each is parsed, which is 1.0 of the ratio. Of the rest, decoding UTF-8 takes some 0.1, eventsource-parser 0.06, cutting where lines end 0.05, and a string that is a part of a longer one some more for each; what is asked of a chunk before it counts as text, against the faults of the bench’s own section, takes 0.15. The two libraries and JSON.parse alone take what the row above ours says.',
  };
}

interface MadeStream {
  readonly deltas: readonly string[];
  readonly events: readonly Uint8Array[];
  readonly whole: Uint8Array;
}

/**
 * Deltas of four characters, prose and code, some not ASCII, in the format of servers of this API
 * family. `varied` gives each delta its own timestamp.
 */
function madeStream(count: number, { varied = false } = {}): MadeStream {
  const words = [
    'The ',
    'func',
    'tion',
    ' ret',
    'urns',
    ' a\n\n',
    '```t',
    's\nco',
    'nst ',
    'x = ',
    '"é→"',
    ';\n  ',
  ];
  const deltas = Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      id: '2025-04-09|09:53:23.624687-07|5.250.254.39|-1825976509',
      object: 'chat.completion.chunk',
      created: varied ? 1744217603 + at : 1744217603,
      model: 'google/gemini-2.0-flash-exp',
      choices: [
        {
          index: 0,
          delta: { role: 'assistant', content: words[(at * 7) % words.length] },
          finish_reason: at === count - 1 ? 'stop' : null,
          logprobs: null,
        },
      ],
    }),
  );
  const encoder = new TextEncoder();
  const events = [...deltas, '[DONE]'].map((data) => encoder.encode(`data: ${data}\n\n`));
  // The network delivers a plain Uint8Array. Slicing a Node Buffer has a different cost.
  return { deltas, events, whole: new Uint8Array(Buffer.concat(events)) };
}

function parseAlone(deltas: readonly string[]): void {
  let total = 0;
  for (const delta of deltas) {
    const value = JSON.parse(delta) as { choices: [{ delta: { content: string } }] };
    total += value.choices[0].delta.content.length;
  }
  if (total === 0) throw new Error('nothing was parsed');
}

/** The minimum that a client needs with these two libraries. */
function bareParser(whole: Uint8Array): void {
  let total = 0;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === '[DONE]') return;
      const value = JSON.parse(data) as { choices: [{ delta: { content: string } }] };
      total += value.choices[0].delta.content.length;
    },
  });
  parser.feed(new TextDecoder().decode(whole));
  if (total === 0) throw new Error('nothing was parsed');
}

function decode(create: CreateAnswer, pieces: readonly Uint8Array[]): void {
  let total = 0;
  const answer = create({
    model: 'm',
    status: 200,
    onText: (text) => {
      total += text.length;
    },
    onUsage: () => {},
  });
  for (const piece of pieces) answer.push(piece);
  const { outcome } = answer.end();
  if (outcome.kind !== 'complete' || total === 0) throw new Error('the answer is not complete');
}

/**
 * Bundles the client. Transpilers that run TypeScript directly access imports through getters, a
 * bundle doesn't.
 */
async function bundledClient(): Promise<CreateAnswer> {
  const { outputFiles } = await build({
    entryPoints: ['src/core/api/response.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
    minify: true,
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error('esbuild gave no bundle');
  const code = Buffer.from(bundle.contents).toString('base64');
  // The module bundled above.
  const module = (await import(`data:text/javascript;base64,${code}`)) as {
    createAnswer: CreateAnswer;
  };
  return module.createAnswer;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
