import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chooseRepository, findGit, type Git } from '../../src/host/commitMessage/git.ts';
import { restoreSettings, setSetting } from './clientHarness.ts';
import { closeAll, until } from './rewriteHarness.ts';

describe('the Git extension', () => {
  const { getExtension } = vscode.extensions;
  /** Replaces VS Code's Git extension. */
  function playExtension(activate?: () => Promise<unknown>): void {
    Object.assign(vscode.extensions, {
      getExtension: () => activate && { activate },
    });
  }
  async function reason(): Promise<string> {
    const found = await findGit();
    return typeof found === 'string' ? found : 'it was found';
  }
  afterEach(async () => {
    Object.assign(vscode.extensions, { getExtension });
    await restoreSettings();
  });

  it('is found where it has an API', async () => {
    const api = { repositories: [], state: 'initialized' };
    playExtension(() =>
      Promise.resolve({
        versions: [1],
        getAPI(this: { versions: readonly number[] }, version: number) {
          return this.versions.includes(version) ? api : undefined;
        },
      }),
    );
    assert.equal(await findGit(), api);
  });

  it('is told to be missing where it is disabled', async () => {
    playExtension();
    assert.match(await reason(), /need the Git extension .* disabled or not there/);
  });

  it('is told to be switched off by git.enabled', async () => {
    playExtension(() => Promise.reject(new Error('not to be asked')));
    await setSetting('git.enabled', false);
    assert.match(await reason(), /switched off: see the setting git\.enabled/);
  });

  it('is told to have found no git, however it says so', async () => {
    const ways: readonly (() => Promise<unknown>)[] = [
      () => Promise.reject(new Error('no git')),
      () => Promise.resolve(undefined),
      () => Promise.resolve({}),
      () =>
        Promise.resolve({
          getAPI() {
            throw new Error('Git model not found');
          },
        }),
      () => Promise.resolve({ getAPI: () => null }),
    ];
    for (const way of ways) {
      playExtension(way);
      assert.match(await reason(), /Git was not found on this computer/);
    }
  });
});

describe('the repository of a commit message', () => {
  const { showQuickPick } = vscode.window;
  afterEach(async () => {
    Object.assign(vscode.window, { showQuickPick });
    await closeAll();
  });

  const git = (...paths: readonly string[]): Git => ({
    state: 'initialized',
    onDidChangeState: new vscode.EventEmitter<'initialized'>().event,
    repositories: paths.map((path) => ({
      rootUri: vscode.Uri.file(path),
      inputBox: { value: '' },
      state: { indexChanges: [], workingTreeChanges: [], mergeChanges: [] },
      status: () => Promise.resolve(),
      diff: () => Promise.resolve(''),
      log: () => Promise.resolve([]),
    })),
  });
  const chosen = async (found: Git, argument?: unknown): Promise<string | undefined> =>
    (await chooseRepository(found, argument))?.rootUri.path;

  it('is none where there is none, and the only one where there is one', async () => {
    assert.equal(await chosen(git()), undefined);
    assert.equal(await chosen(git('/a')), '/a');
  });

  it('is the one that the menu stands at', async () => {
    const at = { rootUri: vscode.Uri.file('/b') };
    assert.equal(await chosen(git('/a', '/b'), at), '/b');
  });

  it('is the innermost that holds the active file, else what the user picks', async () => {
    const uri = vscode.Uri.parse('untitled:/a/sub/file.ts');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await until(
      () => vscode.window.activeTextEditor?.document.uri.path === uri.path,
      'the editor of the file',
    );
    assert.equal(await chosen(git('/a', '/a/sub', '/a/su')), '/a/sub');
    const offered: string[] = [];
    Object.assign(vscode.window, {
      showQuickPick(items: readonly { readonly description: string }[]) {
        offered.push(...items.map(({ description }) => description));
        return Promise.resolve(items[1]);
      },
    });
    assert.equal(await chosen(git('/c', '/d')), '/d');
    assert.deepEqual(offered, ['/c', '/d']);
    Object.assign(vscode.window, { showQuickPick: () => Promise.resolve(undefined) });
    assert.equal(await chosen(git('/c', '/d')), undefined);
  });
});
