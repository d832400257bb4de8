import assert from 'node:assert/strict';
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createNodeFiles } from '../../../src/node/files.ts';
import { createOpenFileCache } from '../../../src/node/openFileCache.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const durable = { sync: true };

describe('a file that is kept open between two writes', () => {
  let root = '';
  const read = (name: string) => fs.readFile(path.join(root, name), 'utf8');
  /** Numbers and paths of the open files of this test. */
  const open = async () => {
    const names = await fs.readdir('/proc/self/fd');
    const all = names.map(async (name) => {
      return [name, await fs.readlink(`/proc/self/fd/${name}`).catch(() => '')] as const;
    });
    return (await Promise.all(all)).filter(([, target]) => target.startsWith(root));
  };
  const openFiles = async () => (await open()).length;
  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(await fs.realpath(os.tmpdir()), 'laplas-kept-'));
  });
  afterEach(() => fs.rm(root, { recursive: true, force: true }));

  it('promise 11: is found again by its name when another window has put a new one there', async () => {
    const [one, two] = [createNodeFiles(root), createNodeFiles(root)];
    await one.append('a', bytes('one '), durable);
    await two.replace('a', bytes('anew '));
    await one.append('a', bytes('two'), durable);
    assert.equal(await read('a'), 'anew two');
    await one.append('a', bytes(' three'), durable);
    assert.equal(await read('a'), 'anew two three');
    await one.close('a');
  });

  it('promise 11: is made anew when another window has moved it away', async () => {
    const [one, two] = [createNodeFiles(root), createNodeFiles(root)];
    await one.append('a', bytes('one'), durable);
    await two.rename('a', 'b');
    await one.append('a', bytes('two'), durable);
    assert.equal(await read('a'), 'two');
    await one.close('a');
  });

  it('promise 9: says that a line is kept only when it is synced', async () => {
    let synced: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (synced = resolve));
    let release: () => void = () => undefined;
    const kept = createOpenFileCache(async (full) => {
      const handle = await fs.open(full, 'a');
      handle.sync = () => {
        synced();
        return new Promise((resolve) => (release = resolve));
      };
      return handle;
    });
    let done = false;
    const line = kept.append(path.join(root, 'a'), bytes('x')).then(() => (done = true));
    await begun;
    assert.equal(await read('a'), 'x');
    assert.equal(done, false);
    release();
    await line;
    await kept.close(path.join(root, 'a'));
  });

  it('promise 9: writes through to the disk where it does not sync after it', async function () {
    // What a file was opened with is the system's to say.
    if (process.platform !== 'linux') return;
    const files = createNodeFiles(root);
    await files.append('a', bytes('x'), durable);
    const [name] = (await open()).find(([, target]) => target === path.join(root, 'a')) ?? [];
    const info = await fs.readFile(`/proc/self/fdinfo/${name}`, 'utf8');
    const flags = Number.parseInt(/^flags:\s+(\d+)$/m.exec(info)?.[1] ?? '', 8);
    assert.equal(flags & constants.O_DSYNC, constants.O_DSYNC);
    await files.close('a');
  });

  it('takes the writes of two windows, one after the other', async () => {
    const windows = [createNodeFiles(root), createNodeFiles(root)];
    for (let line = 0; line < 10; line++) {
      await windows[line % 2]?.append('a', bytes(`${line}`), durable);
    }
    assert.equal(await read('a'), '0123456789');
    for (const window of windows) await window.close('a');
  });

  it('is let go of by whoever replaces, moves, removes or closes it', async function () {
    // The list of open files is the system's.
    if (process.platform !== 'linux') return;
    const files = createNodeFiles(root);
    for (const end of [
      () => files.replace('a', bytes('new')),
      () => files.rename('a', 'b'),
      () => files.remove('a'),
      () => files.close('a'),
    ]) {
      await files.append('a', bytes('x'), durable);
      await files.append('a', bytes('y'), durable);
      assert.equal(await openFiles(), 1);
      await end();
      assert.equal(await openFiles(), 0);
    }
    assert.equal(await read('a'), 'xy');
    assert.equal(await read('b'), 'newxy');
  });

  it('is not kept where it cannot be found by its name', async function () {
    if (process.platform === 'win32') return;
    const files = createNodeFiles(root);
    await files.append('a', bytes('x'), durable);
    await fs.rm(path.join(root, 'a'));
    await fs.symlink('a', path.join(root, 'a'));
    await assert.rejects(files.append('a', bytes('y'), durable), /ELOOP/);
    await fs.rm(path.join(root, 'a'));
    await files.append('a', bytes('z'), durable);
    assert.equal(await read('a'), 'z');
    await files.close('a');
  });

  it('is not kept where a write failed', async () => {
    const files = createNodeFiles(root);
    await fs.mkdir(path.join(root, 'a'));
    await assert.rejects(files.append('a', bytes('x'), durable));
    await fs.rmdir(path.join(root, 'a'));
    await files.append('a', bytes('y'), durable);
    assert.equal(await read('a'), 'y');
    await files.close('a');
  });
});
