import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server } from 'node:net';
import * as vscode from 'vscode';
import { startApiServer, DEMO_KEY } from '../../dev/server/server.ts';
import { createConnectionTest } from '../../src/host/settings/testConnection.ts';
import { createProbe } from '../../src/node/probe.ts';
import { makeCertificate } from '../certificates.ts';
import {
  answerDialogs,
  fixedKeys,
  memoryLog,
  restoreSettings,
  setSetting,
  testClient,
  type Answers,
} from './clientHarness.ts';

describe('Test Connection in VS Code', () => {
  const servers: Server[] = [];
  let answers: Answers;
  beforeEach(() => {
    answers = answerDialogs({});
  });
  afterEach(async () => {
    answers.restore();
    for (const server of servers.splice(0)) server.close();
    await restoreSettings();
  });

  async function start(server: Server): Promise<number> {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  function secureServer(from: Date, until: Date): Server {
    const authority = makeCertificate({ name: 'A private authority', authority: true });
    const leaf = makeCertificate({
      name: 'server',
      issuer: authority,
      hosts: ['localhost'],
      from,
      until,
    });
    const key = leaf.key.export({ type: 'pkcs8', format: 'pem' });
    return createSecureServer({ key, cert: leaf.cert });
  }

  async function test(baseUrl: string) {
    await setSetting('laplas.baseUrl', baseUrl);
    const lines: string[] = [];
    const report = await createConnectionTest({
      runTurn: testClient(fixedKeys(DEMO_KEY)),
      log: memoryLog(lines),
      probe: createProbe(),
    })();
    const said = answers.asked.map(({ arguments: [message] }) => String(message)).join('\n');
    return { ...report, said };
  }

  it('says that it works, with the model and the time', async () => {
    const server = await startApiServer();
    try {
      const { failed, said } = await test(server.url);
      assert.equal(failed, undefined);
      assert.match(said, /^The connection works: .* responded in \d+ ms\.$/);
    } finally {
      await server.close();
    }
  });

  it('names the proxy that demands a login', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
    });
    await setSetting('http.proxy', `http://127.0.0.1:${await start(proxy)}`);
    const { failed, said } = await test('https://api.laplas.invalid/v1');
    assert.equal(failed?.layer, 'proxy', JSON.stringify(failed));
    assert.match(said, /^Connection test failed \(Proxy\): .*407.*http\.proxy/);
  });

  const day = 86_400_000;
  for (const [name, from, until] of [
    ['of a private authority', Date.now() - day, Date.now() + day],
    ['out of date', Date.now() - 2 * day, Date.now() - day],
  ] as const) {
    it(`names TLS for a certificate ${name}`, async () => {
      const port = await start(secureServer(new Date(from), new Date(until)));
      const { failed, said } = await test(`https://localhost:${port}/v1`);
      assert.equal(failed?.layer, 'tls', JSON.stringify(failed));
      assert.match(said, /^Connection test failed \(TLS\): .*certificate/);
    });
  }

  it('names DNS for a host without an address', async () => {
    const { failed, said } = await test('https://api.laplas.invalid/v1');
    assert.equal(failed?.layer, 'dns', JSON.stringify(failed));
    assert.match(said, /^Connection test failed \(DNS\): /);
  });

  it('is the command of that name', async () => {
    await setSetting('laplas.baseUrl', 'http://api.example/v1');
    const report: unknown = await vscode.commands.executeCommand('laplas.testConnection');
    assert.equal((report as { failed?: { layer: string } }).failed?.layer, 'address');
  });
});
