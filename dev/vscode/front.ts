/**
 * A small server in front of VS Code's. It fills in the options of the workbench's page, and keeps the key under which the
 * browser stores the extension's secrets (without it they are lost on reload). It listens on loopback and answers no
 * page of another origin, because whoever reaches VS Code's server may run programs.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { configurePage, type PageOptions } from './pageOptions.ts';

export interface FrontOptions {
  /** Where VS Code's server listens. */
  readonly target: number;
  /** Where to listen; 0 takes a free port. */
  readonly port: number;
  /** Holds the key to the browser's secrets; made where it is missing. */
  readonly keyFile: string;
  readonly page: PageOptions;
}

export interface Front {
  readonly port: number;
  close(): void;
}

/** @throws Error when the port is taken. */
export async function startFront({ target, port, keyFile, page }: FrontOptions): Promise<Front> {
  const key = readKey(keyFile);
  const server = createServer((incoming, response) => {
    if (!isOurs(incoming, server)) {
      response.writeHead(403).end();
    } else if (pathOf(incoming) === '/mint-key') {
      response.end(key);
    } else {
      forward(incoming, response, target, page);
    }
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isOurs(incoming, server)) tunnel(incoming, socket, head, target);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function readKey(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

/** Whether a request was made by a page of this server, or typed into the address bar. */
function isOurs({ headers }: IncomingMessage, server: Server): boolean {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${portOf(server)}`);
  if (headers.host === undefined || !hosts.includes(headers.host)) return false;
  return headers.origin === undefined || hosts.includes(headers.origin.replace('http://', ''));
}

/** VS Code's server checks the origin too; ours was checked before it is replaced by its own. */
function forwardedHeaders({ origin, ...headers }: IncomingHttpHeaders, target: number) {
  const host = `127.0.0.1:${target}`;
  return { ...headers, host, ...(origin === undefined ? {} : { origin: `http://${host}` }) };
}

function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: number,
  page: PageOptions,
): void {
  const isPage = pathOf(incoming) === '/';
  const headers = forwardedHeaders(incoming.headers, target);
  if (isPage) headers['accept-encoding'] = 'identity';
  const onward = request(
    { host: '127.0.0.1', port: target, path: incoming.url, method: incoming.method, headers },
    (answer) => {
      const status = answer.statusCode ?? 502;
      if (isPage && status === 200) {
        void sendPage(answer, response, page, incoming.headers.host ?? '');
      } else {
        response.writeHead(status, answer.headers);
        answer.pipe(response);
      }
    },
  );
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}

async function sendPage(
  answer: IncomingMessage,
  response: ServerResponse,
  page: PageOptions,
  authority: string,
): Promise<void> {
  try {
    let body = '';
    for await (const chunk of answer.setEncoding('utf8')) body += String(chunk);
    const { 'content-length': _length, etag: _etag, ...headers } = answer.headers;
    response.writeHead(200, headers).end(configurePage(body, page, authority));
  } catch {
    response.destroy();
  }
}

/** Joins a WebSocket of the page with VS Code's server, byte by byte. */
function tunnel(incoming: IncomingMessage, socket: Duplex, head: Buffer, target: number): void {
  const headers = Object.entries(forwardedHeaders(incoming.headers, target));
  const onward: Socket = connect(target, '127.0.0.1', () => {
    const lines = headers.map(([name, value]) => `${name}: ${String(value)}\r\n`);
    onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  onward.setNoDelay(true);
  const end = () => {
    onward.destroy();
    socket.destroy();
  };
  onward.on('error', end).on('close', end);
  socket.on('error', end).on('close', end);
}

function pathOf(incoming: IncomingMessage): string {
  return new URL(incoming.url ?? '/', 'http://front').pathname;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
