/** What the tests of this room share: bytes of streams, seeded chance, a `fetch` that a test plays, and turns on a clock moved by hand. */
import { createAnswer, type AnswerResult } from '../../../src/core/api/response.ts';
import type { SizeLimits } from '../../../src/core/api/sse.ts';
import { createClient, type Connection } from '../../../src/core/api/client.ts';
import type {
  ChatRequest,
  ErrorDetail,
  TurnEvent,
  TurnResult,
  Usage,
} from '../../../src/core/api/types.ts';
import type { Fetch, FetchInit, FetchResponse } from '../../../src/core/base/ports.ts';
import { manualClock, settled, type ManualClock } from '../manualClock.ts';

export const soak = process.env['LAPLAS_SOAK'] === '1';

export const request: ChatRequest = {
  model: 'google/gemini-2.0-flash-exp',
  messages: [{ role: 'user', content: 'Hello' }],
  parameters: {},
  stream: true,
};

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** One event of a stream. */
export function event(data: unknown): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

export function chunk(
  delta: Record<string, unknown>,
  finish_reason: string | null = null,
): unknown {
  return {
    id: 'r|1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason }],
  };
}

/** A whole stream of these texts, as a good server sends it. */
export function stream(...texts: readonly string[]): string {
  return [
    ...texts.map((content) => event(chunk({ content }))),
    event(chunk({}, 'stop')),
    event('[DONE]'),
  ].join('');
}

export interface Played {
  readonly texts: readonly string[];
  readonly usages: readonly Usage[];
  readonly result: AnswerResult;
}

/** An answer fed in these pieces. */
export function play(
  pieces: readonly Uint8Array[],
  {
    fault,
    limits,
    tools = true,
  }: { fault?: ErrorDetail; limits?: SizeLimits; tools?: boolean } = {},
): Played {
  const texts: string[] = [];
  const usages: Usage[] = [];
  const answer = createAnswer({
    model: request.model,
    status: 200,
    onText: (text) => texts.push(text),
    onUsage: (usage) => usages.push(usage),
    tools,
    ...(limits === undefined ? {} : { limits }),
  });
  for (const piece of pieces) answer.push(piece);
  return { texts, usages, result: answer.end(fault) };
}

/** Mulberry32: evenly distributed in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs `check` for many seeds and names the one that failed. */
export async function forSeeds(
  count: number,
  check: (random: () => number, seed: number) => void | Promise<void>,
): Promise<void> {
  const only = process.env['LAPLAS_SEED'];
  const seeds =
    only === undefined ? Array.from({ length: count }, (_, at) => at + 1) : [Number(only)];
  for (const seed of seeds) {
    try {
      await check(seeded(seed), seed);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`LAPLAS_SEED=${seed}: ${message}`, { cause: error });
    }
  }
}

/** Bytes cut at these places. */
export function cutAt(whole: Uint8Array, ...places: readonly number[]): Uint8Array[] {
  const ends = [...places].sort((a, b) => a - b);
  return [0, ...ends].map((start, at) => whole.subarray(start, ends[at] ?? whole.length));
}

/** An answer of the `fetch` below, played by hand. */
export interface FakeReply {
  readonly init: FetchInit;
  readonly url: string;
  /** Headers came. */
  respond(status?: number, headers?: Readonly<Record<string, string>>): void;
  send(data: string | Uint8Array): void;
  end(): void;
  /** The connection breaks. */
  fail(error: Error): void;
  /** The client let the connection go. */
  readonly aborted: boolean;
}

/** A `fetch` whose requests wait in `replies` for the test to answer them. It keeps to the signal, as the standard says. */
export function fakeFetch(): { readonly fetch: Fetch; readonly replies: FakeReply[] } {
  const replies: FakeReply[] = [];
  const fetch: Fetch = (url, init) =>
    new Promise((resolve, reject) => {
      const body = pipe();
      init.signal.addEventListener('abort', () => {
        const error = new DOMException('This operation was aborted', 'AbortError');
        reject(error);
        body.fail(error);
      });
      replies.push({
        url,
        init,
        respond(status = 200, headers = {}) {
          resolve(response(status, headers, body));
        },
        send: (data) => body.send(typeof data === 'string' ? bytes(data) : data),
        end: body.end,
        fail(error) {
          reject(error);
          body.fail(error);
        },
        get aborted() {
          return init.signal.aborted;
        },
      });
    });
  return { fetch, replies };
}

function response(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Pipe,
): FetchResponse {
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    body: { getReader: () => ({ read: body.read, cancel: () => Promise.resolve() }) },
    text: () => Promise.reject(new Error('the client reads with a reader')),
  };
}

interface Pipe {
  readonly read: () => Promise<{ done: boolean; value?: Uint8Array }>;
  readonly send: (piece: Uint8Array) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

function pipe(): Pipe {
  const steps: (() => Promise<{ done: boolean; value?: Uint8Array }>)[] = [];
  let wake = (): void => undefined;
  const add = (step: (typeof steps)[number]): void => {
    steps.push(step);
    wake();
  };
  const read: Pipe['read'] = async () => {
    while (steps.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const step = steps[0];
    // The end and a failure stay what they are, however often they are read.
    const result = await step?.();
    if (result?.done === false) steps.shift();
    return result ?? { done: true };
  };
  return {
    read,
    send: (value) => add(() => Promise.resolve({ done: false, value })),
    end: () => add(() => Promise.resolve({ done: true })),
    fail: (error) => {
      steps.length = 0;
      add(() => Promise.reject(error));
    },
  };
}

export interface PlayedTurn {
  readonly clock: ManualClock;
  readonly replies: FakeReply[];
  readonly events: TurnEvent[];
  readonly stop: () => void;
  readonly result: Promise<TurnResult>;
  readonly log: string[];
}

export const limits = { connect: 15, firstByte: 120, idle: 60 };

/** A turn on a clock that stands still and over a network that the test plays. */
export function playTurn(
  options: {
    readonly connection?: Connection;
    readonly onEvent?: (event: TurnEvent, stop: () => void) => void;
    readonly request?: ChatRequest;
  } = {},
): PlayedTurn {
  const clock = manualClock();
  const { fetch, replies } = fakeFetch();
  const events: TurnEvent[] = [];
  const log: string[] = [];
  const write = (line: string): void => void log.push(line);
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  const runTurn = createClient(
    {
      fetch,
      clock,
      random: () => 0.5,
      log: { debug: write, info: write, warn: write, error: write },
    },
    () =>
      Promise.resolve(
        options.connection ?? {
          baseUrl: 'https://api.example/v1',
          key: 'sk-canary-1234567890',
          limits,
        },
      ),
  );
  const result = runTurn(options.request ?? request, {
    signal: controller.signal,
    onEvent: (event) => {
      events.push(event);
      options.onEvent?.(event, stop);
    },
  });
  return { clock, replies, events, stop, result, log };
}

/** The reply to the n-th request, as soon as it was made. */
export async function replyTo(turn: PlayedTurn, number = 1): Promise<FakeReply> {
  await settled();
  const reply = turn.replies[number - 1];
  if (reply === undefined) throw new Error(`there was no request ${number}`);
  return reply;
}
