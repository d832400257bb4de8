/** Keeping chats: opening, searching and adding among many, against one JSON file rewritten whole and against a bare write and `fsync`. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, open as openFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatEvent, Conversation } from '../../src/core/chat/conversation.ts';
import { reduce } from '../../src/core/chat/reduce.ts';
import { createHistory } from '../../src/core/history/history.ts';
import { encode } from '../../src/core/history/journal.ts';
import type { ConversationStore } from '../../src/core/history/store.ts';
import { systemClock } from '../../src/host/platform.ts';
import { createNodeFiles } from '../../src/node/files.ts';
import { measure, showSpread, spread } from './table.ts';
import type { BenchOptions, BenchResult, Spread } from './table.ts';

const conversations = 1_000;
const messages = 100;
const few = 10;
/** Appends in each round. They take turns one by one: what a disk takes for an `fsync` changes from one second to the next. */
const appends = 40;

export async function run({ rounds }: BenchOptions): Promise<BenchResult> {
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
    // The index is made once, as after a first start.
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
    const adding = await inTurns(rounds * appends, {
      bare: async () => {
        await bare.write(line);
        await bare.sync();
      },
      append: () => many.append('chat-0', message('x'), { durable: true }),
      appendFew: () => some.append('chat-0', message('x'), { durable: true }),
    });
    const others = await measure(rounds, {
      rewrite: () =>
        elapsed(() => {
          all[0] = added(all[0], message(randomUUID()));
          const file = openSync(`${whole}.new`, 'w');
          writeSync(file, JSON.stringify(all));
          fsyncSync(file);
          closeSync(file);
        }),
      start: () =>
        elapsed(async () => {
          const store = open('many');
          await store.list();
          await store.open('chat-7');
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
      searchFirst: () => elapsed(() => open('many').search('needle', 10)),
      search: () => elapsed(() => many.search('needle', 10)),
      searchWhole: () =>
        elapsed(() => {
          const parsed = JSON.parse(readFileSync(whole, 'utf8')) as Conversation[];
          parsed.flatMap((each) => each.messages.filter(({ text }) => /needle/iu.test(text)));
        }),
    });
    const times = { ...adding, ...others };
    await bare.close();
    await many.dispose();
    await some.dispose();
    const row = (
      name: string,
      key: keyof typeof times,
      base: keyof typeof times,
      goal?: number,
    ) => {
      const ratio = times[key].median / times[base].median;
      return {
        name,
        values: [showSpread(times[key], 2), ratio, goal === undefined ? '' : `<= ${goal}`],
        ...(goal === undefined ? {} : { met: ratio <= goal }),
      };
    };
    return {
      about: `${conversations} chats of ${messages} messages, ${(JSON.stringify(all).length / 1e6).toFixed(0)} MB; time by the clock, medians of ${rounds}, of ${rounds * appends} for adding`,
      columns: ['ms', 'x', 'limit'],
      rows: [
        row('add: bare write and fsync, not blocking', 'bare', 'bare'),
        row('add: ours', 'append', 'bare', 1.5),
        row(`add: ours, against ours among ${few} chats`, 'append', 'appendFew', 1.3),
        row('add: one JSON file rewritten', 'rewrite', 'bare'),
        row('start and open one: one JSON file', 'parse', 'parse'),
        row('start and open one: ours', 'start', 'parse', 1),
        row('start and list: ours, without the index', 'rebuild', 'parse'),
        row('search: one JSON file', 'searchWhole', 'searchWhole'),
        row('search: ours, first', 'searchFirst', 'searchWhole'),
        row('search: ours, again', 'search', 'searchWhole', 1),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds. */
async function elapsed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of each of `count` runs: one of each way, then the next of each. */
async function inTurns<Name extends string>(
  count: number,
  ways: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, Spread>> {
  const names = Object.keys(ways) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let run = 0; run < count; run++) {
    // Whoever comes first after the other work of a turn must not always be the same.
    for (const offset of names.keys()) {
      const name = names[(run + offset) % names.length];
      if (name !== undefined) samples.get(name)?.push(await elapsed(ways[name]));
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(samples.get(name) ?? [])])) as Record<
    Name,
    Spread
  >;
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
