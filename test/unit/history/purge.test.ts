import assert from 'node:assert/strict';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import type { ConversationStore } from '../../../src/core/history/storeTypes.ts';
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
    for (const days of [24, 6]) {
      clock.jump(days * day);
      await visit();
      assert.ok(files.content.has('removed/a.jsonl'));
    }
    clock.jump(2 * day);
    await visit();
    assert.deepEqual(await files.list('removed'), []);
  });

  it('stays for a week more where the clock has jumped, and for all its days where it jumps back', async () => {
    const { clock, files, visit, begin } = setUp();
    await visit(begin('a'));
    await visit((store) => store.remove('a'));
    clock.sleep(31 * day);
    await visit();
    await visit();
    clock.jump(6 * day);
    await visit();
    assert.ok(files.content.has('removed/a.jsonl'), 'after the jump');
    clock.sleep(-31 * day);
    clock.jump(20 * day);
    await visit();
    await visit((store) => store.restore('a'));
    assert.ok(files.content.has('chats/a.jsonl'), 'after the jump back');
  });

  it('goes with the copy that was made when it was written anew, and leaves those of other chats', async () => {
    const { clock, files, visit, begin, put } = setUp();
    await visit(begin('a'));
    for (const id of ['a', 'b']) await put(`backup/${id}.jsonl`);
    await visit((store) => store.remove('a'));
    clock.jump(29 * day);
    await visit((store) => store.restore('a'));
    await visit((store) => store.remove('a'));
    clock.jump(24 * day);
    await visit();
    clock.jump(5 * day);
    await visit();
    assert.ok(files.content.has('backup/a.jsonl'), 'it may be brought back yet');
    clock.jump(3 * day);
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
    clock.jump(24 * day);
    await visit();
    clock.jump(8 * day);
    await visit();
    assert.deepEqual(await files.list('removed'), []);
  });

  it('is never looked for outside of the folder, and leaves no mark where it was not there', async () => {
    const { files, visit } = setUp();
    await visit(async (store) => {
      for (const id of ['../x', 'a/b', '', 'A', 'x'.repeat(65)]) {
        await assert.rejects(store.remove(id), /Not the id of a chat/);
        await assert.rejects(store.restore(id), /Not the id of a chat/);
        assert.equal(await store.open(id), undefined);
      }
      await assert.rejects(store.remove('gone'), /not there any more/);
      await assert.rejects(store.restore('gone'), /not there any more/);
    });
    const left = [...files.content.keys()].filter((path) => /since|x/.test(path));
    assert.deepEqual(left, []);
  });

  it('has no mark where it could not be deleted, and one that is left goes after 30 days', async () => {
    const { clock, files, visit, begin, put } = setUp();
    await visit(begin('a'));
    files.fail = (_operation, name) => (name === 'rename' ? 'denied' : undefined);
    await visit((store) => assert.rejects(store.remove('a')));
    assert.deepEqual(await files.list('removed'), []);
    await put('removed/a.since');
    clock.jump(31 * day);
    await visit();
    assert.deepEqual(await files.list('removed'), []);
  });

  it('is put aside where another chat lies in its place', async () => {
    const { files, visit, begin } = setUp();
    await visit(begin('a'));
    await files.replace('removed/a.jsonl', new TextEncoder().encode('another'));
    await visit((store) => store.remove('a'));
    assert.equal((await files.list('damaged')).length, 1);
    await visit((store) => store.restore('a'));
    assert.ok(files.content.has('chats/a.jsonl'));
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

  it('is a chat without a message, or the sign of a window: after 30 days they go', async () => {
    const { clock, files, visit, begin, put } = setUp();
    await visit(begin('a'));
    await visit((store) => store.append('b', created('b'), durable));
    await put('windows/gone');
    clock.jump(29 * day);
    await visit();
    assert.ok(files.content.has('chats/b.jsonl') && files.content.has('windows/gone'));
    clock.jump(2 * day);
    await visit();
    assert.deepEqual(await files.list('chats'), ['a.jsonl']);
    assert.deepEqual(await files.list('windows'), []);
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
