import assert from 'node:assert/strict';
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { createHistory } from '../../../src/core/history/conversationStore.ts';
import { decode } from '../../../src/core/history/journal.ts';
import { systemClock } from '../../../src/host/base/platform.ts';
import { createNodeFiles } from '../../../src/node/files.ts';
import { seededRandom, soak } from './seeds.ts';
import { counter, silent } from './testing.ts';

type Child = ChildProcessByStdio<null, Readable, null>;

describe('real processes', function () {
  this.timeout(soak(600_000, 60_000));
  let folder = '';
  let program = '';
  const children = new Set<Child>();

  before(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'laplas-windows-'));
    program = path.join(folder, 'window.mjs');
    await build({
      entryPoints: [path.join(import.meta.dirname, 'window.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    });
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await fs.rm(folder, { recursive: true, force: true });
  });

  function start(part: string, root: string, name: string, count = 0): Child {
    const child = spawn(process.execPath, [program, part, root, name, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  }

  /** Runs a window until it has said `lines` lines, and kills it. Returns all it said. */
  async function killAfter(lines: number, root: string, name: string): Promise<readonly string[]> {
    const child = start('stream', root, name);
    const exit = once(child, 'exit');
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      if (said.length === lines) child.kill('SIGKILL');
    }
    await exit;
    return said;
  }

  it('promise 9: killed at any point, a window has lost no message and at most 250 ms of an answer', async () => {
    const { random, seed } = seededRandom();
    const root = path.join(folder, 'killed');
    const kept: string[] = [];
    for (let kill = 0; kill < soak(200, 5); kill++) {
      const said = await killAfter(1 + Math.floor(random() * 120), root, String(kill));
      const where = `seed ${seed}, kill ${kill}`;
      kept.push(...said.flatMap((line) => /^kept (.*)/.exec(line)?.[1] ?? []));
      const store = createHistory({
        files: createNodeFiles(root),
        clock: systemClock,
        log: silent,
        newId: counter(`w-${kill}`),
      });
      const found = await store.open('chat');
      const messages = new Map(found?.conversation.messages.map((each) => [each.id, each]));
      for (const id of kept) assert.ok(messages.has(id), `${where}: ${id} is lost`);
      for (const [id, pieces] of olderThan(250, said)) {
        const text = messages.get(id)?.text ?? '';
        const expected = Array.from({ length: pieces }, (_, piece) => `${piece},`).join('');
        assert.ok(text.startsWith(expected), `${where}: ${id} has ${text}, not ${expected}`);
      }
      assert.equal(found?.warnings.some((warning) => /damaged/.test(warning)) ?? false, false);
      await store.dispose();
      // The dead window's lock counts for ten seconds; the next one is started as if they had passed.
      await fs.rm(path.join(root, 'locks'), { recursive: true, force: true });
    }
    assert.ok(kept.length > 0);
  });

  it('promise 11: four windows that write the same chat and their own lose nothing', async () => {
    const root = path.join(folder, 'crowd');
    const count = soak(1_000, 30);
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map(async (name) => {
        const child = start('crowd', root, name, count);
        child.stdout.resume();
        const [code] = (await once(child, 'exit')) as [number | null];
        assert.equal(code, 0, `window ${name}`);
      }),
    );
    const files = createNodeFiles(root);
    const store = createHistory({ files, clock: systemClock, log: silent, newId: counter('z') });
    assert.equal((await store.list()).length, names.length + 1);
    const found: string[] = [];
    for (const { id } of await store.list()) {
      const opened = await store.open(id);
      assert.deepEqual(opened?.warnings, []);
      assert.equal(decode(await files.read(`chats/${id}.jsonl`)).lost, 0);
      for (const message of opened.conversation.messages) {
        assert.equal(message.text, `Text of ${message.id}............`);
        found.push(message.id);
      }
    }
    const expected = names.flatMap((name) =>
      Array.from({ length: count }, (_, index) => `${name}-${index}`),
    );
    assert.deepEqual(found.sort(), expected.sort());
    assert.deepEqual(await files.list('damaged'), []);
    await store.dispose();
  });
});

/** How many pieces of each answer were accepted more than `ms` of the window's own time before its last line. */
function olderThan(ms: number, said: readonly string[]): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  let ticks = 0;
  for (const line of [...said].reverse()) {
    if (line === 'tick') ticks++;
    const [, id, piece] = /^delta (\S+) (\d+)/.exec(line) ?? [];
    if (id === undefined || ticks * 10 <= ms) continue;
    pieces.set(id, Math.max(pieces.get(id) ?? 0, Number(piece) + 1));
  }
  return pieces;
}
