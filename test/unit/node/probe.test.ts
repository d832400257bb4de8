import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  testConnection,
  type ConnectionReport,
  type ConnectionTarget,
} from '../../../src/core/api/connectionTest.ts';
import { systemClock } from '../../../src/host/base/platform.ts';
import { createProbe, proxyFromEnvironment } from '../../../src/node/probe.ts';
import { makeCertificate } from '../../certificates.ts';
import { realClient } from '../api/realClient.ts';

const completion: RequestListener = (_request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end('{"choices":[{"message":{"content":"OK"},"finish_reason":"length"}]}');
};

type Server = TcpServer & { closeAllConnections(): void };

const authority = makeCertificate({ name: 'A private authority', authority: true });
const hosts = ['localhost', '127.0.0.1'];

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function secureServer(options: { until?: Date; hosts?: readonly string[] } = {}): Server {
  const leaf = makeCertificate({
    name: 'server',
    issuer: authority,
    hosts: options.hosts ?? hosts,
    ...(options.until === undefined ? {} : { from: new Date(0), until: options.until }),
  });
  const key = leaf.key.export({ type: 'pkcs8', format: 'pem' });
  return createSecureServer({ key, cert: leaf.cert }, completion);
}

async function ask(
  target: Partial<ConnectionTarget> & { baseUrl: string },
): Promise<ConnectionReport> {
  // Retries wait for no time here.
  const clock = {
    ...systemClock,
    after: (ms: number, callback: () => void) => systemClock.after(ms <= 1_500 ? 0 : ms, callback),
  };
  const runTurn = realClient(target.baseUrl, { clock });
  return testConnection(
    { runTurn, probe: createProbe() },
    { model: 'm', ...target },
    new AbortController().signal,
  );
}

describe('the connection test', () => {
  const servers: Server[] = [];
  const start = (server: Server): Promise<number> => {
    servers.push(server);
    return portOf(server);
  };
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('finds every layer in order', async () => {
    const port = await start(createServer(completion));
    const report = await ask({ baseUrl: `http://127.0.0.1:${port}/v1` });
    assert.equal(report.failed, undefined);
    assert.deepEqual(new Set(Object.values(report.layers)), new Set(['ok']));
  });

  it('names DNS where the host has no address', async () => {
    const { failed, layers } = await ask({ baseUrl: 'https://no-such-host.invalid/v1' });
    assert.equal(failed?.layer, 'dns');
    assert.deepEqual(
      [layers.address, layers.dns, layers.tcp, layers.model],
      ['ok', 'failed', 'untested', 'untested'],
    );
  });

  it('names TCP where nobody listens', async () => {
    const server = createServer(completion);
    const port = await portOf(server);
    server.close();
    const { failed } = await ask({ baseUrl: `http://127.0.0.1:${port}/v1` });
    assert.deepEqual(
      [failed?.layer, failed?.error.kind === 'network' ? failed.error.code : ''],
      ['tcp', 'ECONNREFUSED'],
    );
  });

  it('names TLS where the certificate is of a private authority', async () => {
    const port = await start(secureServer());
    const { failed, layers } = await ask({ baseUrl: `https://localhost:${port}/v1` });
    assert.equal(layers.tcp, 'ok');
    assert.deepEqual(
      [failed?.layer, failed?.error.kind === 'network' ? failed.error.code : ''],
      ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    );
  });

  it('names TLS where the port speaks none', async () => {
    const port = await start(createServer(completion));
    const { failed } = await ask({ baseUrl: `https://127.0.0.1:${port}/v1` });
    assert.equal(failed?.layer, 'tls');
  });

  it('names the proxy where it demands a login', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
    });
    const port = await start(proxy);
    const { failed } = await ask({
      baseUrl: 'https://no-such-host.invalid/v1',
      proxy: `http://127.0.0.1:${port}`,
    });
    assert.deepEqual(failed, {
      layer: 'proxy',
      error: {
        kind: 'network',
        layer: 'proxy',
        code: '407',
        message: 'Proxy Authentication Required',
      },
    });
  });

  it('gives the proxy the login of its URL', async () => {
    const logins: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      logins.push(request.headers['proxy-authorization']);
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    });
    const port = await start(proxy);
    const found = await createProbe().tunnel(`http://me:p%40ss@127.0.0.1:${port}`, 'h', 443);
    assert.equal(found, undefined);
    assert.deepEqual(logins, [`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
  });

  it('names the proxy where it is not there', async () => {
    const server = createServer();
    const port = await portOf(server);
    server.close();
    const { failed } = await ask({
      baseUrl: 'https://no-such-host.invalid/v1',
      proxy: `http://127.0.0.1:${port}`,
    });
    assert.equal(failed?.layer, 'proxy');
  });

  const replies: readonly (readonly [string, number, string, string])[] = [
    ['the key', 401, '{"error":{"message":"no"}}', 'key'],
    ['the key, for a balance', 402, '{"message":"no"}', 'key'],
    ['the model', 404, '{"message":"no such model"}', 'model'],
    ['the address, for a redirect', 308, '', 'address'],
    ['the answer, for a page', 200, '<html>Log in</html>', 'answer'],
    ['the answer, for a failing server', 501, '', 'answer'],
  ];
  for (const [name, status, body, layer] of replies) {
    it(`names ${name}`, async () => {
      const port = await start(
        createServer((_request, response) => {
          response.writeHead(status, { Location: 'https://other.example/' }).end(body);
        }),
      );
      const { failed } = await ask({ baseUrl: `http://127.0.0.1:${port}/v1` });
      assert.equal(failed?.layer, layer);
    });
  }

  it('names the address where it is not encrypted', async () => {
    const { failed } = await ask({ baseUrl: 'http://api.example/v1' });
    assert.equal(failed?.layer, 'address');
  });

  describe('where the private authority is trusted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'laplas-ca-'));
    after(() => rmSync(folder, { recursive: true }));
    const askTrusting = async (baseUrl: string): Promise<ConnectionReport> => {
      writeFileSync(join(folder, 'ca.pem'), authority.cert);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'test/unit/node/askOnce.ts', baseUrl],
        { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } },
      );
      return JSON.parse(stdout) as ConnectionReport;
    };

    it('all is well', async () => {
      const port = await start(secureServer());
      assert.equal((await askTrusting(`https://localhost:${port}/v1`)).failed, undefined);
    });

    it('names TLS where the certificate is out of date', async () => {
      const port = await start(secureServer({ until: new Date(Date.now() - 1_000) }));
      const { failed } = await askTrusting(`https://localhost:${port}/v1`);
      assert.deepEqual(
        [failed?.layer, failed?.error.kind === 'network' ? failed.error.code : ''],
        ['tls', 'CERT_HAS_EXPIRED'],
      );
    });

    it('names TLS where the certificate is for another host', async () => {
      const port = await start(secureServer({ hosts: ['other.example'] }));
      const { failed } = await askTrusting(`https://localhost:${port}/v1`);
      assert.deepEqual(
        [failed?.layer, failed?.error.kind === 'network' ? failed.error.code : ''],
        ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID'],
      );
    });
  });
});

describe('the proxy that the environment names', () => {
  const cases: readonly (readonly [string, Record<string, string>, string | undefined])[] = [
    ['https://h/v1', {}, undefined],
    ['https://h/v1', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    ['https://h/v1', { https_proxy: 'p:1', HTTP_PROXY: 'q:1' }, 'http://p:1'],
    ['http://h/v1', { http_proxy: 'http://p:1' }, 'http://p:1'],
    ['https://h/v1', { ALL_PROXY: 'http://p:1' }, 'http://p:1'],
    ['https://a.h/v1', { https_proxy: 'p:1', no_proxy: 'x, h' }, undefined],
    ['https://ah/v1', { https_proxy: 'p:1', no_proxy: '.h' }, 'http://p:1'],
    ['https://h/v1', { https_proxy: 'p:1', NO_PROXY: '*' }, undefined],
  ];
  for (const [url, environment, proxy] of cases) {
    it(`${JSON.stringify(environment)} for ${url} is ${proxy}`, () => {
      assert.equal(proxyFromEnvironment(url, environment), proxy);
    });
  }
});
