/**
 * Measures the history: opening, searching and adding among many chats, against rewriting one JSON
 * file and against a bare write and `fsync`.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { mkdir, mkdtemp, open as openFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatEvent, Conversation } from '../../src/core/model/conversation.ts';
import { reduce } from '../../src/core/model/reduce.ts';
import { createHistory } from '../../src/core/history/conversationStore.ts';
import { encode } from '../../src/core/history/journal.ts';
import type { ConversationStore } from '../../src/core/history/storeTypes.ts';
import { systemClock } from '../../src/host/base/platform.ts';
import { createNodeFiles } from '../../src/node/files.ts';
import { pair } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { measure } from './turns.ts';

const conversations = 1_000;
const messages = 100;
const few = 10;
/**
 * Appends per round; the round's sample is their median. The ways alternate after each append,
 * because the time that a disk takes for an `fsync` changes from one second to the next.
 */
const appends = 40;

export async function run(options: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'laplas-bench-history-'));
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const open = (name: string): ConversationStore =>
    createHistory({
      files: createNodeFiles(join(folder, name)),
      clock: systemClock,
      log: quiet,
      newId: () => randomUUID(),
    });
  try {
    const all = await fill(join(folder, 'many'), conversations);
    await fill(join(folder, 'few'), few);
    const whole = join(folder, 'whole.json');
    await writeFile(whole, JSON.stringify(all));
    const list = join(folder, 'list.json');
    await writeFile(list, JSON.stringify(listOf(all)));
    await mkdir(join(folder, 'each'));
    for (const each of all)
      await writeFile(join(folder, 'each', `${each.id}.json`), JSON.stringify(each));
    // Build the index once, as on a first start.
    const first = open('many');
    await first.list();
    await first.dispose();

    const many = open('many');
    const some = open('few');
    await many.append('chat-0', message('warm'), { durable: true });
    await some.append('chat-0', message('warm'), { durable: true });
    await many.search('warm', 10);
    const bare = await openFile(join(folder, 'bare.jsonl'), 'a');
    const line = encode([message('bare')], 'writer', 1);
    const adding = await measure(
      options,
      {
        bare: () =>
          elapsed(async () => {
            await bare.write(line);
            await bare.sync();
          }),
        append: () => elapsed(() => many.append('chat-0', message('x'), { durable: true })),
        appendFew: () => elapsed(() => some.append('chat-0', message('x'), { durable: true })),
      },
      { turns: appends, unmeasured: 0, what: 'adding' },
    );
    const others = await measure(options, {
      rewrite: () =>
        elapsed(() => {
          all[0] = added(all[0], message(randomUUID()));
          writeWhole(`${whole}.new`, JSON.stringify(all));
        }),
      rewriteOne: () =>
        elapsed(() => {
          all[0] = added(all[0], message(randomUUID()));
          writeWhole(join(folder, 'each/chat-0.json'), JSON.stringify(all[0]));
          writeWhole(list, JSON.stringify(listOf(all)));
        }),
      start: () =>
        elapsedIn(open('many'), async (store) => {
          await store.list();
          await store.open('chat-7');
        }),
      startEach: () =>
        elapsed(() => {
          JSON.parse(readFileSync(list, 'utf8'));
          JSON.parse(readFileSync(join(folder, 'each/chat-7.json'), 'utf8'));
        }),
      rebuild: () =>
        elapsed(async () => {
          rmSync(join(folder, 'many', 'index'), { force: true });
          const store = open('many');
          await store.list();
          await store.dispose();
        }),
      parse: () =>
        elapsed(() => {
          JSON.parse(readFileSync(whole, 'utf8'));
        }),
      searchFirst: () => elapsedIn(open('many'), (store) => store.search('needle', 10)),
      search: () => elapsed(() => many.search('needle', 10)),
      searchWhole: () =>
        elapsed(() => {
          const parsed = JSON.parse(readFileSync(whole, 'utf8')) as Conversation[];
          parsed.flatMap((each) => each.messages.filter(({ text }) => /needle/iu.test(text)));
        }),
      searchEach: () =>
        elapsed(() => {
          for (const name of readdirSync(join(folder, 'each'))) {
            const each = JSON.parse(
              readFileSync(join(folder, 'each', name), 'utf8'),
            ) as Conversation;
            each.messages.filter(({ text }) => /needle/iu.test(text));
          }
        }),
    });
    const times = { ...adding, ...others };
    await bare.close();
    await many.dispose();
    await some.dispose();
    type Key = keyof typeof times;
    const row = (name: string, key: Key, base: Key, goal?: number): BenchRow => {
      const ratio = pair(times[key], times[base]);
      return {
        name,
        values: [times[key], key === base ? 1 : ratio, goal ?? null],
        ...(goal === undefined ? {} : { met: ratio.median <= goal }),
      };
    };
    return {
      about: `${conversations} chats of ${messages} messages, ${(JSON.stringify(all).length / 1e6).toFixed(0)} MB; time by the clock; of adding, the median of ${appends} in each round`,
      columns: [
        { name: 'ms', digits: 2 },
        { name: 'x', digits: 2, isRatio: true },
        { name: 'at most' },
      ],
      rows: [
        row('add: bare write and fsync, not blocking', 'bare', 'bare'),
        row('add: ours', 'append', 'bare', 1.5),
        row(`add: ours, against ours among ${few} chats`, 'append', 'appendFew', 1.3),
        row('add: one JSON file rewritten', 'rewrite', 'bare'),
        row('add: one JSON file a chat, and a list, rewritten', 'rewriteOne', 'bare'),
        row('start and open one: one JSON file', 'parse', 'parse'),
        row('start and open one: one JSON file a chat, and a list', 'startEach', 'parse'),
        row('start and open one: ours', 'start', 'parse', 1),
        row('start and list: ours, without the index', 'rebuild', 'parse'),
        row('search: one JSON file', 'searchWhole', 'searchWhole'),
        row('search: one JSON file a chat', 'searchEach', 'searchWhole'),
        row('search: ours, first', 'searchFirst', 'searchWhole'),
        row('search: ours, again', 'search', 'searchWhole', 1),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Elapsed time in milliseconds. */
async function elapsed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The same with a new store. Disposing it isn't included in the time. */
async function elapsedIn(
  store: ConversationStore,
  work: (store: ConversationStore) => Promise<unknown>,
): Promise<number> {
  try {
    return await elapsed(() => work(store));
  } finally {
    await store.dispose();
  }
}

/** Writes the file and syncs it to disk. */
function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'w');
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
}

/** The fields of the chat list, which Continue stores in a file next to the chats. */
function listOf(all: readonly Conversation[]): readonly object[] {
  return all.map(({ id, title, createdAt }) => ({ id, title, createdAt }));
}

async function fill(folder: string, count: number): Promise<Conversation[]> {
  await mkdir(join(folder, 'chats'), { recursive: true });
  const all: Conversation[] = [];
  for (let chat = 0; chat < count; chat++) {
    const id = `chat-${chat}`;
    const events: ChatEvent[] = [{ type: 'created', at: chat, id, title: `Chat ${chat}` }];
    for (let index = 0; index < messages; index++) {
      events.push(message(`${id}-${index}`, chat === 500 && index === 50 ? 'needle' : ''));
    }
    await writeFile(join(folder, 'chats', `${id}.jsonl`), encode(events, 'writer', 1));
    const conversation = events.reduce<Conversation | undefined>(reduce, undefined);
    if (conversation !== undefined) all.push(conversation);
  }
  return all;
}

function message(id: string, more = ''): ChatEvent {
  return {
    type: 'message',
    at: 1,
    message: {
      id: id === 'x' ? randomUUID() : id,
      parentId: null,
      role: 'user',
      text: `${'The quick brown fox jumps over the lazy dog. '.repeat(10)}${more}`,
      attachments: [],
      state: 'complete',
      createdAt: 1,
    },
  };
}

function added(conversation: Conversation | undefined, event: ChatEvent): Conversation {
  const result = reduce(conversation, event);
  if (result === undefined) throw new Error('no conversation');
  return result;
}
