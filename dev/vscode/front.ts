/**
 * A proxy in front of VS Code's server. It changes the options in the workbench's page, and stores
 * the key for the extension's secrets in the browser (without it they are lost on reload). It
 * listens on loopback only and rejects requests from other origins, because anyone who can reach VS
 * Code's server can run programs.
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
  /** Port of VS Code's server. */
  readonly target: number;
  /** Port to listen on; 0 selects a free port. */
  readonly port: number;
  /** File with the key to the browser's secrets; created if missing. */
  readonly keyFile: string;
  readonly page: PageOptions;
}

export interface Front {
  readonly port: number;
  close(): void;
}

/** @throws Error if the port is in use */
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

/** Whether a request comes from a page of this server or from the address bar. */
function isOurs({ headers }: IncomingMessage, server: Server): boolean {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${portOf(server)}`);
  if (headers.host === undefined || !hosts.includes(headers.host)) return false;
  return headers.origin === undefined || hosts.includes(headers.origin.replace('http://', ''));
}

/**
 * VS Code's server checks the origin too. Ours has been checked before, and is replaced by the
 * server's own.
 */
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

/** Connects a WebSocket of the page to VS Code's server, byte by byte. */
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
