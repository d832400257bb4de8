import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { defaultBaseUrl } from '../../src/core/api/address.ts';
import { readSettings } from '../../src/host/settings/config.ts';
import { answerDialogs, testKeys, type Answers } from './clientHarness.ts';

describe('the API key', () => {
  let answers: Answers | undefined;
  afterEach(() => {
    answers?.restore();
    answers = undefined;
  });

  it('is asked for in a masked box, trimmed, kept, and read back for its origin alone', async () => {
    let baseUrl = defaultBaseUrl;
    const { keys, secrets } = testKeys({ baseUrl: () => baseUrl });
    answers = answerDialogs({ showInputBox: '  sk-canary-42 ' });
    assert.equal(await keys.setApiKey(), true);
    const [box] = answers.asked;
    assert.equal((box?.arguments[0] as vscode.InputBoxOptions).password, true);
    assert.deepEqual(await keys.keyFor(defaultBaseUrl), { key: 'sk-canary-42' });
    assert.equal(await keys.hasKey(defaultBaseUrl), true);
    assert.deepEqual([...secrets.kept.values()], ['{"https://api.apilaplas.com":"sk-canary-42"}']);

    baseUrl = 'https://other.example/v1';
    const error = { kind: 'keyOrigin', origin: 'https://other.example' };
    assert.deepEqual(await keys.keyFor(baseUrl), { error });
    assert.equal(await keys.hasKey(baseUrl), false);
    keys.dispose();
  });

  it('stays as it was when the box is left, or what is typed is no key', async () => {
    const { keys } = testKeys({ baseUrl: () => defaultBaseUrl });
    answers = answerDialogs({ showInputBox: 'sk-first' });
    await keys.setApiKey();
    for (const typed of [undefined, '', '  ', 'two words']) {
      answers.restore();
      answers = answerDialogs(typed === undefined ? {} : { showInputBox: typed });
      assert.equal(await keys.setApiKey(), false);
      assert.deepEqual(await keys.keyFor(defaultBaseUrl), { key: 'sk-first' });
    }
    keys.dispose();
  });

  for (const fault of ['forgets', 'throws'] as const) {
    it(`that a keyring ${fault} is said, with the way round it`, async () => {
      const { keys, secrets, log } = testKeys({ baseUrl: () => defaultBaseUrl });
      secrets.fault = fault;
      answers = answerDialogs({ showInputBox: 'sk-canary-42' });
      assert.equal(await keys.setApiKey(), false);
      const said = answers.asked.find(({ dialog }) => dialog === 'showErrorMessage');
      assert.match(String(said?.arguments[0]), /LAPLAS_API_KEY/);
      assert.doesNotMatch(JSON.stringify([said, log]), /canary/);
      assert.deepEqual(await keys.keyFor(defaultBaseUrl), { error: { kind: 'noKey' } });
      keys.dispose();
    });
  }

  it('saved while the keyring can’t be read leaves the saved keys as they are', async () => {
    let baseUrl = defaultBaseUrl;
    const { keys, secrets } = testKeys({ baseUrl: () => baseUrl });
    answers = answerDialogs({ showInputBox: 'sk-first' });
    assert.equal(await keys.setApiKey(), true);
    baseUrl = 'https://other.example/v1';
    const get = secrets.get.bind(secrets);
    secrets.get = () => Promise.reject(new Error('locked'));
    answers.restore();
    answers = answerDialogs({ showInputBox: 'sk-second' });
    assert.equal(await keys.setApiKey(), false);
    assert.match(String(answers.asked.at(-1)?.arguments[0]), /nothing was changed/);
    secrets.get = get;
    assert.deepEqual(await keys.keyFor(defaultBaseUrl), { key: 'sk-first' });
    assert.equal(await keys.setApiKey(), true);
    assert.deepEqual(await keys.keyFor(defaultBaseUrl), { key: 'sk-first' });
    assert.deepEqual(await keys.keyFor(baseUrl), { key: 'sk-second' });
    keys.dispose();
  });

  it('that can’t be deleted is not said to be cleared', async () => {
    const { keys, secrets } = testKeys({ baseUrl: () => defaultBaseUrl });
    secrets.delete = () => Promise.reject(new Error('locked'));
    answers = answerDialogs({});
    await keys.clearApiKey();
    assert.match(String(answers.asked.at(-1)?.arguments[0]), /^Couldn't delete/);
    keys.dispose();
  });

  it('is cleared, for all origins, and another window hears of it', async () => {
    const { keys, secrets } = testKeys({ baseUrl: () => defaultBaseUrl });
    answers = answerDialogs({ showInputBox: 'sk-first' });
    await keys.setApiKey();
    let heard = 0;
    keys.onDidChange(() => (heard += 1));
    await keys.clearApiKey();
    assert.ok(heard > 0);
    assert.deepEqual(await keys.keyFor(defaultBaseUrl), { error: { kind: 'noKey' } });
    assert.equal(secrets.kept.size, 0);
    keys.dispose();
  });

  it('promise 17: of the environment goes to another origin only if the user says yes, and is asked once', async () => {
    const url = 'https://other.example/v1';
    const { keys } = testKeys({ baseUrl: () => url, environment: { key: 'sk-environment' } });
    answers = answerDialogs({});
    assert.deepEqual(await keys.keyFor(url), {
      error: { kind: 'keyOrigin', origin: 'https://other.example' },
    });
    answers.restore();
    answers = answerDialogs({ showWarningMessage: 'Send Key' });
    assert.deepEqual(await keys.keyFor(url), { key: 'sk-environment' });
    assert.deepEqual(await keys.keyFor(url), { key: 'sk-environment' });
    assert.equal(answers.asked.length, 1);
    assert.deepEqual(await keys.keyFor(defaultBaseUrl), { key: 'sk-environment' });
    keys.dispose();
  });

  it('promise 17: no setting of a workspace or folder moves the address', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(folder, 'the tests run in a folder');
    const path = join(folder, '.vscode/settings.json');
    const heard = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('laplas.model')) return;
        listener.dispose();
        resolve();
      });
    });
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(
        path,
        '{ "laplas.baseUrl": "https://evil.example/v1", "laplas.model": "from-the-workspace" }',
      );
      // The model from the same file shows that the file was read.
      await heard;
      assert.equal(readSettings().model, 'from-the-workspace');
      assert.notEqual(readSettings().baseUrl, 'https://evil.example/v1');
    } finally {
      rmSync(dirname(path), { recursive: true });
    }
    for (const target of [
      vscode.ConfigurationTarget.Workspace,
      vscode.ConfigurationTarget.WorkspaceFolder,
    ]) {
      const configuration = vscode.workspace.getConfiguration(
        'laplas',
        vscode.workspace.workspaceFolders?.[0]?.uri,
      );
      await assert.rejects(async () => {
        await configuration.update('baseUrl', 'https://evil.example/v1', target);
      });
    }
  });
});
