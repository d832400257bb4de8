import assert from 'node:assert/strict';
import type { ChatEvent, Conversation } from '../../../src/core/model/conversation.ts';
import { isFileError } from '../../../src/core/base/fileError.ts';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import { decode, encode } from '../../../src/core/history/journal.ts';
import type { ConversationStore } from '../../../src/core/history/storeTypes.ts';
import { replay } from '../../../src/core/history/replay.ts';
import type { FileErrorKind } from '../../../src/core/base/ports.ts';
import type { MemoryFiles } from './testing.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { counter, created, delta, done, memoryFiles, said, silent } from './testing.ts';

const kinds: readonly FileErrorKind[] = ['noSpace', 'denied', 'io'];

/** Each kind as it mostly is, and an `fsync` that fails when all is written. */
const faults: readonly (readonly [FileErrorKind, 'half' | 'all'])[] = [
  ...kinds.map((kind) => [kind, 'half'] as const),
  ['io', 'all'],
];

/** What a caller was told, to be held against what is found afterwards. */
interface Told {
  /** Durable events whose append resolved. */
  readonly kept: ChatEvent[];
  /** Accepted without being durable. */
  readonly accepted: ChatEvent[];
  readonly refused: ChatEvent[];
}

interface World {
  readonly clock: ManualClock;
  readonly files: MemoryFiles;
  readonly store: ConversationStore;
  readonly problems: (FileErrorKind | undefined)[];
  readonly told: Told;
  /** An old chat of 90 lines lies there already. */
  readonly old: readonly ChatEvent[];
}

function world(): World {
  const clock = manualClock();
  const files = memoryFiles(clock);
  const problems: (FileErrorKind | undefined)[] = [];
  const old = [
    created('old'),
    said('o', 'An old question'),
    said('p', '', 'o', 'assistant'),
    ...Array.from({ length: 100 }, (_, index) => delta('p', `${index} `)),
    done('p'),
  ];
  const bytes = encode(old, 'w0', 1);
  files.content.set('chats/old.jsonl', { bytes, synced: bytes, modified: 1 });
  const newId = counter('w');
  const store = createHistory({
    files,
    clock,
    log: silent,
    newId,
    onProblem: (_id, error) => problems.push(error?.kind),
  });
  return { clock, files, store, problems, told: { kept: [], accepted: [], refused: [] }, old };
}

/** Everything that writes: a new chat, an answer, a pin in the old chat, its compaction, removal and return, the end. */
async function play({ store, told, clock }: World): Promise<void> {
  const append = async (
    id: string,
    given: ChatEvent | readonly ChatEvent[],
    durable: boolean,
  ): Promise<void> => {
    const events = 'type' in given ? [given] : given;
    try {
      await store.append(id, given, { durable });
      (durable ? told.kept : told.accepted).push(...events);
    } catch (error) {
      assert.ok(isFileError(error), String(error));
      (durable ? told.refused : told.accepted).push(...events);
    }
  };
  await append('a', created('a'), false);
  await append('a', [said('u', 'Hello'), said('m', '', 'u', 'assistant')], true);
  await append('a', delta('m', 'one '), false);
  await clock.pass(250);
  await append('a', delta('m', 'two'), false);
  await append('a', done('m'), true);
  await append('old', { type: 'pinned', at: 5, pinned: true }, true);
  await clock.pass(10_000);
  await store.remove('old').catch(expectFileError);
  await store.restore('old').catch(expectFileError);
  await store.list().catch(expectFileError);
}

function expectFileError(error: unknown): void {
  assert.ok(isFileError(error), String(error));
}

/** What is on disk, after a power cut too. */
function onDisk(files: MemoryFiles, id: string): Conversation | undefined {
  const file = files.content.get(`chats/${id}.jsonl`) ?? files.content.get(`removed/${id}.jsonl`);
  return file && replay(id, decode(file.synced));
}

function check({ files, told, old }: World, where: string): void {
  const a = onDisk(files, 'a');
  for (const event of told.kept) {
    if (event.type !== 'message') continue;
    const found = a?.messages.find((message) => message.id === event.message.id);
    assert.ok(found, `${where}: ${event.message.id} is lost`);
  }
  const before = old.reduce((sum, event) => sum + (event.type === 'delta' ? event.text : ''), '');
  const oldChat = onDisk(files, 'old');
  assert.equal(oldChat?.messages[0]?.text, 'An old question', `${where}: the old chat`);
  assert.equal(oldChat.messages[1]?.text, before, `${where}: the old answer`);
}

describe('a disk that says no', () => {
  it('promise 12: once, at any write, costs nothing that was there or acknowledged', async () => {
    const calm = world();
    await play(calm);
    await calm.store.dispose();
    assert.deepEqual(calm.problems, []);
    assert.ok(calm.files.content.has('backup/old.jsonl'), 'the old chat was compacted');
    const total = calm.files.operations;
    assert.ok(total > 20, `${total} operations`);
    for (const [kind, leaves] of faults) {
      for (let at = 1; at <= total; at++) {
        const world_ = world();
        world_.files.faultLeaves = leaves;
        let path = '';
        world_.files.fail = (operation, name, target) => {
          if (operation !== at) return undefined;
          path = `${name} ${target}`;
          return kind;
        };
        await play(world_);
        const where = `${kind} at operation ${at} (${path}), which leaves ${leaves}`;
        check(world_, where);
        await world_.clock.pass(5_000);
        await world_.store.flush();
        await world_.store.dispose();
        check(world_, `${where}, at the end`);
        assertAccepted(world_, where);
        assertRefused(world_, where);
      }
    }
  });

  it('promise 12: for a while, from any write on, is said, and ends when the disk allows again', async () => {
    const calm = world();
    await play(calm);
    const total = calm.files.operations;
    for (const [kind, leaves] of faults) {
      for (let at = 1; at <= total; at++) {
        const world_ = world();
        world_.files.faultLeaves = leaves;
        let full = true;
        world_.files.fail = (operation) => {
          if (!full || operation < at) return undefined;
          return kind;
        };
        const where = `${kind} from operation ${at} on, which leaves ${leaves}`;
        await play(world_);
        check(world_, where);
        if (world_.told.refused.length > 0) {
          assert.ok(world_.problems.includes(kind), `${where}: nobody was told`);
        }
        full = false;
        await world_.clock.pass(5_000);
        await world_.store.flush();
        await world_.store.append('b', created('b'), { durable: false });
        await world_.store.append('b', said('v', 'Again'), { durable: true });
        assert.equal(onDisk(world_.files, 'b')?.messages[0]?.text, 'Again', where);
        check(world_, `${where}, recovered`);
        assertAccepted(world_, where);
        assertRefused(world_, where);
      }
    }
  });

  it('promise 12: keeps what belongs together as a whole or not at all, and what was refused does not come back', async () => {
    for (const leaves of ['half', 'all'] as const) {
      const { files, store, clock } = world();
      files.faultLeaves = leaves;
      files.fail = (_operation, _name, path) => (path.startsWith('chats/') ? 'noSpace' : undefined);
      const question = [said('u', 'Hello', 'p'), said('v', '', 'u', 'assistant')];
      const imported = [created('b'), said('u', 'Old'), { type: 'head', at: 3, id: 'u' } as const];
      await assert.rejects(store.append('old', question, { durable: true }), isFileError);
      await assert.rejects(store.append('b', imported, { durable: true }), isFileError);
      files.fail = () => undefined;
      await clock.pass(5_000);
      assert.equal(onDisk(files, 'old')?.messages.length, 2, leaves);
      assert.equal(onDisk(files, 'b')?.messages.length ?? 0, 0, leaves);
      assert.deepEqual(
        (await store.list()).map(({ id }) => id),
        ['old'],
      );
      await store.append('old', question, { durable: true });
      await store.append('b', imported, { durable: true });
      assert.deepEqual(
        onDisk(files, 'old')?.messages.map(({ id }) => id),
        ['o', 'p', 'u', 'v'],
      );
      assert.equal(onDisk(files, 'b')?.head, 'u', leaves);
    }
  });

  it('promise 12: says that it could not keep a message, and does not keep it', async () => {
    const { files, store, problems, clock } = world();
    files.fail = (_operation, _name, path) => (path.startsWith('chats/') ? 'noSpace' : undefined);
    await store.append('a', created('a'), { durable: false });
    await assert.rejects(
      store.append('a', said('u', 'Hello'), { durable: true }),
      (error: unknown) => isFileError(error) && error.kind === 'noSpace',
    );
    assert.deepEqual(problems, ['noSpace']);
    // While it lasts, each further write says so too, and what was accepted is kept in memory.
    await assert.rejects(store.append('a', delta('m', 'x'), { durable: false }), isFileError);
    await assert.rejects(store.flush(), isFileError);
    files.fail = () => undefined;
    await clock.pass(5_000);
    assert.deepEqual(problems.at(-1), undefined);
    assert.deepEqual(onDisk(files, 'a')?.messages, []);
  });
});

/** What a caller was told to be lost, so that it would do it again, is not there when the disk allows again. */
function assertRefused({ files, told }: World, where: string): void {
  const [a, old] = [onDisk(files, 'a'), onDisk(files, 'old')];
  for (const event of told.refused) {
    if (event.type === 'message') {
      const found = a?.messages.some(({ id }) => id === event.message.id);
      assert.ok(found !== true, `${where}: ${event.message.id} has come back`);
    } else if (event.type === 'finished') {
      const message = a?.messages.find(({ id }) => id === event.id);
      assert.notEqual(message?.state, event.state, `${where}: the end has come back`);
    } else if (event.type === 'pinned') {
      assert.equal(old?.pinned, !event.pinned, `${where}: the pin has come back`);
    }
  }
}

/** Deltas that were accepted are on disk in the end, once each, where the message that they belong to was kept. */
function assertAccepted({ files, told }: World, where: string): void {
  const message = onDisk(files, 'a')?.messages.find(({ id }) => id === 'm');
  if (message === undefined) return;
  const text = told.accepted.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  assert.equal(message.text, text, `${where}: the answer`);
}
