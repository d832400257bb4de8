import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RequestMessage } from '../../../src/core/api/types.ts';
import { fitDiff, leftOutText } from '../../../src/core/commitMessage/diffBudget.ts';
import { newFile, parseDiff } from '../../../src/core/commitMessage/diff.ts';
import { commitMessages, extractMessage } from '../../../src/core/commitMessage/commitPrompt.ts';
import { estimateTokens } from '../../../src/core/request/tokens.ts';

/** What git itself says of 40 changed files, one of them binary, one of 10,000 lines. */
function fortyFiles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-commit-'));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  try {
    git('init', '-q');
    for (let i = 0; i < 36; i++) write(`src/file ${i}.ts`, `export const a${i} = ${i};\n`);
    write('logo.png', Buffer.from([0x89, 0x50, 0, 1]));
    write('old name.txt', 'moved\n'.repeat(20));
    write('gone.txt', 'diff --git a/no b/no\n--- a/no\n+++ b/no\n');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'first');
    for (let i = 0; i < 36; i++) write(`src/file ${i}.ts`, `export const a${i} = ${i + 1};\n`);
    write('logo.png', Buffer.from([0x89, 0x50, 0, 2]));
    write('data.csv', 'a,b,c\n'.repeat(10_000));
    git('mv', 'old name.txt', 'new name.txt');
    git('rm', '-q', 'gone.txt');
    git('add', '.');
    return git('diff', '--cached', '-M');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a commit message', () => {
  const diff = fortyFiles();
  const files = parseDiff(diff);

  it('is about every file of the diff, by its path and change', () => {
    assert.equal(files.length, 40);
    const by = (path: string) => files.find((file) => file.path === path);
    assert.deepEqual(by('src/file 7.ts'), {
      path: 'src/file 7.ts',
      change: 'changed',
      binary: false,
      added: 1,
      removed: 1,
      hunks: '@@ -1 +1 @@\n-export const a7 = 7;\n+export const a7 = 8;',
    });
    assert.equal(by('logo.png')?.binary, true);
    assert.equal(by('data.csv')?.added, 10_000);
    assert.equal(by('new name.txt')?.change, 'renamed');
    assert.equal(by('gone.txt')?.change, 'deleted');
    assert.equal(by('gone.txt')?.removed, 3);
  });

  it('sees the small files whole and the beginning of the long one, within its budget', () => {
    const { text, leftOut } = fitDiff(files, 4_000);
    for (let i = 0; i < 36; i++) assert.ok(text.includes(`+export const a${i} = ${i + 1};`));
    assert.ok(estimateTokens(text) < 5_000, String(estimateTokens(text)));
    assert.match(text, /^changed logo\.png \(\+0 -0, binary: its content is left out\)$/m);
    const csv = leftOut.find(({ path }) => path === 'data.csv');
    assert.equal(csv?.lines?.all, 10_001);
    assert.match(text, new RegExp(`^\\[${csv?.lines?.hidden} of 10001 lines of this file`, 'm'));
    assert.match(
      leftOutText(leftOut) ?? '',
      /^The model did not see all of logo\.png \(binary\), data\.csv \(\d+ of 10001 lines left out\)\.$/,
    );
  });

  it('shows nothing of private and generated files but their names', () => {
    const secret = newFile('.env', 'KEY=abc\n');
    const lock = newFile('sub/package-lock.json', '{ "lock": 1 }');
    const { text, leftOut } = fitDiff([secret, lock], 1_000, (path) => path === '.env');
    assert.doesNotMatch(text, /abc|"lock"/);
    assert.deepEqual(
      leftOut.map(({ why }) => why),
      ['private', 'generated'],
    );
  });

  it('names thousands of files where there is no room for more', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => newFile(`f${i}.txt`, 'word '.repeat(60)));
    const { text, leftOut } = fitDiff(many, 4_000);
    assert.ok(text.includes('added f2999.txt (+1 -0)'));
    assert.match(leftOutText(leftOut) ?? '', / and 2995 more\.$/);
  });

  it('says nothing of what was left out where nothing was', () => {
    const { text, leftOut } = fitDiff([newFile('a.txt', 'x')], 1_000);
    assert.equal(text, 'added a.txt (+1 -0)\n@@ -0,0 +1,1 @@\n+x');
    assert.equal(leftOutText(leftOut), undefined);
  });

  it('is asked for with the latest subjects, what was begun, and the language that is set', () => {
    const prompt = { diff: '+x', recent: ['Add a'], begun: 'Fix', language: '', addition: '' };
    const [system, user] = commitMessages(prompt).map(textOf);
    assert.match(system ?? '', /language and the style of the latest commits/);
    assert.match(
      user ?? '',
      /^The latest commits:\n- Add a\n\n.*\n```\nFix\n```\n\n.*\n```diff\n\+x\n```$/,
    );
    const [german] = commitMessages({
      ...prompt,
      language: 'Deutsch',
      addition: 'Name the ticket.',
    }).map(textOf);
    assert.match(german ?? '', /Write in Deutsch[^]*\n\nName the ticket\.$/);
  });

  it('is the answer without what a model likes to put around it, at every moment', () => {
    assert.equal(extractMessage('Add a\n\nBecause.\n'), 'Add a\n\nBecause.');
    assert.equal(extractMessage('```text\nAdd a\n```\nDone.'), 'Add a');
    assert.equal(extractMessage('"Add a"'), 'Add a');
    assert.equal(extractMessage('Commit message: Add a'), 'Add a');
    assert.equal(extractMessage('Add `a` and `b`'), 'Add `a` and `b`');
    assert.equal(extractMessage('``'), '');
    assert.equal(extractMessage('```'), '');
    assert.equal(extractMessage('```\nAdd'), 'Add');
  });
});

function textOf({ content }: RequestMessage): string {
  assert.ok(typeof content === 'string');
  return content;
}
