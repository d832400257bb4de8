import assert from 'node:assert/strict';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import { manualClock } from '../manualClock.ts';
import { counter, created, delta, done, memoryFiles, said, silent } from './testing.ts';

const durable = { durable: true };
const later = { durable: false };

function setUp() {
  const clock = manualClock();
  const files = memoryFiles(clock);
  const newId = counter('w');
  const start = () => createHistory({ files, clock, log: silent, newId });
  return { clock, files, start };
}

describe('the kept conversations', () => {
  it('come back as they were', async () => {
    const { clock, start } = setUp();
    const store = start();
    await store.append('a', created('a', 'First'), durable);
    await store.append('a', said('u', 'Hello'), durable);
    await store.append('a', said('m', '', 'u', 'assistant'), later);
    for (const text of ['He', 'l', 'lo']) await store.append('a', delta('m', text), later);
    await clock.pass(250);
    await store.append('a', done('m'), durable);
    const before = await store.open('a');
    await store.dispose();

    const after = await start().open('a');
    assert.deepEqual(after?.conversation, before?.conversation);
    assert.equal(after?.conversation.messages[1]?.text, 'Hello');
    assert.equal(after?.readOnly, false);
    assert.deepEqual(after?.warnings, []);
  });

  it('show an answer that was cut off as interrupted', async () => {
    const { clock, start } = setUp();
    const store = start();
    await store.append('a', created('a'), durable);
    await store.append('a', said('u', 'Hello'), durable);
    await store.append('a', said('m', '', 'u', 'assistant'), later);
    await store.append('a', delta('m', 'Hal'), later);
    await clock.pass(250);
    await clock.pass(20_000);
    const found = await start().open('a');
    // The first window is alive and still writes it.
    assert.equal(found?.readOnly, true);
    assert.equal(found?.conversation.messages[1]?.state, 'streaming');
    await store.dispose();
    const again = await start().open('a');
    assert.equal(again?.readOnly, false);
    assert.equal(again?.conversation.messages[1]?.state, 'interrupted');
    assert.equal(again?.conversation.messages[1]?.text, 'Hal');
  });

  it('are told of once for all that happens in a moment, and not in the way of it', async () => {
    const { clock, start } = setUp();
    const store = start();
    let heard = 0;
    store.onDidChange(() => heard++);
    await store.append('a', created('a'), durable);
    for (const id of ['u', 'v', 'w']) await store.append('a', said(id, 'Hello'), durable);
    assert.equal(heard, 0);
    await clock.pass(200);
    assert.equal(heard, 1);
    await store.dispose();
  });

  it('are let go of five seconds after the last write, with one timer for many', async () => {
    const { clock, files, start } = setUp();
    const store = start();
    await store.append('a', created('a'), durable);
    const after = clock.after.bind(clock);
    let timers = 0;
    clock.after = (ms, callback) => {
      timers++;
      return after(ms, callback);
    };
    for (let index = 0; index < 50; index++) {
      await store.append('a', said(`u${index}`, 'Hello'), durable);
    }
    assert.ok(timers < 10, `${timers} timers`);
    await clock.pass(4_000);
    await store.append('a', said('last', 'Hello'), durable);
    await clock.pass(4_500);
    assert.equal((await files.list('locks')).length, 1, 'it was just written');
    await clock.pass(1_000);
    assert.equal((await files.list('locks')).length, 0);
    await store.dispose();
  });

  it('are seen by a listener as they are, with nothing twice', async () => {
    const { clock, start } = setUp();
    const store = start();
    const seen: Promise<string | undefined>[] = [];
    store.onDidChange(() => {
      seen.push(store.open('a').then((opened) => opened?.conversation.messages[1]?.text));
    });
    await store.append('a', created('a'), durable);
    await store.append('a', said('u', 'Hello'), durable);
    await store.append('a', said('m', '', 'u', 'assistant'), durable);
    await store.append('a', delta('m', 'Hi'), later);
    await store.append('a', done('m'), durable);
    await clock.pass(200);
    assert.equal((await Promise.all(seen)).at(-1), 'Hi');
    await store.dispose();
  });

  it('are written once, whatever somebody who hears of it does', async () => {
    const { clock, start, files } = setUp();
    const store = start();
    store.onDidChange(() => {
      throw new Error('a flaw');
    });
    await store.append('a', created('a'), durable);
    await store.append('a', said('u', 'Hello'), later);
    await store.append('a', said('m', '', 'u', 'assistant'), durable);
    await clock.pass(1_000);
    const lines = new TextDecoder()
      .decode(await files.read('chats/a.jsonl'))
      .trimEnd()
      .split('\n');
    assert.equal(lines.length, 3);
    await store.dispose();
  });

  it('are listed newest first, pinned ones before the others', async () => {
    const { start } = setUp();
    const store = start();
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await store.append(id, created(id, id, index), durable);
      await store.append(id, said('u', 'Hello', null, 'user', index), durable);
    }
    await store.append('a', { type: 'pinned', at: 9, pinned: true }, durable);
    const ids = async (from: typeof store) => (await from.list()).map((each) => each.id);
    assert.deepEqual(await ids(store), ['a', 'c', 'b']);
    await store.dispose();
    assert.deepEqual(await ids(start()), ['a', 'c', 'b']);
  });

  it('can be removed and brought back', async () => {
    const { start } = setUp();
    const store = start();
    await store.append('a', created('a'), durable);
    await store.append('a', said('u', 'Keep me'), durable);
    await store.remove('a');
    assert.deepEqual(await store.list(), []);
    assert.equal(await store.open('a'), undefined);
    await store.restore('a');
    assert.equal((await store.open('a'))?.conversation.messages[0]?.text, 'Keep me');
  });

  it('are found by any words of theirs', async () => {
    const { start } = setUp();
    const store = start();
    await store.append('a', created('a', 'Trees'), durable);
    await store.append('a', said('u', 'How does a red-black tree\nrotate?'), durable);
    const hits = await store.search('ROTATE red', 10);
    assert.deepEqual(
      hits.map((hit) => [hit.summary.id, hit.messageId, hit.excerpt]),
      [['a', 'u', 'How does a red-black tree rotate?']],
    );
    assert.deepEqual(await store.search('nothing (of that', 10), []);
  });
});
