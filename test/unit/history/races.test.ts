import assert from 'node:assert/strict';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import { isFileError } from '../../../src/core/base/fileError.ts';
import { decode, encode } from '../../../src/core/history/journal.ts';
import type { ConversationStore } from '../../../src/core/history/storeTypes.ts';
import { manualClock } from '../manualClock.ts';
import { createModel } from './model.ts';
import type { Change } from './model.ts';
import { seededRandom, soak } from './seeds.ts';
import type { Machine } from './slowFiles.ts';
import { slowMachine } from './slowFiles.ts';
import { counter, created, delta, memoryFiles, said, silent } from './testing.ts';

const day = 24 * 60 * 60 * 1_000;
/** `old` was deleted so long ago that each window that looks at the list may purge it. */
const chats = ['a', 'b', 'old'] as const;

interface Plan {
  readonly windows: number;
  /** The most milliseconds that a call of the disk takes, and that pass between two things that are asked for. */
  readonly slowness: number;
  readonly gap: number;
  readonly steps: number;
  readonly crashes: boolean;
  readonly changes: readonly Change[];
}

function planned(random: () => number): Plan {
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  const moves = ['remove', 'restore'] as const;
  const all = ['say', 'stream', 'title', 'pin', ...moves, ...moves] as const;
  return {
    windows: pick(1, 2, 3),
    slowness: pick(0, 3, 20),
    gap: pick(0, 10, 300, 3_000),
    steps: pick(4, 12, 30),
    crashes: pick(false, false, true),
    changes: pick<readonly Change[]>(moves, all, all),
  };
}

/** Runs a plan to its end, and holds what is there against what was answered. */
async function run(random: () => number, plan: Plan): Promise<void> {
  const clock = manualClock();
  const disk = memoryFiles(clock);
  let crashed = false;
  /** So much at once that a window may wait for longer than it has patience for. */
  const isCrowded = plan.slowness * plan.steps > 100;
  const newId = counter('w');
  const model = createModel(
    new Map(chats.map((id) => [id, id === 'old' ? 'gone' : 'here'])),
    () => crashed || (plan.windows > 1 && (plan.changes.length > 2 || isCrowded)),
  );
  for (const id of chats) {
    const bytes = encode([created(id, `chat ${id}`), said(`root-${id}`, 'root ')], 'w0', 1);
    const file = { bytes, synced: bytes, modified: clock.now() };
    disk.content.set(id === 'old' ? 'removed/old.jsonl' : `chats/${id}.jsonl`, file);
  }
  const mark = new TextEncoder().encode('.');
  const since = { bytes: mark, synced: mark, modified: clock.now() - 8 * day };
  disk.content.set('removed/old.since', since);

  function machine(): Machine {
    return slowMachine(disk, clock, random, () => Math.floor(random() * (plan.slowness + 1)));
  }
  const start = ({ files, clock: own }: Machine): ConversationStore =>
    createHistory({ files, clock: own, log: silent, newId });
  let machines = Array.from({ length: plan.windows }, machine);
  let stores = machines.map(start);
  /** Numbers of windows: one that is started in place of one that died has another. */
  let numbers = stores.map((_store, index) => index);
  const faults: unknown[] = [];

  /** In a window that dies it is never answered. */
  function ask(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => faults.push(error));
  }

  async function openAndLook(store: ConversationStore, chat: string): Promise<void> {
    const from = model.tick();
    const must = model.said(chat);
    const found = await store.open(chat);
    if (found === undefined) return assert.ok(model.mayBeGone(chat, from), `${chat} is not found`);
    const ids = new Set(found.conversation.messages.map(({ id }) => id));
    for (const id of must) assert.ok(ids.has(id), `${id} of ${chat} is not seen`);
  }

  async function step(index: number): Promise<void> {
    const at = Math.floor(random() * stores.length);
    const [store, window] = [stores[at], numbers[at] ?? at];
    assert.ok(store);
    const chat = chats[Math.floor(random() * chats.length)] ?? 'a';
    const dice = random();
    if (dice < 0.1) return ask(() => openAndLook(store, chat));
    if (dice < 0.15) return ask(() => store.list());
    if (dice < 0.2) return ask(() => store.search('root', 9));
    if (dice < 0.25 && plan.crashes) return restart(at);
    const change = plan.changes[Math.floor(random() * plan.changes.length)] ?? 'say';
    const value = change === 'pin' ? String(random() < 0.5) : `${change}-${index}.`;
    const durable = { durable: true };
    const at_ = clock.now();
    const work: Readonly<Record<Change, () => Promise<void>>> = {
      say: () => store.append(chat, said(value, `word${index}`, null, 'user', at_), durable),
      stream: () => store.append(chat, delta(`root-${chat}`, value, at_), { durable: false }),
      title: () => store.append(chat, { type: 'title', at: at_, title: value }, durable),
      pin: () => store.append(chat, { type: 'pinned', at: at_, pinned: value === 'true' }, durable),
      remove: () => store.remove(chat),
      restore: () => store.restore(chat),
    };
    ask(() => model.call({ window, chat, change, value }, work[change]));
  }

  async function restart(at: number): Promise<void> {
    crashed = true;
    await machines[at]?.crash();
    for (const call of model.calls) {
      // What it had accepted without being durable may be lost with it.
      if (call.window === numbers[at] && call.change === 'stream') call.result = 'lost';
    }
    const next = machine();
    machines = machines.map((each, index) => (index === at ? next : each));
    stores = stores.map((each, index) => (index === at ? start(next) : each));
    numbers = numbers.map((each, index) => (index === at ? Math.max(...numbers) + 1 : each));
  }

  for (let index = 0; index < plan.steps; index++) {
    await step(index);
    await clock.pass(Math.floor(random() * (plan.gap + 1)));
  }
  // Until all is answered, written and told, and the locks of the dead count no more.
  await clock.pass(90_000);
  assert.deepEqual(faults, []);
  const unanswered = model.calls.filter(({ end }) => end === Infinity);
  assert.ok(
    unanswered.every(({ window }) => !numbers.includes(window)),
    'not answered',
  );

  await checkPlaces();
  await checkChats();

  async function checkPlaces(): Promise<void> {
    const here = (await disk.list('chats')).map((name) => name.replace('.jsonl', ''));
    for (const id of chats) {
      const allowed = new Set(model.place(id));
      if (id === 'old' && !disk.content.has('removed/old.jsonl')) continue;
      assert.ok(allowed.has(here.includes(id) ? 'here' : 'gone'), `${id} is at the wrong place`);
      const both = here.includes(id) && disk.content.has(`removed/${id}.jsonl`);
      assert.ok(!both, `${id} is at two places`);
    }
    for (const store of stores) {
      const listed = answered(clock, store.list());
      assert.deepEqual((await listed).map(({ id }) => id).sort(), here.sort());
    }
    assert.deepEqual(await disk.list('damaged'), []);
  }

  async function checkChats(): Promise<void> {
    const [store] = stores;
    assert.ok(store);
    let purged = false;
    for (const id of chats) {
      await answered(clock, store.restore(id)).catch(expectNotFound);
      if (disk.content.has(`chats/${id}.jsonl`)) continue;
      purged = true;
      assert.ok(id === 'old' && model.place(id).has('gone'), `${id} is lost`);
    }
    // Several windows may have something that waits, and each lets go of the lock after five seconds.
    await clock.pass(40_000);
    for (const each of stores) {
      // What it still holds of a chat that has been purged.
      await answered(clock, each.dispose()).catch((error: unknown) => {
        assert.ok(purged, String(error));
        assert.ok(isFileError(error) && ['notFound', 'busy'].includes(error.kind), String(error));
      });
    }
    assert.deepEqual(await disk.list('locks'), []);
    for (const id of chats) {
      const bytes = disk.content.get(`chats/${id}.jsonl`)?.bytes;
      if (bytes === undefined) continue;
      assert.equal(decode(bytes).lost, 0);
      const fresh = start(machine());
      const found = await answered(clock, fresh.open(id));
      model.check(id, found?.conversation);
      const hits = await answered(clock, fresh.search('word', 1_000));
      const hitIds = hits
        .filter(({ summary }) => summary.id === id)
        .map(({ messageId }) => messageId);
      assert.ok(
        model.said(id).every((message) => hitIds.includes(message)),
        `search in ${id}`,
      );
    }
  }
}

function expectNotFound(error: unknown): void {
  assert.ok(isFileError(error) && error.kind === 'notFound', String(error));
}

/** Moves time on until it is answered. */
async function answered<T>(clock: ReturnType<typeof manualClock>, promise: Promise<T>): Promise<T> {
  let done = false;
  const end = promise.finally(() => (done = true));
  end.catch(() => undefined);
  for (let tries = 0; !done && tries < 1_000; tries++) await clock.pass(10);
  assert.ok(done, 'not answered');
  return end;
}

describe('windows that do everything at once, on a slow disk', function () {
  this.timeout(soak(3_600_000, 120_000));
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  before(() => process.on('unhandledRejection', note));
  after(() => process.off('unhandledRejection', note));

  it('promise 11: lose no chat, no message and nothing that was answered', async () => {
    const first = seededRandom().seed;
    const count = process.env['LAPLAS_SEED'] === undefined ? soak(20_000, 150) : 1;
    for (let seed = first; seed < first + count; seed++) {
      const { random } = seededRandom(seed);
      const plan = planned(random);
      try {
        await run(random, plan);
        assert.deepEqual(unhandled, []);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`LAPLAS_SEED=${seed} ${JSON.stringify(plan)}: ${why}`, { cause: error });
      }
    }
  });
});
