import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { isFileError } from '../../../src/core/base/fileError.ts';
import type { FileErrorKind } from '../../../src/core/base/ports.ts';
import { createNodeFiles } from '../../../src/node/files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);

function fails(kind: FileErrorKind) {
  return (error: unknown) => {
    assert.ok(isFileError(error), String(error));
    assert.equal(error.kind, kind);
    return true;
  };
}

describe('files on Node', () => {
  let root = '';
  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(os.tmpdir(), 'laplas-files-'));
  });
  afterEach(() => fs.rm(root, { recursive: true, force: true }));

  it('are made with their folders and grow at the end', async () => {
    const files = createNodeFiles(path.join(root, 'deep', 'storage'));
    await files.append('a/b.txt', bytes('one '), { sync: true });
    await files.append('a/b.txt', bytes('two'), { sync: false });
    assert.equal(text(await files.read('a/b.txt')), 'one two');
    assert.equal((await files.stat('a/b.txt')).size, 7);
    assert.deepEqual(await files.list('a'), ['b.txt']);
    assert.deepEqual(await files.list('absent'), []);
    await files.close('a/b.txt');
  });

  it('are replaced as a whole, with nothing left beside them', async () => {
    const files = createNodeFiles(root);
    await files.replace('a.txt', bytes('old'));
    await files.replace('a.txt', bytes('new'));
    assert.equal(text(await files.read('a.txt')), 'new');
    assert.deepEqual(await files.list('.'), ['a.txt']);
  });

  it('are created by one caller of many, and whole at once', async () => {
    const files = createNodeFiles(root);
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => files.create('a.txt', bytes(`by ${index}`))),
    );
    assert.equal(made.filter(Boolean).length, 1);
    assert.equal(text(await files.read('a.txt')), `by ${made.indexOf(true)}`);
    assert.deepEqual(await files.list('.'), ['a.txt']);
  });

  it('are moved and removed', async () => {
    const files = createNodeFiles(root);
    await files.replace('a.txt', bytes('x'));
    await files.rename('a.txt', 'below/b.txt');
    await files.remove('below/b.txt');
    assert.deepEqual(await files.list('below'), []);
    await assert.rejects(files.remove('below/b.txt'), fails('notFound'));
    await assert.rejects(files.rename('a.txt', 'c.txt'), fails('notFound'));
    await assert.rejects(files.read('a.txt'), fails('notFound'));
    await assert.rejects(files.stat('a.txt'), fails('notFound'));
  });

  it('never lie outside the folder', async () => {
    const files = createNodeFiles(root);
    for (const bad of ['../x', 'a/../../x', '/etc/passwd', 'a\0b']) {
      await assert.rejects(files.read(bad), fails('denied'), bad);
      await assert.rejects(files.append(bad, bytes(''), { sync: false }), fails('denied'), bad);
    }
    await files.replace('a.txt', bytes(''));
    await assert.rejects(files.rename('a.txt', '../a.txt'), fails('denied'));
  });

  it('say why the disk refused', async () => {
    const files = createNodeFiles(root);
    await fs.mkdir(path.join(root, 'folder'));
    await assert.rejects(files.append('folder', bytes('x'), { sync: true }), fails('other'));
    await files.replace('a.txt', bytes('x'));
    await assert.rejects(files.replace('a.txt/b', bytes('x')), fails('notFound'));
  });
});
