/** Tests each layer below HTTP separately with Node's sockets, for Test Connection. */
import { lookup } from 'node:dns/promises';
import { request } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { NetworkError, Probe } from '../core/api/connectionTest.ts';
import { layerOfCode } from '../core/api/platformErrors.ts';

/** Timeout of each layer, in milliseconds. */
const patience = 10_000;

export function createProbe(): Probe {
  return {
    async resolve(host) {
      try {
        await lookup(host);
        return undefined;
      } catch (thrown) {
        return failure('dns', thrown);
      }
    },
    connect: (host, port) => opens('tcp', connectTcp({ host, port }), 'connect'),
    secure: (host, port) =>
      opens(
        'tls',
        connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) }),
        'secureConnect',
      ),
    tunnel,
  };
}

function opens(
  layer: NetworkError['layer'],
  socket: Socket,
  event: 'connect' | 'secureConnect',
): Promise<NetworkError | undefined> {
  return new Promise((resolve) => {
    const finish = (result: NetworkError | undefined): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(patience, () => {
      finish({ kind: 'network', layer, code: 'ETIMEDOUT', message: 'no answer' });
    });
    socket.once(event, () => {
      finish(undefined);
    });
    socket.once('error', (error) => {
      finish(failure(layer, error));
    });
  });
}

function tunnel(proxy: string, host: string, port: number): Promise<NetworkError | undefined> {
  const url = new URL(proxy);
  return new Promise((resolve) => {
    const asked = request({
      host: url.hostname,
      port: url.port === '' ? 80 : Number(url.port),
      method: 'CONNECT',
      path: `${host}:${port}`,
      headers: { Host: `${host}:${port}`, ...proxyLogin(url) },
      timeout: patience,
    });
    asked.once('connect', (response, socket) => {
      socket.destroy();
      const status = response.statusCode ?? 0;
      resolve(
        status === 200
          ? undefined
          : {
              kind: 'network',
              layer: 'proxy',
              code: String(status),
              message: response.statusMessage ?? '',
            },
      );
    });
    asked.once('timeout', () => {
      asked.destroy(new Error('no answer'));
    });
    asked.once('error', (error) => {
      resolve(failure('proxy', error));
    });
    asked.end();
  });
}

function proxyLogin({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}

/**
 * The failure of a layer's probe. Its cause may be in a lower layer: a connection reset while TLS
 * begins is a TCP failure.
 */
function failure(layer: NetworkError['layer'], thrown: unknown): NetworkError {
  const code =
    thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
      ? thrown.code
      : undefined;
  return {
    kind: 'network',
    layer: layer === 'proxy' ? layer : ((code === undefined ? layer : layerOfCode(code)) ?? layer),
    ...(code === undefined ? {} : { code }),
    message: thrown instanceof Error ? thrown.message : 'unknown',
  };
}

/**
 * The proxy that the environment specifies for a URL, as curl and VS Code read it: https_proxy,
 * http_proxy and all_proxy, in lower or upper case, except for the hosts in no_proxy.
 */
export function proxyFromEnvironment(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { protocol, hostname } = new URL(url);
  const read = (name: string): string | undefined =>
    environment[name] || environment[name.toUpperCase()] || undefined;
  const excluded = (read('no_proxy') ?? '').split(',').map((entry) => entry.trim());
  const isExcluded = excluded.some(
    (entry) =>
      entry === '*' ||
      (entry !== '' && `.${hostname}`.endsWith(entry.startsWith('.') ? entry : `.${entry}`)),
  );
  if (isExcluded) return undefined;
  const named = read(protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? read('all_proxy');
  return named === undefined || named.includes('://') ? named : `http://${named}`;
}
