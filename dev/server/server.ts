/**
 * The local API server: the chat completions endpoint as specified by the API's documentation page,
 * on the loopback interface only.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { answerFor } from './answer.ts';
import { control, controlPath, parseJson } from './control.ts';
import { demoReply } from './demo/reply.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';
import { createScript } from './script.ts';
import type { Script } from './script.ts';
import { sendJson, sendPlain, sendStream } from './send.ts';
import { validate } from './validate.ts';
import type { FieldError } from './validate.ts';

/** The default key of the server. */
export const DEMO_KEY = 'laplas-demo-key';

/** Both names of the model on the API's documentation page. */
const models: readonly string[] = ['google/gemini-2.0-flash-exp', 'gemini-2.0-flash-exp'];

export interface ApiServerOptions {
  /** 0, the default, selects a free port. */
  readonly port?: number;
  /** Valid keys; `[DEMO_KEY]` by default. */
  readonly keys?: readonly string[];
  /** Milliseconds between two deltas of a stream. 0, the default, adds no delay. */
  readonly pace?: number;
  /** Maximum size of a request body; 20 MiB by default. */
  readonly maxBodyBytes?: number;
}

export interface ApiServer extends Pick<
  Script,
  'enqueue' | 'requests' | 'until' | 'open' | 'reset'
> {
  /** The base URL for clients, `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  readonly port: number;
  /** Closes all connections. Resolves when the port is free. */
  close(): Promise<void>;
}

export type { Scenario };

/** Starts the server. Rejects if the port is in use. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const script = createScript();
  const settings = {
    keys: options.keys ?? [DEMO_KEY],
    pace: options.pace ?? 0,
    maxBodyBytes: options.maxBodyBytes ?? 20 * 1024 * 1024,
  };
  const server = createServer((request, response) => {
    // Taken now, because an aborted request has no socket.
    const { socket } = request;
    handle(request, response, script, settings).catch((error: unknown) => {
      // The client disconnected during the request, or the server has a bug. Both close the
      // connection, and only the bug is logged.
      if (!request.destroyed) console.error(error);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    enqueue: script.enqueue,
    requests: script.requests,
    until: script.until,
    open: script.open,
    reset: script.reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Settings = Required<Omit<ApiServerOptions, 'port'>>;

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  script: Script,
  settings: Settings,
): Promise<void> {
  const body = await readBody(request, settings.maxBodyBytes);
  if (request.url?.startsWith(controlPath) === true) {
    await control(request, body ?? '', response, script);
    return;
  }
  script.record(request, body ?? '', response);
  const scenario = script.next();
  if (scenario === undefined) await complete(request, body, response, settings);
  else await play(scenario, response, script.waitForGate);
}

async function complete(
  request: IncomingMessage,
  body: string | undefined,
  response: ServerResponse,
  { keys, pace, maxBodyBytes }: Settings,
): Promise<void> {
  const refuse = (status: number, message: string, errors?: readonly FieldError[]): void => {
    refuseRequest(request, response, status, message, errors);
  };
  const path = request.url?.split('?', 1)[0];
  if (path !== '/v1/chat/completions' || request.method !== 'POST') {
    refuse(404, `Cannot ${request.method} ${path}`);
    return;
  }
  const [, key] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) {
    refuse(401, 'No API key: send it as "Authorization: Bearer <key>".');
  } else if (!keys.includes(key)) {
    refuse(401, 'The API key is not valid. Ensure that the key is enabled in your dashboard.');
  } else if (body === undefined) {
    refuse(413, `The body is larger than ${maxBodyBytes} bytes.`);
  } else if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    refuse(415, 'The Content-Type must be application/json.');
  } else {
    const validation = validate(parseJson(body));
    if (!validation.ok) {
      refuse(400, 'Body validation error!', validation.errors);
      return;
    }
    const completion = validation.request;
    if (!models.includes(completion.model)) {
      refuse(404, `There is no model ${completion.model}.`);
      return;
    }
    const answer = answerFor(completion, demoReply(completion), Date.now());
    if (completion.stream === true) await sendStream(response, answer, pace);
    else sendPlain(response, answer);
  }
}

/** One of the error bodies used by APIs of this family. `errors` lists each invalid field. */
function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  statusCode: number,
  message: string,
  errors?: readonly FieldError[],
): void {
  sendJson(response, statusCode, {
    requestId: randomUUID(),
    statusCode,
    message,
    path: request.url,
    ...(errors === undefined ? {} : { errors }),
  });
}

/**
 * The body as text, or undefined if it is larger than the limit. The excess is read and discarded,
 * because a client that is still sending wouldn't read the response. A client that sends more than
 * eight times the limit is disconnected.
 */
async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else if (size > limit * 8) throw new Error('The body has no end.');
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
