import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLoader, LoadError } from '../../../src/core/base/loader.ts';

describe('a part that is loaded when it is first used', () => {
  it('is loaded once, however many ask for it at once', async () => {
    let loads = 0;
    const part = createLoader(() => Promise.resolve(++loads));
    assert.equal(part.started, undefined);
    assert.deepEqual(await Promise.all([part.load(), part.load()]), [1, 1]);
    assert.equal(await part.load(), 1);
    assert.notEqual(part.started, undefined);
  });

  // A file of the extension that an update took away: microsoft/vscode#282196, microsoft/vscode#276700.
  it('is tried again after a failure, which says what to do', async () => {
    let isThere = false;
    const part = createLoader(() =>
      isThere ? Promise.resolve('part') : Promise.reject(new Error('Cannot find module')),
    );
    const both = await Promise.allSettled([part.load(), part.load()]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await assert.rejects(part.load(), (error: unknown) => {
      assert.ok(error instanceof LoadError);
      assert.match(error.message, /couldn’t be loaded.*Reload the window/);
      return true;
    });
    assert.equal(part.started, undefined);
    isThere = true;
    assert.equal(await part.load(), 'part');
  });

  it('is tried again where what it imports throws before it waits for anything', async () => {
    let tries = 0;
    const part = createLoader((): Promise<string> => {
      if (++tries === 1) throw new Error('half written');
      return Promise.resolve('part');
    });
    await assert.rejects(part.load(), LoadError);
    assert.equal(await part.load(), 'part');
  });

  it('is kept by a loader, and by nothing that would keep a failure', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [name, readFileSync(join('src', name), 'utf8')] as const);
    const keeping = sources.filter(([, text]) => /\?\?=[^;]*\bimport\(/.test(text));
    assert.deepEqual(
      keeping.map(([name]) => name),
      [],
    );
  });
});
