import assert from 'node:assert/strict';
import type { ChatEvent, Conversation } from '../../../src/core/chat/conversation.ts';
import { isFileError } from '../../../src/core/fileError.ts';
import { createHistory } from '../../../src/core/history/history.ts';
import { decode, encode } from '../../../src/core/history/journal.ts';
import type { ConversationStore } from '../../../src/core/history/store.ts';
import { replay } from '../../../src/core/history/replay.ts';
import type { FileErrorKind } from '../../../src/core/ports.ts';
import type { MemoryFiles } from './testing.ts';
import { manualClock, type ManualClock } from '../manualClock.ts';
import { counter, created, delta, done, memoryFiles, said, silent } from './testing.ts';

const kinds: readonly FileErrorKind[] = ['noSpace', 'denied', 'io'];

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
  const append = async (id: string, event: ChatEvent, durable: boolean): Promise<void> => {
    try {
      await store.append(id, event, { durable });
      (durable ? told.kept : told.accepted).push(event);
    } catch (error) {
      assert.ok(isFileError(error), String(error));
      (durable ? told.refused : told.accepted).push(event);
    }
  };
  await append('a', created('a'), false);
  await append('a', said('u', 'Hello'), true);
  await append('a', said('m', '', 'u', 'assistant'), true);
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
    for (const kind of kinds) {
      for (let at = 1; at <= total; at++) {
        const world_ = world();
        let path = '';
        world_.files.fail = (operation, name, target) => {
          if (operation !== at) return undefined;
          path = `${name} ${target}`;
          return kind;
        };
        const where = `${kind} at operation ${at}`;
        await play(world_);
        check(world_, `${where} (${path})`);
        await world_.clock.pass(5_000);
        await world_.store.flush();
        await world_.store.dispose();
        check(world_, `${where} (${path}), at the end`);
        assertAccepted(world_, `${where} (${path})`);
      }
    }
  });

  it('promise 12: for a while, from any write on, is said, and ends when the disk allows again', async () => {
    const calm = world();
    await play(calm);
    const total = calm.files.operations;
    for (const kind of kinds) {
      for (let at = 1; at <= total; at++) {
        const world_ = world();
        let full = true;
        world_.files.fail = (operation) => {
          if (!full || operation < at) return undefined;
          return kind;
        };
        const where = `${kind} from operation ${at} on`;
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
      }
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

/** Deltas that were accepted are on disk in the end, once each, where the message that they belong to was kept. */
function assertAccepted({ files, told }: World, where: string): void {
  const message = onDisk(files, 'a')?.messages.find(({ id }) => id === 'm');
  if (message === undefined) return;
  const text = told.accepted.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  assert.equal(message.text, text, `${where}: the answer`);
}
