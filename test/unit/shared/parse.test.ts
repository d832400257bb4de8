import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { isId } from '../../../src/core/history/paths.ts';
import { parseToHost } from '../../../src/shared/parse.ts';
import type { ToHost } from '../../../src/shared/protocol.ts';

const ids = { conversationId: 'c-1', messageId: 'm-1' };

/** One of each: the type makes this list complete. */
const good: { readonly [T in ToHost['type']]: ToHost & { type: T } } = {
  ready: { type: 'ready' },
  snapshot: { type: 'snapshot' },
  send: { type: 'send', conversationId: null, text: 'hi' },
  stop: { type: 'stop', conversationId: 'c-1' },
  newChat: { type: 'newChat' },
  openChat: { type: 'openChat', conversationId: 'c-1' },
  regenerate: { type: 'regenerate', ...ids },
  continue: { type: 'continue', ...ids },
  retry: { type: 'retry', ...ids },
  edit: { type: 'edit', ...ids, text: 'again' },
  selectBranch: { type: 'selectBranch', ...ids },
  insertCode: { type: 'insertCode', ...ids, code: 'x', info: 'ts' },
  newFile: { type: 'newFile', code: 'x', language: 'ts' },
  applyCode: { type: 'applyCode', ...ids, code: 'x', info: 'ts src/a.ts' },
  copy: { type: 'copy', text: 'x' },
  openLink: { type: 'openLink', href: 'https://example.com' },
  suggest: { type: 'suggest', query: 'app' },
  attach: { type: 'attach', reference: 'file:a' },
  removeAttachment: { type: 'removeAttachment', id: 'a-1' },
  refreshAttachment: { type: 'refreshAttachment', id: 'a-1' },
  attachImage: {
    type: 'attachImage',
    name: 'a.png',
    dataUrl: 'data:image/png;base64,AAAA',
    width: 1,
    height: 1,
  },
  history: { type: 'history' },
  search: { type: 'search', query: 'x' },
  rename: { type: 'rename', conversationId: 'c-1', title: 'T' },
  pin: { type: 'pin', conversationId: 'c-1', pinned: true },
  delete: { type: 'delete', conversationId: 'c-1' },
  undoDelete: { type: 'undoDelete', conversationId: 'c-1' },
  export: { type: 'export', conversationId: 'c-1' },
  import: { type: 'import' },
  setOptions: {
    type: 'setOptions',
    conversationId: 'c-1',
    model: 'm',
    parameters: { temperature: 1, stop: ['a'], logitBias: { '7': 1 } },
  },
  showRequest: { type: 'showRequest', conversationId: null, text: 'x' },
  action: { type: 'action', action: 'retry' },
};

const hostile: readonly unknown[] = [
  null,
  undefined,
  0,
  -1,
  1.5,
  NaN,
  true,
  '',
  '../../etc/passwd',
  'a'.repeat(101),
  '__proto__',
  'constructor',
  [],
  ['x'],
  {},
  { __proto__: null },
  () => 1,
  'data:text/html;base64,AAAA',
  'javascript:alert(1)',
];

/** A small seeded generator (mulberry32), so that a failure can be played again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('messages from the panel', () => {
  for (const message of Object.values(good)) {
    it(`takes ${message.type} and builds it anew`, () => {
      const parsed = parseToHost({ ...message, extra: 'dropped' });
      assert.deepEqual(parsed, message);
    });
  }

  it('promise 21: a message that is not of its shape is refused', () => {
    const seed = Number(process.env['LAPLAS_SEED'] ?? Date.now() % 1_000_000);
    const next = random(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    const rounds = process.env['LAPLAS_SOAK'] === '1' ? 200_000 : 5_000;
    for (let round = 0; round < rounds; round++) {
      const message: Record<string, unknown> = { ...pick(Object.values(good)) };
      const field = pick(Object.keys(message));
      const value = pick(hostile);
      message[field] = value;
      const parsed = parseToHost(message);
      if (parsed === undefined) continue;
      // Where it was taken, the hostile value is a legal one of that field, of the right type and shape.
      const kept: unknown = Object.entries(parsed).find(([name]) => name === field)?.[1];
      const where = `seed ${seed}, round ${round}: ${String(message['type'])}.${field} = ${inspect(value)}`;
      assert.equal(typeof kept, typeof value, where);
      if (/Id$|^id$/.test(field))
        assert.match(kept === null ? 'none' : inspect(kept), /^'?[a-z0-9-]{1,100}'?$/, where);
      assert.ok(!['dataUrl', 'action', 'type'].includes(field), where);
    }
  });

  it('promise 21: nothing is read from a prototype, and no prototype is changed', () => {
    assert.equal(parseToHost(Object.create({ type: 'newChat' })), undefined);
    const polluted: unknown = JSON.parse(
      '{"type":"setOptions","conversationId":null,"parameters":{"__proto__":{"temperature":1}}}',
    );
    assert.equal(parseToHost(polluted), undefined);
    assert.equal(({} as Record<string, unknown>)['temperature'], undefined);
    for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      assert.equal(parseToHost({ type }), undefined);
    }
  });

  it('takes the ids that the history can keep, and no other', () => {
    for (const id of ['a', 'a'.repeat(100), 'a'.repeat(101), '', '-a', 'A', 'a/b', 'a.b']) {
      const parsed = parseToHost({ type: 'openChat', conversationId: id });
      assert.equal(parsed !== undefined, isId(id), id);
    }
  });

  it('takes no parameter that no request would take, and null for one that is unset', () => {
    const set = (parameters: unknown) => parseToHost({ ...good.setOptions, parameters });
    for (const wrong of [
      { temperature: 3 },
      { topP: 0 },
      { maxTokens: 1.5 },
      { maxTokens: 0 },
      { temperature: NaN },
      { stop: [] },
      { stop: [''] },
      { stop: 'END' },
      { stop: 1 },
      { logitBias: { a: 1 } },
      { logitBias: 2 },
      { temperature: () => 1 },
      { temperature: {} },
      'x',
    ]) {
      const taken = set(wrong);
      assert.equal(taken, undefined, inspect(wrong));
    }
    assert.deepEqual(set({ temperature: 0.5, topP: null, stop: null }), {
      ...good.setOptions,
      parameters: { temperature: 0.5, topP: null, stop: null },
    });
  });

  it('promise 21: what has no bound is refused beyond its limit', () => {
    assert.equal(parseToHost({ ...good.send, text: 'x'.repeat(4_000_001) }), undefined);
    assert.equal(parseToHost({ ...good.openLink, href: 'x'.repeat(10_001) }), undefined);
    assert.equal(parseToHost({ ...good.setOptions, parameters: { temperature: '1' } }), undefined);
    assert.equal(parseToHost({ ...good.setOptions, parameters: { other: 1 } }), undefined);
  });
});
