/**
 * Tests Git's other ignore sources, nested repositories, and globs against VS Code's own matching.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { matchesVsCodeGlob } from '../../src/core/context/vscodeGlob.ts';
import { readFolderRules, type FolderRules } from '../../src/host/context/folderRules.ts';
import { watchIgnored } from '../../src/host/context/ignored.ts';
import { restoreSettings, setSetting } from './clientHarness.ts';

describe('the rules of a repository', () => {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace);
  const top = vscode.Uri.joinPath(workspace.uri, 'repositories');
  let home: string;
  const write = (path: string, text = ''): void => {
    const place = join(top.fsPath, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  };
  const git = (folder: string, ...args: readonly string[]): void => {
    mkdirSync(join(top.fsPath, folder), { recursive: true });
    const env = { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', HOME: home };
    execFileSync('git', ['-C', join(top.fsPath, folder), ...args], { env, stdio: 'pipe' });
  };
  const rulesOf = (path: string): Promise<FolderRules> =>
    readFolderRules({ uri: vscode.Uri.joinPath(top, path), name: path, index: 0 }, 1_000, {
      home,
      configs: [join(home, '.gitconfig')],
      ignore: join(home, 'ignore'),
    });

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'laplas-home-'));
  });
  afterEach(async () => {
    await restoreSettings();
    rmSync(home, { recursive: true, force: true });
    rmSync(top.fsPath, { recursive: true, force: true });
  });

  it('are also those of .git/info/exclude and core.excludesFile, in its own case', async () => {
    git('app', 'init', '--quiet');
    write('app/.git/info/exclude', 'local.txt\n');
    writeFileSync(join(home, '.gitconfig'), '[include]\n\tpath = more\n');
    writeFileSync(join(home, 'more'), '[core]\n\texcludesFile = ~/mine\n');
    writeFileSync(join(home, 'mine'), '*.tmp\n');
    const { isIgnored } = await rulesOf('app');
    for (const path of ['local.txt', 'a.tmp', 'deep/b.tmp']) assert.equal(isIgnored(path), true);
    assert.equal(isIgnored('LOCAL.txt'), false);
    git('app', 'config', 'core.ignorecase', 'true');
    assert.equal((await rulesOf('app')).isIgnored('LOCAL.txt'), true);
  });

  it('are those of the user’s usual file where none is named', async () => {
    git('app', 'init', '--quiet');
    writeFileSync(join(home, 'ignore'), '*.bak\n');
    assert.equal((await rulesOf('app')).isIgnored('a.bak'), true);
  });

  it('end where a repository in it begins, and hold in a second work tree', async () => {
    git('app', 'init', '--quiet');
    git(
      'app',
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'x',
    );
    git('app', 'worktree', 'add', '--quiet', '../tree');
    write('app/.git/info/exclude', 'shared.txt\n');
    assert.equal((await rulesOf('tree')).isIgnored('shared.txt'), true);
    write('app/.gitignore', '*.log\n');
    git('app/inner', 'init', '--quiet');
    write('app/inner/.git/info/exclude', '*.o\n');
    const { isIgnored } = await rulesOf('app');
    assert.equal(isIgnored('a.log'), true);
    assert.equal(isIgnored('inner/a.log'), false);
    assert.equal(isIgnored('inner/a.o'), true);
    assert.equal(isIgnored('a.o'), false);
  });

  it('hide by files.exclude beside another file, as VS Code does', async () => {
    await setSetting('files.exclude', { '**/*.js': { when: '$(basename).ts' } });
    write('app/a.ts');
    write('app/a.js');
    write('app/b.js');
    const ignored = watchIgnored();
    try {
      const isIgnored = (name: string) => ignored.isIgnored(vscode.Uri.joinPath(top, 'app', name));
      assert.deepEqual(
        [await isIgnored('a.js'), await isIgnored('b.js'), await isIgnored('a.ts')],
        [true, false, false],
      );
    } finally {
      ignored.dispose();
    }
  });

  it('read globs as VS Code reads them', () => {
    const globs = [
      ...['temp', '*.js', '**/*.js', '**/temp', 'temp/**', '**/temp/**', '**', '*', '#old', '!x'],
      ...[
        '{a,b}.ts',
        '**/*.{js,{ts,tsx}}',
        'src/{a,temp}/**',
        'a?.ts',
        '[ab].ts',
        '[!a].ts',
        '[a-c].ts',
      ],
      ...[
        'src/**/a.ts',
        'src/*',
        'src/*/a.ts',
        '**/src/**/a.ts',
        'te*',
        '{temp,src/temp}',
        '**/.*',
      ],
      ...['*.*', 'src/temp/a.ts', '**/a.{ts}', 'a**b', '**/[#!]*', '{**/a.ts,b.ts}', '{a'],
    ];
    const paths = [
      ...[
        'temp',
        'src/temp',
        'src/temp/a.ts',
        'temp/a.js',
        'a.js',
        'src/a.js',
        'a.ts',
        'b.ts',
        'c.ts',
      ],
      ...[
        'src/a.ts',
        'src/x/y/a.ts',
        '#old',
        '!x',
        'a/#x',
        '.env',
        'src/.env',
        'ab.ts',
        'axb',
        'a/xb',
      ],
      ...['x.tsx', 'src', 'template', '{a', 'src/temp/deep/b.tsx'],
    ];
    const wrong: string[] = [];
    for (const glob of globs)
      for (const path of paths) {
        const document = { uri: vscode.Uri.joinPath(workspace.uri, path), languageId: 'x' };
        const pattern = new vscode.RelativePattern(workspace, glob);
        const byCode = vscode.languages.match({ pattern }, document as vscode.TextDocument) > 0;
        if (matchesVsCodeGlob(glob, path) !== byCode) wrong.push(`${glob} ${path}: ${byCode}`);
      }
    assert.deepEqual(wrong, []);
  });
});
