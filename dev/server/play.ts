/** Plays a scenario: writes its bytes at their time, and ends the connection as specified. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { constants, createGzip } from 'node:zlib';

import type { Chunk, Scenario } from './scenario.ts';

/** Resolves when the gate with this name is opened, or when the server is reset. */
export type WaitForGate = (name: string) => Promise<void>;

/**
 * Pause before a reset, in milliseconds. If the reset arrives together with bytes, libuv (stream.c,
 * its shortcut for POLLHUP) reports an orderly end to Node clients. The pause lets them read the
 * bytes first. Only a gate before the end guarantees it.
 */
const resetPause = 20;

/** Plays a scenario to its end. Returns early if the client disconnects. */
export async function play(
  scenario: Scenario,
  response: ServerResponse,
  waitForGate: WaitForGate,
): Promise<void> {
  const socket = response.socket;
  if (socket === null) return;
  const gone = new AbortController();
  response.once('close', () => {
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
      await pause(resetPause, gone.signal);
      socket.resetAndDestroy();
      return;
    case 'hold':
      return;
  }
}

/** Resolves after `ms` milliseconds or when the signal is aborted, immediately for 0. */
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
  /** Resolves when the operating system has accepted the bytes. */
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
