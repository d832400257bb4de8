import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Outcome, RunTurn, TurnEvent } from '../../src/core/api/types.ts';
import {
  createCommitMessage,
  type CommitMessage,
} from '../../src/host/commitMessage/commitMessage.ts';
import type { Git, GitRepository } from '../../src/host/commitMessage/git.ts';
import { answerDialogs, type Answers } from './clientHarness.ts';
import { complete, until } from './rewriteHarness.ts';

const diff = (path: string): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old\n+new\n`;

/** A repository with fake Git operations. */
function fakeRepository(staged: readonly string[], changed: readonly string[]) {
  const changes = (paths: readonly string[]) =>
    paths.map((path) => ({ uri: vscode.Uri.file(`/repo/${path}`), status: 5 }));
  const repository: GitRepository = {
    rootUri: vscode.Uri.file('/repo'),
    inputBox: { value: '' },
    state: {
      indexChanges: changes(staged),
      workingTreeChanges: changes(changed),
      mergeChanges: [],
    },
    status: () => Promise.resolve(),
    diff: (cached) => Promise.resolve((cached ? staged : changed).map(diff).join('')),
    log: () => Promise.resolve([{ message: 'Add the first\n\nBecause.' }]),
  };
  return repository;
}

describe('Generate Commit Message', () => {
  let answers: Answers;
  let say: (event: TurnEvent) => void;
  let end: (outcome: Outcome) => void;
  let sent: string[];
  const told = (): string[] => answers.asked.map((each) => String(each.arguments[0]));

  beforeEach(() => {
    answers = answerDialogs({});
    sent = [];
  });
  afterEach(() => {
    answers.restore();
  });

  function commitMessages(git: Git | string, hidden = ''): CommitMessage {
    const runTurn: RunTurn = (request, { signal, onEvent }) =>
      new Promise((resolve) => {
        sent.push(JSON.stringify(request.messages.at(-1)?.content).replaceAll('\\n', '\n'));
        say = (event) => onEvent?.(event);
        end = (outcome) => {
          resolve({ outcome, text: '', toolCalls: [], elapsedMs: 1 });
        };
        signal.addEventListener('abort', () => {
          end({ kind: 'stopped' });
        });
      });
    return createCommitMessage({
      git: () => Promise.resolve(git),
      runTurn,
      buildRequest: (messages) => ({
        request: { model: 'test', messages, parameters: {}, stream: true },
      }),
      report: (error) => Promise.resolve(void vscode.window.showErrorMessage(error.kind)),
      mayBeSent: () => Promise.resolve(true),
      isPrivate: ({ path }) => Promise.resolve(path === `/repo/${hidden}`),
      addition: () => '',
      language: () => '',
      budget: () => 1_000,
      onBusy: () => undefined,
    });
  }
  const git = (...repositories: GitRepository[]): Git => ({
    state: 'initialized',
    onDidChangeState: new vscode.EventEmitter<'initialized'>().event,
    repositories,
  });
  const asked = () => until(() => sent.length > 0, 'the request');

  it('writes what is staged into the box while it comes, and Undo puts back what stood there', async () => {
    const repository = fakeRepository(['staged.ts'], ['other.ts']);
    repository.inputBox.value = 'Begun';
    const messages = commitMessages(git(repository));
    const done = messages.generate();
    await asked();
    assert.match(sent[0] ?? '', /- Add the first\n\n[^]*Begun[^]*changed staged\.ts \(\+1 -1\)/);
    assert.doesNotMatch(sent[0] ?? '', /other\.ts|Because/);
    say({ type: 'text', text: '```\nAdd' });
    assert.equal(repository.inputBox.value, 'Add');
    say({ type: 'text', text: ' a\n```' });
    end(complete);
    await done;
    assert.equal(repository.inputBox.value, 'Add a');
    assert.match(told()[0] ?? '', /took the place of yours/);
    messages.undo();
    assert.equal(repository.inputBox.value, 'Begun');
  });

  it('takes all changes where nothing is staged, and only the name of a file that is private', async () => {
    const repository = fakeRepository([], ['a.ts', '.env']);
    const done = commitMessages(git(repository), '.env').generate();
    await asked();
    assert.match(sent[0] ?? '', /changed a\.ts[^]*\+new[^]*changed \.env \(.*private: /);
    say({ type: 'text', text: 'Change a' });
    end(complete);
    await done;
    assert.deepEqual(told(), ['The model did not see all of .env (private).']);
  });

  it('leaves the box as it was when it is stopped or fails, and says a failure', async () => {
    const repository = fakeRepository(['a.ts'], []);
    repository.inputBox.value = 'Mine';
    const messages = commitMessages(git(repository));
    const stopped = messages.generate();
    await asked();
    say({ type: 'text', text: 'Half' });
    messages.stop();
    await stopped;
    assert.equal(repository.inputBox.value, 'Mine');
    assert.deepEqual(told(), []);
    sent = [];
    const failed = messages.generate();
    await asked();
    say({ type: 'text', text: 'Half' });
    end({ kind: 'interrupted', error: { kind: 'interrupted', what: 'reset' } });
    await failed;
    assert.equal(repository.inputBox.value, 'Mine');
    assert.deepEqual(told(), ['interrupted']);
  });

  it('is written once, however often the button is pressed before it begins', async () => {
    const repository = fakeRepository(['a.ts'], []);
    const messages = commitMessages(git(repository));
    const both = [messages.generate(), messages.generate()];
    await asked();
    say({ type: 'text', text: 'Change a' });
    end(complete);
    await Promise.all(both);
    assert.equal(sent.length, 1);
    assert.equal(repository.inputBox.value, 'Change a');
  });

  it('can be stopped while the Git extension still looks for repositories', async () => {
    const messages = commitMessages({
      ...git(fakeRepository(['a.ts'], [])),
      state: 'uninitialized',
    });
    const done = messages.generate();
    await Promise.resolve();
    messages.stop();
    await done;
    assert.deepEqual(sent, []);
    assert.deepEqual(told(), []);
  });

  it('gives way to who writes in the box meanwhile', async () => {
    const repository = fakeRepository(['a.ts'], []);
    const done = commitMessages(git(repository)).generate();
    await asked();
    say({ type: 'text', text: 'Half' });
    repository.inputBox.value = 'My own words';
    say({ type: 'text', text: ' of it' });
    await done;
    assert.equal(repository.inputBox.value, 'My own words');
    assert.match(told()[0] ?? '', /as you left it/);
  });

  it('says so where git shows the changes in no way that can be read', async () => {
    for (const staged of [true, false]) {
      const repository = fakeRepository(staged ? ['a.ts'] : [], ['b.ts']);
      await commitMessages(
        git({ ...repository, diff: () => Promise.resolve('a.ts --- 1/1 --- TypeScript\n') }),
      ).generate();
    }
    assert.equal(told().length, 2);
    for (const sentence of told())
      assert.match(sentence, /can be read: see whether diff\.external/);
    assert.deepEqual(sent, []);
  });

  it('says so where nothing has changed, there is no repository, or no git', async () => {
    await commitMessages(git(fakeRepository([], []))).generate();
    await commitMessages(git()).generate();
    await commitMessages('Git was not found on this computer.').generate();
    assert.deepEqual(told(), [
      'Nothing has changed: there is no commit to write a message for.',
      'There is no Git repository in this window.',
      'Git was not found on this computer.',
    ]);
    assert.deepEqual(sent, []);
  });
});
