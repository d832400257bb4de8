import assert from 'node:assert/strict';
import { createHistory } from '../../../src/core/history/history.ts';
import type { ConversationStore } from '../../../src/core/history/store.ts';
import { manualClock } from '../manualClock.ts';
import { counter, created, memoryFiles, said, silent } from './testing.ts';

const durable = { durable: true };
const day = 24 * 60 * 60 * 1_000;
const uuid = '123e4567-e89b-42d3-a456-426614174000';

function setUp() {
  const clock = manualClock();
  const files = memoryFiles(clock);
  const newId = counter('w');
  /** A window that is opened, looks at the list, does something and is closed. */
  async function visit(work: (store: ConversationStore) => Promise<void> = async () => {}) {
    const store = createHistory({ files, clock, log: silent, newId });
    await store.list();
    await work(store);
    await store.dispose();
  }
  const begin = (id: string) => async (store: ConversationStore) => {
    await store.append(id, created(id), durable);
    await store.append(id, said('u', 'Hello'), durable);
  };
  const put = (path: string) => files.replace(path, new Uint8Array(3));
  return { clock, files, visit, begin, put };
}

describe('what was deleted', () => {
  it('goes for good 30 days after that, however old the chat was', async () => {
    const { clock, files, visit, begin } = setUp();
    await visit(begin('a'));
    clock.jump(100 * day);
    await visit((store) => store.remove('a'));
    clock.jump(29 * day);
    await visit();
    assert.ok(files.content.has('removed/a.jsonl'));
    clock.jump(2 * day);
    await visit();
    assert.deepEqual(await files.list('removed'), []);
  });

  it('goes with the copy that was made when it was written anew, and leaves those of other chats', async () => {
    const { clock, files, visit, begin, put } = setUp();
    await visit(begin('a'));
    for (const id of ['a', 'b']) await put(`backup/${id}.jsonl`);
    await visit((store) => store.remove('a'));
    clock.jump(29 * day);
    await visit((store) => store.restore('a'));
    await visit((store) => store.remove('a'));
    clock.jump(29 * day);
    await visit();
    assert.ok(files.content.has('backup/a.jsonl'), 'it may be brought back yet');
    clock.jump(2 * day);
    await visit();
    assert.deepEqual(await files.list('removed'), []);
    assert.deepEqual(await files.list('backup'), ['b.jsonl']);
  });

  it('stays for another 30 days where it was brought back and deleted again', async () => {
    const { clock, files, visit, begin } = setUp();
    await visit(begin('a'));
    await visit((store) => store.remove('a'));
    clock.jump(20 * day);
    await visit((store) => store.restore('a'));
    assert.deepEqual(await files.list('removed'), []);
    await visit((store) => store.remove('a'));
    clock.jump(20 * day);
    await visit((store) => store.restore('a'));
    assert.ok(files.content.has('chats/a.jsonl'));
  });

  it('has its days counted from now where nothing says since when it lies there', async () => {
    const { clock, files, visit, put } = setUp();
    await put('removed/a.jsonl');
    clock.jump(100 * day);
    await visit();
    assert.ok(files.content.has('removed/a.jsonl'));
    clock.jump(31 * day);
    await visit();
    assert.deepEqual(await files.list('removed'), []);
  });
});

describe('what a crash left half written', () => {
  it('goes after 30 days, and nothing goes that is called otherwise or lies elsewhere', async () => {
    const { clock, files, visit, begin, put } = setUp();
    await visit(begin('a'));
    const leftovers = [`index.${uuid}.tmp`, `chats/a.jsonl.${uuid}.tmp`, `backup/b.${uuid}.tmp`];
    const others = [
      'chats/b.tmp',
      'chats/b.jsonl',
      'removed/notes.txt',
      'damaged/a~1.jsonl',
      'backup/a.jsonl',
      `elsewhere/x.${uuid}.tmp`,
    ];
    for (const path of [...leftovers, ...others]) await put(path);
    clock.jump(29 * day);
    await visit();
    assert.ok(leftovers.every((path) => files.content.has(path)));
    clock.jump(2 * day);
    await visit();
    assert.ok(!leftovers.some((path) => files.content.has(path)));
    for (const path of [...others, 'chats/a.jsonl']) assert.ok(files.content.has(path), path);
  });

  it('costs nobody the list where it cannot be removed', async () => {
    const { clock, files, visit, put } = setUp();
    await put(`index.${uuid}.tmp`);
    clock.jump(31 * day);
    files.fail = (_operation, name) => (name === 'remove' ? 'denied' : undefined);
    await visit();
    assert.ok(files.content.has(`index.${uuid}.tmp`));
  });
});
