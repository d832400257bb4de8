/**
 * A scenario is one scripted reply: what goes on the wire, when, and how it ends. Tests queue them; each request takes one,
 * whatever it asks for.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { constants, createGzip } from 'node:zlib';

import { isRecord } from './wire.ts';

export interface Scenario {
  /** 201 unless said otherwise. */
  readonly status?: number;
  /** `{"content-type": "text/event-stream"}` where absent. Without a `content-length` the body goes in HTTP chunks. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before anything is sent. */
  readonly delayMs?: number;
  /** Nothing at all is sent until this gate is opened. */
  readonly gate?: string;
  readonly chunks?: readonly Chunk[];
  /** The chunks go gzipped, each flushed, under `content-encoding: gzip`. */
  readonly gzip?: boolean;
  /** The chunks go onto the socket as they are: no status line, no headers, no HTTP chunks but what they hold themselves. */
  readonly raw?: boolean;
  /**
   * How it ends; `finish` where absent. `finish`: the body's end is sent. `close`: the connection is closed (FIN) without it.
   * `reset`: the connection is torn down (RST). `hold`: nothing more comes until the client closes.
   */
  readonly end?: 'finish' | 'close' | 'reset' | 'hold';
}

/** Bytes written in one go: text or base64. */
export type Chunk = ({ readonly utf8: string } | { readonly base64: string }) & {
  /** Milliseconds to wait before each write. */
  readonly delayMs?: number;
  /** The chunk waits until this gate is opened. */
  readonly gate?: string;
  /** How often it is written; 1 where absent. */
  readonly repeat?: number;
};

/** Resolves when the gate of this name is opened, or rejects when the server is reset. */
export type WaitForGate = (name: string) => Promise<void>;

/** Plays a scenario to its end. Returns early where the client has gone. */
export async function play(
  scenario: Scenario,
  response: ServerResponse,
  waitForGate: WaitForGate,
): Promise<void> {
  const socket = response.socket;
  if (socket === null) return;
  const gone = new AbortController();
  socket.once('close', () => {
    gone.abort();
  });
  if (scenario.gate !== undefined) await unlessGone(waitForGate(scenario.gate), gone.signal);
  await pause(scenario.delayMs ?? 0, gone.signal);
  if (gone.signal.aborted) return;
  const body = openBody(scenario, response, socket);
  for (const chunk of scenario.chunks ?? []) {
    if (chunk.gate !== undefined) await unlessGone(waitForGate(chunk.gate), gone.signal);
    const bytes = bytesOf(chunk);
    for (let count = chunk.repeat ?? 1; count > 0; count -= 1) {
      await pause(chunk.delayMs ?? 0, gone.signal);
      if (gone.signal.aborted) return;
      await unlessGone(body.write(bytes), gone.signal);
    }
  }
  if (gone.signal.aborted) return;
  switch (scenario.end ?? 'finish') {
    case 'finish':
      await body.finish();
      return;
    case 'close':
      socket.destroySoon();
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'hold':
      return;
  }
}

/** Resolves after `ms` milliseconds, or as soon as the signal says that nobody waits any more; at once for 0. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

interface Body {
  /** Resolves when the bytes are with the operating system. */
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
}

function openBody(scenario: Scenario, response: ServerResponse, socket: Socket): Body {
  if (scenario.raw === true) return plainBody(socket);
  const headers = { ...(scenario.headers ?? { 'content-type': 'text/event-stream' }) };
  if (scenario.gzip === true) headers['content-encoding'] = 'gzip';
  response.writeHead(scenario.status ?? 201, headers);
  response.flushHeaders();
  const body = plainBody(response);
  return scenario.gzip === true ? gzipBody(body) : body;
}

function plainBody(target: ServerResponse | Socket): Body {
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (bytes.length === 0) resolve();
        else target.write(bytes, () => resolve());
      }),
    finish: () =>
      new Promise((resolve) => {
        target.once('close', () => resolve());
        target.end(() => resolve());
      }),
  };
}

function gzipBody(body: Body): Body {
  const gzip = createGzip();
  let written = Promise.resolve();
  gzip.on('data', (bytes: Uint8Array) => {
    written = written.then(() => body.write(bytes));
  });
  return {
    async write(bytes) {
      gzip.write(bytes);
      await new Promise<void>((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, () => resolve()));
      await written;
    },
    async finish() {
      const ended = new Promise((resolve) => gzip.once('end', resolve));
      gzip.end();
      await ended;
      await written;
      await body.finish();
    },
  };
}

function bytesOf(chunk: Chunk): Uint8Array {
  return 'utf8' in chunk ? Buffer.from(chunk.utf8, 'utf8') : Buffer.from(chunk.base64, 'base64');
}

async function unlessGone(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let leave = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
    signal.addEventListener('abort', leave);
  });
  try {
    await Promise.race([work, gone]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** Reads a scenario that came over the control path; says what is wrong with it. */
export function parseScenario(value: unknown): Scenario | string {
  if (!isRecord(value)) return 'Expected an object.';
  const { status, headers, delayMs, gate, chunks, gzip, raw, end, ...rest } = value;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return `Unknown field: ${unknown}.`;
  if (!isOptional(status, isStatus)) return 'status: expected a number from 200 to 599.';
  if (!isOptional(headers, isTextRecord)) return 'headers: expected an object of strings.';
  if (!isOptional(delayMs, isCount)) return 'delayMs: expected a number of at least 0.';
  if (!isOptional(gate, isText)) return 'gate: expected a string.';
  if (!isOptional(chunks, isChunks)) {
    return 'chunks: expected an array of {utf8 or base64, delayMs?, gate?, repeat?}.';
  }
  if (!isOptional(gzip, isFlag)) return 'gzip: expected true or false.';
  if (!isOptional(raw, isFlag)) return 'raw: expected true or false.';
  if (!isOptional(end, isEnd)) return 'end: expected finish, close, reset or hold.';
  return {
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(gate === undefined ? {} : { gate }),
    ...(chunks === undefined ? {} : { chunks }),
    ...(gzip === undefined ? {} : { gzip }),
    ...(raw === undefined ? {} : { raw }),
    ...(end === undefined ? {} : { end }),
  };
}

function isOptional<T>(
  value: unknown,
  guard: (value: unknown) => value is T,
): value is T | undefined {
  return value === undefined || guard(value);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every(isText);
const isEnd = (value: unknown): value is NonNullable<Scenario['end']> =>
  value === 'finish' || value === 'close' || value === 'reset' || value === 'hold';
const isChunk = (value: unknown): value is Chunk =>
  isRecord(value) &&
  isText(value['utf8']) !== isText(value['base64']) &&
  isOptional(value['delayMs'], isCount) &&
  isOptional(value['gate'], isText) &&
  isOptional(value['repeat'], isCount);
const isChunks = (value: unknown): value is readonly Chunk[] =>
  Array.isArray(value) && value.every(isChunk);
