import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { watchIgnored } from '../../src/host/context/ignored.ts';
import { answerDialogs, restoreSettings, setSetting } from './clientHarness.ts';

describe('the ignore files', () => {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace);
  const top = vscode.Uri.joinPath(workspace.uri, 'ignore-files');
  const write = (path: string, text: string): void => {
    const place = join(top.fsPath, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  };
  /** The ignore rules of a folder that is opened as the only workspace folder. */
  const rulesOf = async (
    path: string,
    limits?: Parameters<typeof watchIgnored>[1],
  ): Promise<(path: string) => boolean> => {
    const ignored = watchIgnored({}, limits);
    const uri = vscode.Uri.joinPath(top, path);
    const rules = await ignored.of({ uri, name: path, index: 0 });
    ignored.dispose();
    return rules;
  };

  afterEach(async () => {
    await restoreSettings();
    await vscode.workspace.fs.delete(top, { recursive: true });
  });

  it('count where files.exclude hides them', async () => {
    write('app/.gitignore', '*.log\n');
    write('app/sub/.laplasignore', 'private\n');
    await setSetting('files.exclude', { '**/.gitignore': true, '**/.laplasignore': true });
    const isIgnored = await rulesOf('app');
    assert.equal(isIgnored('a.log'), true);
    assert.equal(isIgnored('sub/private'), true);
    assert.equal(isIgnored('private'), false);
  });

  it('count above the folder too, up to the top of its repository and no further', async () => {
    write('.gitignore', 'beyond.txt\n');
    write('repository/.git/HEAD', '');
    write('repository/.gitignore', 'secret.txt\n/packages/app/own.txt\n');
    write('repository/packages/.laplasignore', 'private\n');
    write('repository/packages/app/readme.txt', '');
    const isIgnored = await rulesOf('repository/packages/app');
    for (const path of ['secret.txt', 'deep/secret.txt', 'own.txt', 'private/x'])
      assert.equal(isIgnored(path), true, path);
    assert.equal(isIgnored('readme.txt'), false);
    assert.equal(isIgnored('beyond.txt'), false);
  });

  it('of packages are none of the project', async () => {
    write('app/node_modules/a/.gitignore', '*\n');
    write('app/readme.txt', '');
    assert.equal((await rulesOf('app'))('readme.txt'), false);
  });

  it('leave everything out where there are too many to read, and say so', async () => {
    write('app/a/.gitignore', '');
    write('app/b/.gitignore', '');
    const dialogs = answerDialogs({});
    const isIgnored = await rulesOf('app', { ignoreFiles: 1, found: 1 }).finally(() => {
      dialogs.restore();
    });
    assert.equal(isIgnored('readme.txt'), true);
    assert.match(
      String(dialogs.asked[0]?.arguments[0]),
      /^Files in app are hidden because .* more than 1/,
    );
  });

  it('take no place from the project’s own files, and neither do packages', async () => {
    for (let index = 0; index < 50; index++) {
      write(`node_modules/package/${index}.js`, '');
      write(`a-build/${index}.js`, '');
      write(`sub/build/${index}.js`, '');
    }
    write('sub/mine.ts', '');
    write('.gitignore', 'build\n');
    const place = vscode.Uri.joinPath(workspace.uri, 'a-build');
    await vscode.workspace.fs.rename(vscode.Uri.joinPath(top, 'a-build'), place);
    const rules = vscode.Uri.joinPath(workspace.uri, '.gitignore');
    await vscode.workspace.fs.writeFile(rules, Buffer.from('a-build\n'));
    const ignored = watchIgnored({}, { ignoreFiles: 100, found: 60 });
    try {
      const files = (await ignored.files(5)).map(({ path }) => path.split('/').at(-1));
      assert.ok(files.includes('mine.ts'), files.join());
      assert.ok(files.length <= 5);
      assert.deepEqual(
        files.filter((name) => name?.endsWith('.js')),
        [],
      );
    } finally {
      ignored.dispose();
      await vscode.workspace.fs.delete(place, { recursive: true });
      await vscode.workspace.fs.delete(rules);
    }
  });
});
