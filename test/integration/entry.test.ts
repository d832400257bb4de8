import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activePlace, readSelection } from '../../src/host/editor/selection.ts';
import { fixProblem } from '../../src/host/commands/explainProblem.ts';
import type { ChatRequest, ErrorDetail, Outcome } from '../../src/core/api/types.ts';
import { createInstructions, newChat } from '../../src/host/context/instructions.ts';
import type { Status } from '../../src/host/status/statusBar.ts';
import { createStatusTracker } from '../../src/host/status/statusTracker.ts';
import { showKeyAtStart } from '../../src/host/settings/keyAtStart.ts';
import { answerDialogs, memorySecrets, restoreSettings, setSetting } from './clientHarness.ts';
import { closeAll, complete, until } from './rewriteHarness.ts';

describe('what is asked about', () => {
  let folder: string;
  const file = (name: string, content: string | Buffer): vscode.Uri => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return vscode.Uri.file(path);
  };
  const active = (uri: vscode.Uri): Promise<void> =>
    until(
      () => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString(),
      `the editor of ${uri.path}`,
    );

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'laplas-entry-'));
  });
  afterEach(closeAll);
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is an untitled file, by the name on its tab', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'python',
      content: 'def f():\n    return 1\n',
    });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    const selection = await readSelection('1', activePlace());
    assert.match(selection?.name ?? '', /^Untitled-\d+:1-2/);
    assert.equal(selection?.language, 'python');
    assert.equal(selection.text, 'def f():\n    return 1');
  });

  it('is the side of a diff editor that has the cursor', async () => {
    const left = file('left.txt', 'old\n');
    const right = file('right.txt', 'new\nlines\n');
    await vscode.commands.executeCommand('vscode.diff', left, right, 'left and right');
    await active(right);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(0, 0, 1, 5);
    const selection = await readSelection('1', activePlace());
    assert.equal(selection?.text, 'new\nlines');
    assert.equal(selection.uri, right.toString());
  });

  it('is a cell of a notebook, by its number', async () => {
    const cell = (source: string) => ({
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: [source],
    });
    const notebook = { cells: [cell('a = 1'), cell('b = 2')], metadata: {}, nbformat: 4 };
    const uri = file('book.ipynb', JSON.stringify({ ...notebook, nbformat_minor: 5 }));
    const opened = await vscode.workspace.openNotebookDocument(uri);
    const { document } = opened.cellAt(1);
    await vscode.window.showTextDocument(document);
    await active(document.uri);
    const selection = await readSelection('1', activePlace());
    assert.match(selection?.name ?? '', /book\.ipynb#2:1$/);
    assert.equal(selection?.text, 'b = 2');
  });

  it('is nothing where a binary file is open, or nothing but blanks are selected', async () => {
    await vscode.commands.executeCommand(
      'vscode.open',
      file('data.bin', Buffer.from([0, 1, 2, 0])),
    );
    assert.equal(await readSelection('1', activePlace()), undefined);
    const uri = file('blank.txt', '\n  \n');
    const editor = await vscode.window.showTextDocument(uri);
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    assert.equal(await readSelection('1', activePlace()), undefined);
  });
});

describe('the light bulb', () => {
  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  it('offers Laplas on a selection, unless laplas.codeActions is off', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'let a = 1;\n' });
    await vscode.window.showTextDocument(document);
    const titles = async (): Promise<string[]> =>
      (
        await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          new vscode.Range(0, 0, 0, 5),
        )
      ).map(({ title }) => title);
    assert.deepEqual((await titles()).filter((title) => title.includes('Laplas')).sort(), [
      'Explain with Laplas',
      'Rewrite with Laplas…',
    ]);
    await setSetting('laplas.codeActions', false);
    assert.deepEqual(
      (await titles()).filter((title) => title.includes('Laplas')),
      [],
    );
  });
});

describe('the problems of a selection', () => {
  const found = vscode.languages.createDiagnosticCollection('laplas-test');
  const { executeCommand } = vscode.commands;
  afterEach(async () => {
    Object.assign(vscode.commands, { executeCommand });
    found.clear();
    await closeAll();
  });
  after(() => {
    found.dispose();
  });

  it('are fixed as many as the light bulb said, and no other of their lines', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'one two three four\n' });
    await vscode.window.showTextDocument(document);
    const words = [
      [0, 3, 'first'],
      [4, 7, 'second'],
      [14, 18, 'third'],
    ] as const;
    found.set(
      document.uri,
      words.map(
        ([start, end, message]) =>
          new vscode.Diagnostic(new vscode.Range(0, start, 0, end), message),
      ),
    );
    const actions = await executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, 0, 9),
    );
    const all = actions.find(({ title }) => title === 'Fix all 2 problems with Laplas');
    const asked: unknown[] = [];
    Object.assign(vscode.commands, {
      executeCommand: (...given: unknown[]) => Promise.resolve(void asked.push(given)),
    });
    await fixProblem({ uri: document.uri, range: new vscode.Range(0, 0, 0, 9) });
    assert.ok(all);
    assert.match(JSON.stringify(asked), /"laplas\.rewriteSelection".*first.*second/);
    assert.doesNotMatch(JSON.stringify(asked), /third/);
  });
});

describe('the instructions of a workspace', () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const place = join(folder.uri.fsPath, '.laplas');

  beforeEach(() => {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'instructions.md'), 'Use tabs.\n');
  });
  afterEach(() => {
    rmSync(place, { recursive: true, force: true });
  });

  it('are read in a trusted workspace alone', async () => {
    for (const trusted of [true, false]) {
      const instructions = createInstructions(
        () => undefined,
        () => trusted,
      );
      await instructions.ready();
      assert.equal(instructions.text().includes('Use tabs.'), trusted);
      assert.equal(instructions.chips(newChat).length, trusted ? 1 : 0);
      instructions.dispose();
    }
  });

  it('are read as the window says that it is trusted, where nobody else is asked', async () => {
    const trust = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    assert.ok(trust);
    assert.equal(vscode.workspace.isTrusted, true);
    for (const value of [true, false]) {
      Object.defineProperty(vscode.workspace, 'isTrusted', { value, configurable: true });
      const instructions = createInstructions(() => undefined);
      try {
        await instructions.ready();
      } finally {
        Object.defineProperty(vscode.workspace, 'isTrusted', trust);
      }
      assert.equal(instructions.text().includes('Use tabs.'), value);
      instructions.dispose();
    }
  });

  it('are left out of the chat that their chip was taken away in, and of no other', async () => {
    const instructions = createInstructions(() => undefined);
    await instructions.ready();
    const [chip] = instructions.chips('a');
    assert.equal(chip?.name, '.laplas/instructions.md');
    assert.equal(instructions.remove('another', 'a'), false);
    assert.equal(instructions.remove(chip.id, 'a'), true);
    assert.equal(instructions.text('a'), '');
    assert.equal(instructions.chips('a').length, 0);
    assert.match(instructions.text('b'), /instructions\.md:\nUse tabs\.$/);
    // A rewrite belongs to no chat.
    assert.match(instructions.text(), /Use tabs/);
    instructions.dispose();
  });

  it('stay away in the chat that begins after they were taken away, and are back in the next', async () => {
    const instructions = createInstructions(() => undefined);
    await instructions.ready();
    const [chip] = instructions.chips(newChat);
    assert.ok(chip);
    instructions.remove(chip.id, newChat);
    instructions.leaving()('a');
    assert.equal(instructions.text('a'), '');
    assert.equal(instructions.chips(newChat).length, 1);
    instructions.remove(chip.id, newChat);
    instructions.restore();
    instructions.leaving()('b');
    assert.match(instructions.text('b'), /Use tabs/);
    assert.equal(instructions.text('a'), '');
    instructions.dispose();
  });

  it('are used only after a word of the user where they look as if they held a secret', async () => {
    writeFileSync(join(place, 'instructions.md'), `Log in with AKIA${'IOSFODNN7EXAMPQ2'}.`);
    const dialogs = answerDialogs({});
    const instructions = createInstructions(() => undefined);
    await instructions.ready();
    dialogs.restore();
    assert.match(String(dialogs.asked[0]?.arguments[0]), /an AWS access key on line 1/);
    assert.equal(instructions.text(), '');
    instructions.dispose();

    const agreeing = answerDialogs({ showWarningMessage: 'Use Anyway' });
    const used = createInstructions(() => undefined);
    await until(() => used.text().includes('Log in'), 'the instructions');
    agreeing.restore();
    used.dispose();
  });

  it('are not used where they are too long to go out with every message', async () => {
    writeFileSync(join(place, 'instructions.md'), 'x'.repeat(32_001));
    const instructions = createInstructions(() => undefined);
    await instructions.ready();
    assert.equal(instructions.text(), '');
    instructions.dispose();
  });
});

describe('the API key before anything is loaded', () => {
  const { executeCommand } = vscode.commands;
  afterEach(() => {
    Object.assign(vscode.commands, { executeCommand });
  });

  it('shows whether there is one, unless more is known by then', async () => {
    const said: unknown[] = [];
    Object.assign(vscode.commands, {
      executeCommand: (...given: unknown[]) => Promise.resolve(void said.push(given.slice(1))),
    });
    const bar = { show: ({ kind }: Status) => said.push(kind) };
    const secrets = memorySecrets();
    await showKeyAtStart(secrets, bar, false, () => false);
    await showKeyAtStart(secrets, bar, true, () => false);
    secrets.kept.set('laplas.apiKeys', '{}');
    await showKeyAtStart(secrets, bar, false, () => false);
    await showKeyAtStart(secrets, bar, false, () => true);
    secrets.fault = 'throws';
    await showKeyAtStart(secrets, bar, false, () => false);
    const key = (has: boolean) => ['laplas.hasApiKey', has];
    assert.deepEqual(said, [
      ...['noKey', key(false)],
      ...['ready', key(false)],
      ...['ready', key(true)],
      'ready',
    ]);
  });
});

describe('the status', () => {
  const request: ChatRequest = { model: 'm', messages: [], parameters: {}, stream: true };
  const options = { signal: new AbortController().signal };

  it('is busy while any answer comes, then what the last one says, with what helps', async () => {
    const shown: Status[] = [];
    const ends: ((outcome: Outcome) => void)[] = [];
    const { runTurn, setKey } = createStatusTracker(
      () =>
        new Promise((resolve) => {
          ends.push((outcome) => {
            resolve({ outcome, text: '', toolCalls: [], elapsedMs: 1 });
          });
        }),
      { show: (status) => shown.push(status) },
    );
    const end = async (turn: Promise<unknown>, outcome: Outcome): Promise<Status | undefined> => {
      ends.shift()?.(outcome);
      await turn;
      return shown.at(-1);
    };
    setKey(true);
    assert.deepEqual(shown, [{ kind: 'ready' }]);

    const [first, second] = [runTurn(request, options), runTurn(request, options)];
    assert.equal((await end(first, complete))?.kind, 'busy');
    const auth = { kind: 'auth', status: 401, message: 'No.' } as const;
    const failed = await end(second, { kind: 'failed', error: auth });
    assert.ok(failed?.kind === 'error');
    assert.equal(failed.help.command, 'laplas.setApiKey');
    assert.match(failed.cause, /rejected the API key/);

    const stopped = await end(runTurn(request, options), { kind: 'stopped' });
    assert.equal(stopped?.kind, 'error');
    assert.equal((await end(runTurn(request, options), complete))?.kind, 'ready');
    // These failures of one response don't affect the next one.
    for (const error of [
      { kind: 'filtered' },
      { kind: 'empty', reason: 'stop' },
      { kind: 'server', status: 500, message: '' },
      { kind: 'rateLimit', status: 429, message: '' },
    ] as const) {
      const once = await end(runTurn(request, options), { kind: 'failed', error });
      assert.equal(once?.kind, 'ready', error.kind);
    }
    const keyless = await end(runTurn(request, options), {
      kind: 'failed',
      error: { kind: 'noKey' },
    });
    assert.equal(keyless?.kind, 'noKey');
    setKey(false);
    assert.equal(shown.at(-1)?.kind, 'noKey');
    setKey(true);
    assert.equal(shown.at(-1)?.kind, 'ready');
  });

  it('forgets an error once the user has changed what it came from, and no other', async () => {
    const shown: Status[] = [];
    let next: ErrorDetail = { kind: 'noKey' };
    const turns = createStatusTracker(
      () =>
        Promise.resolve({
          outcome: { kind: 'failed', error: next },
          text: '',
          toolCalls: [],
          elapsedMs: 1,
        }),
      { show: (status) => shown.push(status) },
    );
    const after = async (error: ErrorDetail, what: 'key' | 'settings'): Promise<string> => {
      next = error;
      await turns.runTurn(request, options);
      turns.changed(what);
      // There can already be a key for the new address.
      turns.setKey(true);
      return shown.at(-1)?.kind ?? '';
    };
    const auth = { kind: 'auth', status: 401, message: 'No.' } as const;
    const noModel = { kind: 'modelNotFound', status: 404, message: 'No.', model: 'm' } as const;
    const setting = { kind: 'badSetting', setting: 'laplas.topP', problem: 'is wrong' } as const;
    assert.equal(await after(auth, 'key'), 'ready');
    assert.equal(await after(auth, 'settings'), 'error');
    assert.equal(await after(noModel, 'settings'), 'ready');
    assert.equal(await after(setting, 'settings'), 'ready');
    assert.equal(await after(setting, 'key'), 'error');
  });
});
