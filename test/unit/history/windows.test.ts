import assert from 'node:assert/strict';
import { isFileError } from '../../../src/core/base/fileError.ts';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import { decode, encode } from '../../../src/core/history/journal.ts';
import { patience } from '../../../src/core/history/locks.ts';
import type { ConversationStore } from '../../../src/core/history/storeTypes.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { counter, created, delta, memoryFiles, said, silent } from './testing.ts';

const durable = { durable: true };
const durably = { sync: true };

/** One disk for all windows, each with a clock of its own: a window whose clock stands still is dead. */
function desk() {
  const clock = manualClock();
  const files = memoryFiles(clock);
  const newId = counter('w');
  const window = (own: ManualClock = clock) =>
    createHistory({ files, clock: own, log: silent, newId });
  return { clock, files, window };
}

async function texts(store: ConversationStore): Promise<readonly string[] | undefined> {
  return (await store.open('a'))?.conversation.messages.map((message) => message.text);
}

function busy(error: unknown): boolean {
  return isFileError(error) && error.kind === 'busy';
}

describe('two windows', () => {
  it('promise 11: write a chat one after the other, and each goes on where the other stopped', async () => {
    const { clock, files, window } = desk();
    const [one, two] = [window(), window()];
    await one.append('a', created('a'), durable);
    await one.append('a', said('m1', 'one'), durable);
    await assert.rejects(two.append('a', said('m2', 'too early'), durable), busy);
    assert.equal((await two.open('a'))?.readOnly, true);
    await clock.pass(6_000);
    assert.equal((await two.open('a'))?.readOnly, false);
    await two.append('a', said('m3', 'two', 'm1'), durable);
    await clock.pass(6_000);
    await one.append('a', said('m4', 'one again', 'm3'), durable);
    assert.deepEqual(await texts(one), ['one', 'two', 'one again']);
    assert.deepEqual(await texts(two), ['one', 'two', 'one again']);
    const journal = decode(await files.read('chats/a.jsonl'));
    assert.equal(journal.lost, 0);
    assert.equal(journal.sequence, 4);
  });

  it('promise 11: the second takes over from one that died, and a late awakening harms nothing', async () => {
    const { clock, window } = desk();
    const frozen = manualClock(clock.now());
    const [one, two] = [window(frozen), window()];
    await one.append('a', created('a'), durable);
    await one.append('a', said('m1', 'one'), durable);
    await one.append('a', said('m2', '', 'm1', 'assistant'), durable);
    await one.append('a', delta('m2', 'begun'), { durable: false });
    await frozen.pass(250);
    await clock.pass(11_000);
    const taken = await two.open('a');
    assert.equal(taken?.readOnly, false);
    assert.equal(taken.conversation.messages[1]?.state, 'interrupted');
    await two.append('a', said('m3', 'two', 'm2'), durable);
    // The first window was only asleep. It finds that it is not the writer any more.
    frozen.jump(11_000);
    await one.append('a', delta('m2', ' and late'), { durable: false });
    await frozen.pass(250);
    await assert.rejects(one.append('a', said('m4', 'late', 'm2'), durable), busy);
    assert.deepEqual(await texts(two), ['one', 'begun', 'two']);
    // When the second is done, what the first had accepted comes after all.
    await clock.pass(6_000);
    await frozen.pass(3_000);
    assert.deepEqual(await texts(two), ['one', 'begun and late', 'two']);
  });

  it('promise 11: do not both write a chat when one has slept, though its own clock stood still', async () => {
    const { clock, window } = desk();
    const laptop = manualClock(clock.now());
    const [one, two] = [window(laptop), window()];
    await one.append('a', created('a'), durable);
    await one.append('a', said('m1', 'one'), durable);
    laptop.sleep(11_000);
    await clock.pass(11_000);
    await two.append('a', said('m2', 'two', 'm1'), durable);
    // It gives a sign of life again; the lock that it had is the other's by now.
    await laptop.pass(3_000);
    assert.deepEqual(await texts(one), ['one', 'two']);
    await assert.rejects(one.append('a', said('m3', 'late', 'm1'), durable), busy);
    await clock.pass(6_000);
    await one.append('a', said('m4', 'one again', 'm2'), durable);
    assert.deepEqual(await texts(one), ['one', 'two', 'one again']);
  });

  it('promise 11: lose nothing when a file is written anew that another has added to after all', async () => {
    const { clock, files, window } = desk();
    const store = window();
    await store.append('a', created('a'), durable);
    await store.append('a', said('m1', ''), durable);
    for (let piece = 0; piece < 100; piece++) await store.append('a', delta('m1', '.'), durable);
    await files.append('chats/a.jsonl', encode([said('m2', 'two', 'm1')], 'w9', 103), durably);
    await clock.pass(6_000);
    assert.ok(files.content.has('backup/a.jsonl'), 'the chat was written anew');
    assert.deepEqual(await texts(store), ['.'.repeat(100), 'two']);
    await store.append('a', said('m3', 'three', 'm2'), durable);
    assert.deepEqual(await texts(store), ['.'.repeat(100), 'two', 'three']);
  });

  it('hear of each other’s chats within a moment', async () => {
    const { clock, window } = desk();
    const [one, two] = [window(), window()];
    assert.deepEqual(await two.list(), []);
    let heard = 0;
    two.onDidChange(() => heard++);
    await clock.pass(1_500);
    await one.append('a', created('a', 'Title'), durable);
    await one.append('a', said('m1', 'one'), durable);
    await clock.pass(1_500);
    assert.ok(heard > 0);
    assert.deepEqual(
      (await two.list()).map(({ title }) => title),
      ['Title'],
    );
    // The other's writing is followed, and its end.
    assert.equal((await two.open('a'))?.readOnly, true);
    heard = 0;
    await clock.pass(1_000);
    assert.equal(heard, 0);
    await one.append('a', delta('m1', ' more'), durable);
    await clock.pass(1_000);
    assert.equal(heard, 1);
    await one.dispose();
    await clock.pass(1_000);
    assert.equal(heard, 2);
    assert.equal((await two.open('a'))?.readOnly, false);
  });

  it('never both remove and write a chat', async () => {
    const { clock, window } = desk();
    const [one, two] = [window(), window()];
    await one.append('a', created('a'), durable);
    await one.append('a', said('m1', 'one'), durable);
    const refused = assert.rejects(two.remove('a'), busy);
    await clock.pass(patience);
    await refused;
    await one.remove('a');
    await assert.rejects(two.append('a', said('m2', 'x'), durable), isFileError);
    await two.restore('a');
    assert.deepEqual(await texts(two), ['one']);
  });

  it('both may delete a chat at once, and both may bring it back', async () => {
    const { clock, window } = desk();
    const [one, two] = [window(), window()];
    await one.append('a', created('a'), durable);
    await one.append('a', said('m1', 'one'), durable);
    const removed = Promise.all([one.remove('a'), two.remove('a')]);
    await clock.pass(patience);
    await removed;
    assert.equal(await texts(one), undefined);
    const restored = Promise.all([two.restore('a'), one.restore('a')]);
    await clock.pass(patience);
    await restored;
    assert.deepEqual(await texts(two), ['one']);
  });

  it('may delete a chat that the other is about to let go of', async () => {
    const { clock, window } = desk();
    const [one, two] = [window(), window()];
    await one.append('a', created('a'), durable);
    await one.append('a', said('m1', 'one'), durable);
    await clock.pass(4_000);
    const removed = two.remove('a');
    await clock.pass(patience);
    await removed;
    assert.equal(await texts(one), undefined);
  });
});

describe('files that are not as they should be', () => {
  const events = [
    created('a'),
    said('m1', 'one'),
    said('m2', 'two', 'm1'),
    said('m3', 'three', 'm2'),
  ];

  it('promise 10: a damaged chat is shown, and put aside as it is before anything is written', async () => {
    const { files, window } = desk();
    const bytes = encode(events, 'w0', 1);
    const middle = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1) + 20;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    files.content.set('chats/a.jsonl', { bytes, synced: bytes, modified: 1 });
    const store = window();
    const opened = await store.open('a');
    assert.deepEqual(
      opened?.conversation.messages.map(({ id }) => id),
      ['m1', 'm3'],
    );
    assert.match(opened.warnings[0] ?? '', /damaged on disk \(one entry\)/);
    assert.deepEqual(await files.read('chats/a.jsonl'), bytes, 'reading changes nothing');
    await store.append('a', said('m4', 'four', 'm3'), durable);
    const [aside] = await files.list('damaged');
    assert.deepEqual(await files.read(`damaged/${aside}`), bytes, 'the original is kept');
    assert.deepEqual(await texts(store), ['one', 'three', 'four']);
    await store.dispose();
    assert.deepEqual((await window().open('a'))?.warnings, []);
  });

  it('promise 10: a chat of which nothing can be read is still listed, and kept', async () => {
    const { files, window } = desk();
    const bytes = new TextEncoder().encode('nothing\nof it\n');
    files.content.set('chats/a.jsonl', { bytes, synced: bytes, modified: 1 });
    assert.deepEqual(
      (await window().list()).map(({ title }) => title),
      ['Unreadable chat'],
    );
  });

  it('a chat of a newer version is read as far as it is understood, and never written', async () => {
    const { files, window } = desk();
    const newer = encode(
      [...events, { type: 'dreamt', at: 9 } as unknown as ReturnType<typeof created>],
      'w0',
      1,
    );
    files.content.set('chats/a.jsonl', { bytes: newer, synced: newer, modified: 1 });
    const store = window();
    const opened = await store.open('a');
    assert.equal(opened?.readOnly, true);
    assert.equal(opened.conversation.messages.length, 3);
    assert.match(opened.warnings[0] ?? '', /newer version/);
    await assert.rejects(store.append('a', said('m4', 'x'), durable), (error) => {
      return isFileError(error) && error.kind === 'newer';
    });
    assert.deepEqual(await files.read('chats/a.jsonl'), newer);
  });

  it('an index that is lost, damaged or outdated is made anew from the journals', async () => {
    const { files, window } = desk();
    const first = window();
    await first.append('a', created('a', 'First'), durable);
    await first.append('a', said('m1', 'one'), durable);
    await first.dispose();
    const index = files.content.get('index');
    assert.ok(index, 'the index is kept');
    const titles = async () =>
      (await window().list()).map(({ title, messageCount }) => [title, messageCount]);
    for (const bytes of [
      new Uint8Array(),
      new TextEncoder().encode('not an index'),
      index.bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
    ]) {
      files.content.set('index', { ...index, bytes });
      assert.deepEqual(await titles(), [['First', 1]]);
    }
    files.content.delete('index');
    assert.deepEqual(await titles(), [['First', 1]]);
    // Written by a window that was killed before it kept the index.
    files.content.set('index', index);
    await files.append('chats/a.jsonl', encode([said('m2', 'two', 'm1')], 'w9', 3), { sync: true });
    assert.deepEqual(await titles(), [['First', 2]]);
    files.content.delete('chats/a.jsonl');
    assert.deepEqual(await titles(), []);
  });
});
