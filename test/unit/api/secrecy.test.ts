import assert from 'node:assert/strict';
import { defaultBaseUrl, readAddress, type Address } from '../../../src/core/api/address.ts';
import { chooseKey, keyProblem, parseKeyRing, withKey } from '../../../src/core/api/keys.ts';
import { createRedactor } from '../../../src/core/api/redact.ts';
import { settled } from '../manualClock.ts';
import { playTurn, replyTo, stream } from './testing.ts';

function address(baseUrl: string): Address {
  const read = readAddress(baseUrl);
  if ('error' in read) throw new Error(`${baseUrl}: ${read.error.kind}`);
  return read.address;
}

describe('the address', () => {
  it('is completed, whatever it ends in', () => {
    for (const url of ['https://h/v1', 'https://h/v1/', ' https://h/v1/chat/completions/ ']) {
      assert.equal(address(url).endpoint, 'https://h/v1/chat/completions');
    }
    assert.equal(
      address('https://h:8443/v1?v=2').endpoint,
      'https://h:8443/v1/chat/completions?v=2',
    );
    assert.equal(address('https://H:443/v1').origin, 'https://h');
  });

  it('promise 17: is https, but for this computer', () => {
    for (const url of [
      'http://localhost:1',
      'http://127.0.0.1/v1',
      'http://[::1]:8/v1',
      'http://a.localhost',
    ]) {
      assert.equal(address(url).loopback, true, url);
    }
    for (const url of [
      'http://api.apilaplas.com/v1',
      'http://localhost.evil.example/v1',
      'http://127.0.0.1.evil.example/v1',
      'http://10.0.0.1/v1',
      'http://0.0.0.0/v1',
    ]) {
      assert.deepEqual(readAddress(url), {
        error: { kind: 'insecureUrl', url: new URL(url).origin },
      });
    }
  });

  it('promise 18: with a user and password in it is refused, without repeating them', () => {
    const read = readAddress('https://me:secret@h/v1');
    assert.deepEqual(read, { error: { kind: 'badUrl', url: 'https://…@h' } });
  });

  it('is a web address', () => {
    for (const url of ['', 'h/v1', 'ftp://h', 'javascript:alert(1)', 'file:///etc/passwd']) {
      assert.deepEqual(readAddress(url), { error: { kind: 'badUrl', url } });
    }
  });
});

describe('which key goes where', () => {
  const home = address(defaultBaseUrl);
  const other = address('https://other.example/v1');
  const local = address('http://127.0.0.1:4000/v1');
  const ring = { [home.origin]: 'kept' };
  const environment = { key: 'environment' };

  it('promise 17: a key goes to the origin that it was given for, and to no other', () => {
    assert.deepEqual(chooseKey(home, ring, undefined, []), { key: 'kept' });
    for (const foreign of [other, local, address('https://api.apilaplas.com:8443/v1')]) {
      assert.deepEqual(chooseKey(foreign, ring, undefined, []), {
        error: { kind: 'keyOrigin', origin: foreign.origin },
      });
    }
  });

  it('promise 17: the environment’s key goes to the default address and to this computer; elsewhere the user is asked', () => {
    for (const free of [home, local]) {
      assert.deepEqual(chooseKey(free, {}, environment, []), environment);
    }
    assert.deepEqual(chooseKey(other, {}, environment, []), {
      ask: { ...environment, origin: other.origin },
    });
    assert.deepEqual(chooseKey(other, {}, environment, [other.origin]), environment);
    const beside = { ...environment, baseUrl: 'https://other.example/v2' };
    assert.deepEqual(chooseKey(other, {}, beside, []), { key: 'environment' });
  });

  it('a key that was kept comes before the environment’s', () => {
    assert.deepEqual(chooseKey(home, ring, environment, []), { key: 'kept' });
  });

  it('without any there is none', () => {
    assert.deepEqual(chooseKey(home, {}, undefined, []), { error: { kind: 'noKey' } });
    const proto = address('https://constructor/v1');
    assert.deepEqual(chooseKey(proto, {}, undefined, []), { error: { kind: 'noKey' } });
  });

  it('what was kept is read with care', () => {
    assert.deepEqual(parseKeyRing('{"https://h":"k","https://i":7,"https://j":""}'), {
      'https://h': 'k',
    });
    for (const stored of [undefined, '', 'sk-plain', '[]', 'null']) {
      assert.deepEqual(parseKeyRing(stored), {});
    }
  });

  it('is added to the stored ones without a change of these', () => {
    assert.equal(withKey(undefined, 'https://a.io', 'sk-1'), '{"https://a.io":"sk-1"}');
    const stored = '{"https://a.io":"sk-1","later":{"version":2}}';
    assert.deepEqual(JSON.parse(withKey(stored, 'https://b.io', 'sk-2') ?? ''), {
      'https://a.io': 'sk-1',
      later: { version: 2 },
      'https://b.io': 'sk-2',
    });
    for (const unknown of ['not json', '[]', '"text"', 'null'])
      assert.equal(withKey(unknown, 'https://a.io', 'sk-1'), undefined, unknown);
  });

  it('a typed key is trimmed, and one with blanks inside is refused', () => {
    assert.equal(keyProblem('  sk-1234 \n'), undefined);
    for (const typed of ['', '   ', 'sk 12', 'sk\n12', 'sk-é', 'sk\u200b12']) {
      assert.notEqual(keyProblem(typed), undefined, JSON.stringify(typed));
    }
  });
});

describe('a key in the messages of others', () => {
  const key = 'sk-canary+1234/5678=';
  const redact = createRedactor(key);

  it('promise 18: is taken out, plain, URL-encoded, escaped in JSON and in base64 at every offset', () => {
    assert.equal(redact(`bad key ${key}!`), 'bad key [key]!');
    assert.equal(redact(`?k=${encodeURIComponent(key)}&`), '?k=[key]&');
    assert.equal(redact(`?k=${encodeURI(key)}&`), '?k=[key]&');
    assert.equal(redact(`?k=${encodeURIComponent(key).toLowerCase()}&`), '?k=[key]&');
    assert.equal(redact(`"${key.replaceAll('/', '\\/')}"`), '"[key]"');
    assert.equal(redact(`"${key.replaceAll('=', '\\u003D')}"`), '"[key]"');
  });

  const codes = (char: string) => ({
    decimal: char.charCodeAt(0),
    hex: char.charCodeAt(0).toString(16).padStart(2, '0'),
  });
  const each = (escape: (char: string) => string): string => [...key].map(escape).join('');
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
  const disguises: Readonly<Record<string, string>> = {
    'URL-encoded twice': encodeURIComponent(encodeURIComponent(key)),
    'escaped in JSON twice': inJson(inJson(key.replaceAll('/', '\\/'))),
    'by code points in JSON': each((char) => `\\u00${codes(char).hex}`),
    'by code points in JSON, twice': each((char) => `\\\\u00${codes(char).hex}`),
    'URL-encoded, each letter': each((char) => `%${codes(char).hex}`),
    'by numbers in HTML': each((char) => `&#${codes(char).decimal};`),
    'by hexadecimal numbers in HTML': each((char) => `&#x${codes(char).hex};`),
    'by names in HTML': key.replace('+', '&plus;').replace('/', '&sol;').replace('=', '&equals;'),
    'in capitals': key.toUpperCase(),
    'over two lines': `${key.slice(0, 9)}\r\n  ${key.slice(9)}`,
    'with an escaped line break': `${key.slice(0, 9)}\\n${key.slice(9)}`,
    'with a blank': `${key.slice(0, 9)} ${key.slice(9)}`,
    'in hexadecimal': Buffer.from(key).toString('hex'),
    'in hexadecimal capitals': Buffer.from(key).toString('hex').toUpperCase(),
    'URL-encoded in HTML': encodeURIComponent(key).replaceAll('%', '&#37;'),
  };
  for (const [name, disguise] of Object.entries(disguises)) {
    it(`promise 18: is taken out ${name}, also where it is cut`, () => {
      assert.equal(redact(`bad key ${disguise} here`), 'bad key [key] here');
      for (let length = Math.ceil(disguise.length / 2); length < disguise.length; length += 1) {
        const left = redact(`bad key ${disguise.slice(0, length)}…`);
        // A line break, or the sign that an escape begins with, tells nothing.
        assert.match(left, /^bad key \[key\][\\\sn]*…$/, left);
      }
    });
  }

  it('promise 18: is taken out where a text was cut within it', () => {
    for (let length = 4; length < key.length; length += 1) {
      assert.equal(redact(`bad key ${key.slice(0, length)}…`), 'bad key [key]…');
      assert.equal(redact(`bad key ${key.slice(0, length)}`), 'bad key [key]');
    }
    assert.equal(redact('sk-canary is no key'), 'sk-canary is no key');
    const encoded = Buffer.from(key).toString('base64').slice(0, 20);
    assert.equal(redact(`Basic ${encoded}…`), 'Basic [key]…');
    for (const prefix of ['', 'u', 'us', 'Bearer ', 'Bearer x']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const encoded = Buffer.from(`${prefix}${key}${prefix}`).toString(encoding);
        const left = redact(encoded);
        assert.ok(left.includes('[key]'), `${prefix} ${left}`);
        assert.ok(!Buffer.from(left, encoding).toString('latin1').includes('canary'), left);
      }
    }
  });

  it('promise 18: is in no error, no event and no line of the log, wherever the server repeats it', async () => {
    const canary = 'sk-canary-1234567890';
    const echo = [
      canary,
      encodeURIComponent(canary),
      Buffer.from(`Bearer ${canary}`).toString('base64'),
    ].join(' ');
    const bodies: readonly (readonly [number, string])[] = [
      [401, JSON.stringify({ error: { message: `Incorrect API key: ${echo}` } })],
      [400, JSON.stringify({ message: 'bad', errors: [{ path: canary, message: echo }] })],
      [502, `<title>${echo}</title>`],
      [200, echo],
      [200, `data: {"error":{"message":"${echo}"}}\n\n`],
      [200, `<html>${echo}`],
      [200, `{"error":"${echo}"}`],
    ];
    for (const [status, body] of bodies) {
      const turn = playTurn();
      for (let attempt = 1; attempt <= (status === 502 ? 3 : 1); attempt += 1) {
        const reply = await replyTo(turn, attempt);
        assert.equal(reply.init.headers['Authorization'], `Bearer ${canary}`);
        reply.respond(status);
        reply.send(body);
        reply.end();
        await settled();
        turn.clock.advance(10_000);
      }
      const all = JSON.stringify([await turn.result, turn.events, turn.log]);
      assert.ok(all.includes('[key]'), all);
      assert.ok(!all.includes('canary'), all);
      assert.ok(!all.includes(Buffer.from(canary).toString('base64').slice(4, 20)), all);
    }
  });

  it('promise 18: neither prompt nor reply is in the log', async () => {
    const turn = playTurn({
      request: {
        model: 'm',
        messages: [{ role: 'user', content: 'secret question' }],
        parameters: {},
        stream: true,
      },
    });
    const reply = await replyTo(turn);
    reply.respond(200, { 'x-request-id': 'header value' });
    reply.send(stream('secret answer'));
    await turn.result;
    assert.ok(turn.log.length > 0);
    assert.doesNotMatch(turn.log.join('\n'), /secret|header value/);
  });
});

describe('a redirect', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    it(`promise 17: ${status} is not followed, and the platform is told not to`, async () => {
      const turn = playTurn();
      const reply = await replyTo(turn);
      assert.equal(reply.init.redirect, 'manual');
      reply.respond(status, { location: 'https://evil.example/' });
      reply.end();
      assert.deepEqual((await turn.result).outcome, {
        kind: 'failed',
        error: { kind: 'redirect', status },
      });
      assert.equal(turn.replies.length, 1);
    });
  }
});
