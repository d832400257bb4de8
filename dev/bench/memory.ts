/**
 * Measures memory after a response of 50,000 tokens, and per conversation that was opened and left.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { panelOf } from '../vscode/drive.ts';
import type { LaplasWindow } from '../vscode/window.ts';
import { heapExtension, hostHeap, pageHeap } from './heaps.ts';
import { ask, delta, end, importChats, inPanel, newChat, openChat } from './panel.ts';
import { answer } from './paintText.ts';
import { spread, type Spread } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';

/** Maximum per conversation in KB of 1,000 bytes (performance.md of the design). */
const goal = 100;
const conversations = 50;
const messagesEach = 20;
const tokens = 50_000;

/** In MB of 1,000,000 bytes. */
interface Heaps {
  readonly panel: number;
  readonly host: number;
}

export async function run(options: BenchOptions): Promise<BenchResult> {
  options.say('opens a window');
  const folder = await mkdtemp(join(tmpdir(), 'laplas-memory-'));
  try {
    const extension = await heapExtension(folder);
    return await inPanel((window) => measured(window, extension, options), {
      beside: [extension],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(
  window: LaplasWindow,
  extension: string,
  { rounds, say }: BenchOptions,
): Promise<BenchResult> {
  const { page } = window;
  const heaps = async (): Promise<Heaps> => {
    const host = (await hostHeap(page, extension)) / 1e6;
    return { panel: (await pageHeap(page)) / 1e6, host };
  };
  say('imports chats');
  const names = await importChats(
    window,
    Array.from({ length: conversations }, () => messagesEach),
  );
  // The first pass also fills what all chats share, such as the chat list. Later passes should add
  // nothing.
  const passes: Heaps[] = [];
  for (let pass = 0; pass <= rounds; pass += 1) {
    say(
      `opens and leaves ${conversations} chats, ${pass === 0 ? 'uncounted' : `pass ${pass} of ${rounds}`}`,
    );
    for (const name of names) await openChat(page, name);
    await newChat(page);
    passes.push(await heaps());
  }
  say('a long answer');
  await takeLongAnswer(window);
  const withAnswer = await heaps();
  await newChat(page);
  const left = await heaps();

  const each = (key: keyof Heaps): Spread =>
    spread(
      passes
        .slice(1)
        .map(
          (after, pass) => ((after[key] - (passes[pass]?.[key] ?? NaN)) * 1_000) / conversations,
        ),
    );
  const [panel, host] = [each('panel'), each('host')];
  const row = (name: string, of: Heaps | undefined, more: Partial<BenchRow> = {}): BenchRow => ({
    name,
    values: [of?.panel ?? null, of?.host ?? null],
    ...more,
  });
  const last = passes.at(-1);
  return {
    about: `in MB, after a collection: the scripts, nodes and buffers of the window and the panel, and those of the extension host’s scripts, VS Code's own extensions included; ${conversations} conversations of ${messagesEach} messages are opened one after the other, ${rounds} times; KB each is what a time added for each of them`,
    columns: [
      { name: 'panel', digits: 2 },
      { name: 'host', digits: 2 },
      { name: 'panel: KB each', digits: 1, isRatio: true },
      { name: 'host: KB each', digits: 1, isRatio: true },
      { name: 'below' },
    ],
    rows: [
      row(`${conversations} conversations opened and left once`, passes[0]),
      row(`opened and left ${rounds} times more`, last, {
        values: [last?.panel ?? null, last?.host ?? null, panel, host, goal],
        met: panel.median < goal && host.median < goal,
      }),
      row(`with an answer of ${tokens} tokens`, withAnswer),
      row('after that was left', left),
    ],
  };
}

async function takeLongAnswer({ page, api }: LaplasWindow): Promise<void> {
  api.reset();
  const pieces = answer(tokens).match(/[^]{1,64}/g) ?? [];
  api.enqueue({ chunks: [{ utf8: pieces.map(delta).join('') + end }] });
  await ask(page, 'All of it');
  await panelOf(page)
    .locator('.answer[data-state="complete"]')
    .last()
    .waitFor({ timeout: 120_000 });
}
