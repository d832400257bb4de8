import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fitDiff } from '../../../src/core/commitMessage/diffBudget.ts';
import { parseDiff } from '../../../src/core/commitMessage/diff.ts';

const names = ['schlüssel.txt', 'b/two words.txt', 'tab\tand "quotes".txt', 'plain.txt'];

describe('a diff that git writes', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laplas-diff-'));
    git('init', '-q', '-b', 'main');
    for (const name of names) write(name, 'one\ntwo\n');
    write('ключ.bin', Buffer.from([0, 1]));
    commit();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function git(...args: readonly string[]): string {
    return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    });
  }
  function write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  function commit(): void {
    git('add', '.');
    git('commit', '-qm', 'next');
  }
  const pathsOf = (diff: string): readonly (string | undefined)[] =>
    parseDiff(diff)
      .map(({ path }) => path)
      .sort();

  for (const config of [
    'diff.mnemonicPrefix=false',
    'diff.mnemonicPrefix=true',
    'diff.noprefix=true',
    'core.quotePath=false',
    'diff.suppressBlankEmpty=true',
  ]) {
    it(`names each file as the disk does, with ${config}`, () => {
      for (const name of names) write(name, 'one\n\nthree\n');
      write('ключ.bin', Buffer.from([0, 2]));
      const diff = git('-c', config, 'diff');
      assert.deepEqual(pathsOf(diff), [...names, 'ключ.bin'].sort());
      for (const { path, added, removed, hunks } of parseDiff(diff)) {
        if (path === 'ключ.bin') continue;
        assert.deepEqual([added, removed], [2, 1], path);
        assert.match(hunks, /\+three$/);
      }
    });

    it(`names what came, went and moved, with ${config}`, () => {
      git('mv', 'b/two words.txt', 'neuer Schlüssel.txt');
      git('rm', '-q', 'schlüssel.txt');
      write('leer.txt', '');
      write('b/ä b/ä', 'new\n');
      git('add', '.');
      const files = parseDiff(git('-c', config, 'diff', '--cached', '-M'));
      assert.deepEqual(
        files.map(({ change, path, from }) => [change, path, from]).sort(),
        [
          ['added', 'b/ä b/ä', undefined],
          ['added', 'leer.txt', undefined],
          ['deleted', 'schlüssel.txt', undefined],
          ['renamed', 'neuer Schlüssel.txt', 'b/two words.txt'],
        ].sort(),
      );
    });
  }

  it('sends nothing of a private file, by whatever name it goes there', () => {
    write('schlüssel.txt', 'SECRET\n');
    git('mv', 'b/two words.txt', 'three words.txt');
    write('three words.txt', 'one\ntwo\nMOVED\n');
    git('add', '.');
    const secret = new Set(['schlüssel.txt', 'b/two words.txt']);
    for (const config of ['a.b=c', 'diff.mnemonicPrefix=true', 'diff.noprefix=true']) {
      const files = parseDiff(git('-c', config, 'diff', '--cached', '-M40'));
      const { text, leftOut } = fitDiff(files, 1_000, (path) => secret.has(path));
      assert.doesNotMatch(text, /SECRET|MOVED/, config);
      assert.deepEqual(leftOut.map(({ path }) => path).sort(), [
        'schlüssel.txt',
        'three words.txt',
      ]);
    }
  });

  it('has the files of a merge that conflicts, with the lines of both sides', () => {
    git('checkout', '-qb', 'other');
    write('schlüssel.txt', 'theirs\ntwo\n');
    commit();
    git('checkout', '-q', 'main');
    write('schlüssel.txt', 'ours\ntwo\n');
    commit();
    assert.throws(() => git('merge', '-q', 'other'));
    write('plain.txt', 'one\n');
    const diff = git('-c', 'diff.mnemonicPrefix=true', 'diff');
    const [merged, plain] = parseDiff(diff);
    assert.deepEqual([plain?.path, plain?.removed], ['plain.txt', 1]);
    assert.deepEqual([merged?.path, merged?.added, merged?.removed], ['schlüssel.txt', 5, 0]);
    assert.match(merged?.hunks ?? '', /^@@@ [^]*ours[^]*theirs/);
  });

  it('gives to no file what a tool of the user’s wrote after it', () => {
    write('.gitattributes', 'schlüssel.txt diff=own\n');
    commit();
    write('plain.txt', 'one\n');
    write('schlüssel.txt', 'SECRET\n');
    write('b/two words.txt', 'one\n');
    const diff = git('-c', 'diff.own.command=printf "+SECRET\\n"; :', 'diff');
    assert.match(diff, /SECRET/);
    assert.deepEqual(pathsOf(diff), ['b/two words.txt', 'plain.txt']);
    assert.doesNotMatch(fitDiff(parseDiff(diff), 1_000).text, /SECRET/);
  });

  it('takes no text of a file for the beginning of the next one', () => {
    const forged = 'x\rdiff --git a/README b/README\r@@ -1 +1 @@\r+SECRET\n';
    write('plain.txt', forged);
    const [file, ...others] = parseDiff(git('diff'));
    assert.deepEqual([file?.path, others], ['plain.txt', []]);
  });

  it('is of no file where an external tool shows it', () => {
    write('plain.txt', 'one\n');
    assert.deepEqual(parseDiff(git('-c', 'diff.external=echo', 'diff')), []);
  });
});

describe('a file whose name cannot be read', () => {
  for (const header of [
    'diff --git a/x b/y',
    'diff --git "a/\\377" "b/\\377"',
    'diff --git a/x x/x b/x x/x x',
  ]) {
    it(`is private: ${header}`, () => {
      const files = parseDiff(`${header}\nindex 1..2\n@@ -1 +1 @@\n-a\n+SECRET\n`);
      assert.equal(files.length, 1);
      const { text, leftOut } = fitDiff(files, 1_000);
      assert.doesNotMatch(text, /SECRET/);
      assert.deepEqual(leftOut, [{ path: 'a file whose name cannot be read', why: 'private' }]);
    });
  }
});
