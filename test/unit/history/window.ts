/**
 * A process that plays one window, for processes.test.ts: `node window.mjs stream|crowd <folder> <name> <count>`.
 * What it was told by the store, it says on its standard output, a line each.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatEvent } from '../../../src/core/model/conversation.ts';
import { isFileError } from '../../../src/core/base/fileError.ts';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import type { ConversationStore } from '../../../src/core/history/storeTypes.ts';
import { systemClock } from '../../../src/host/base/platform.ts';
import { createNodeFiles } from '../../../src/node/files.ts';
import { created, delta, done, said, silent } from './testing.ts';

const [, , part, folder = '', name = '', count = '0'] = process.argv;

function openStore(): ConversationStore {
  return createHistory({
    files: createNodeFiles(folder),
    clock: systemClock,
    log: silent,
    newId: () => randomUUID(),
  });
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Questions and streamed answers without end, until somebody kills it. A `tick` stands for at least 10 ms of this process's time. */
async function stream(): Promise<void> {
  const store = openStore();
  const keep = (event: ChatEvent, durable: boolean) => store.append('chat', event, { durable });
  if ((await store.open('chat')) === undefined) await keep(created('chat'), false);
  const parent = (await store.open('chat'))?.conversation.head ?? null;
  for (let round = 0; ; round++) {
    const [user, answer] = [`u-${name}-${round}`, `m-${name}-${round}`];
    await keep(said(user, `Question ${round}`, round === 0 ? parent : null), true);
    say(`kept ${user}`);
    await keep(said(answer, '', user, 'assistant'), true);
    say(`kept ${answer}`);
    for (let piece = 0; piece < 40; piece++) {
      void keep(delta(answer, `${piece},`), false);
      say(`delta ${answer} ${piece}`);
      await pause(11);
      say('tick');
    }
    await keep(done(answer), true);
  }
}

/** `count` messages, half to a chat of its own and half to one that all write, in short turns as of a window that is reloaded. */
async function crowd(): Promise<void> {
  let store = openStore();
  for (let index = 0; index < Number(count); index++) {
    if (index % 10 === 0) {
      await store.dispose();
      store = openStore();
    }
    const id = index % 2 === 0 ? 'shared' : `own-${name}`;
    const message = `${name}-${index}`;
    await insist(store, id, created(id));
    await insist(store, id, said(message, `Text of ${message}`, null));
    // Many small lines, so that the file is written anew now and then.
    for (let piece = 0; piece < 12; piece++) await insist(store, id, delta(message, '.'));
    say(`kept ${id} ${message}`);
  }
  await store.dispose();
}

/** As the user would: while another window writes the chat, again and again. */
async function insist(store: ConversationStore, id: string, event: ChatEvent): Promise<void> {
  for (;;) {
    try {
      return await store.append(id, event, { durable: true });
    } catch (error) {
      if (!isFileError(error) || error.kind !== 'busy') throw error;
      await pause(5 + Math.random() * 10);
    }
  }
}

await (part === 'stream' ? stream() : crowd());
