import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { explainProblem } from '../../src/host/commands/explainProblem.ts';
import { answerDialogs } from './clientHarness.ts';
import { createContextHarness, type ContextHarness } from './contextHarness.ts';
import { closeAll, until } from './rewriteHarness.ts';

/** Assembled here, so that secret scanners don't report this file. */
const fakeKey = `AKIA${'IOSFODNN7EXAMPQ2'}`;

describe('an attachment that has changed', () => {
  let harness: ContextHarness;

  beforeEach(() => {
    harness = createContextHarness();
  });
  afterEach(async () => {
    await closeAll();
    harness.dispose();
  });

  it('is asked about before Refresh takes in what looks like a secret', async () => {
    const { context, write, attach, chip, text } = harness;
    write('a.env', 'REGION=eu\n');
    await attach('a.env');
    write('a.env', `REGION=eu\nKEY=${fakeKey}\n`);
    await until(() => chip('a.env').stale === true, 'the chip to say so');
    const no = answerDialogs({});
    try {
      await context.refresh(chip('a.env').id);
    } finally {
      no.restore();
    }
    assert.match(String(no.asked[0]?.arguments[0]), /an AWS access key on line 2/);
    assert.equal(text('a.env'), 'REGION=eu\n');
    assert.equal(chip('a.env').stale, true);
  });

  it('says so after it has come back from a message that was not sent', async () => {
    const { context, write, attach, chip } = harness;
    const editor = await vscode.window.showTextDocument(write('back.txt', 'first'));
    await attach('back.txt');
    const taken = await context.tray.take();
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'not as ');
    });
    context.tray.restore(taken);
    await until(() => chip('back.txt').stale === true, 'the chip to say so');
  });

  it('keeps several selections apart: what lies between is no change, and is not taken in', async () => {
    const { context, write, chip, text } = harness;
    const lines = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`);
    const editor = await vscode.window.showTextDocument(write('long.txt', lines.join('\n')));
    editor.selections = [new vscode.Selection(0, 0, 1, 3), new vscode.Selection(49, 0, 50, 3)];
    assert.equal(await context.addSelection(), true);
    assert.equal(chip('long.txt').name, 'long.txt:1-2,50-51');
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(19, 0, 19, 4), 'secret');
      edit.insert(new vscode.Position(10, 0), 'more\n');
    });
    await until(() => chip('long.txt').name === 'long.txt:1-2,51-52', 'the lines to move');
    assert.equal(chip('long.txt').stale, undefined);
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(0, 0, 0, 4), 'new');
    });
    await until(() => chip('long.txt').stale === true, 'the chip to say that it has changed');
    await context.refresh(chip('long.txt').id);
    assert.equal(text('long.txt'), 'new 1\nline 2\nline 50\nline 51');
  });
});

describe('Explain Problem', () => {
  it('asks where a problem quotes what looks like a secret', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'one\ntwo\n' });
    const problems = vscode.languages.createDiagnosticCollection('test');
    const range = new vscode.Range(0, 0, 0, 3);
    problems.set(document.uri, [new vscode.Diagnostic(range, `'${fakeKey}' is no number`)]);
    const dialogs = answerDialogs({});
    let asked = 0;
    try {
      await explainProblem(
        { uri: document.uri, range },
        {
          chat: { ask: () => Promise.resolve(void asked++) },
          panel: { reveal: () => Promise.resolve() },
        },
      );
    } finally {
      dialogs.restore();
      problems.dispose();
    }
    assert.equal(asked, 0);
    assert.match(String(dialogs.asked[0]?.arguments[0]), /an AWS access key/);
  });
});

describe('a list that is too long to attach, or not to be read as a whole', () => {
  let harness: ContextHarness;

  beforeEach(() => {
    harness = createContextHarness();
  });
  afterEach(async () => {
    await closeAll();
    harness.dispose();
  });

  it('says how much of the problems is attached', async () => {
    const { write, attach, chip, text } = harness;
    const problems = vscode.languages.createDiagnosticCollection('test');
    const range = new vscode.Range(0, 0, 0, 1);
    const many = Array.from({ length: 314 }, () => new vscode.Diagnostic(range, 'not good'));
    try {
      problems.set(write('many.ts', 'x'), many);
      await attach('problems', 'Problems');
    } finally {
      problems.dispose();
    }
    assert.equal(chip('Problems').name, 'Problems (200 of 314)');
    assert.match(text('Problems'), /\n\(114 more are left out\)$/);
  });

  it('says how much of a folder is attached', async () => {
    const { write, attach, chip, text } = harness;
    for (let index = 0; index < 1_099; index++) write(`many/a/${index}.txt`, '');
    await attach('many', 'many/');
    assert.equal(chip('many/').name, 'many/ (1000 of 1100)');
    assert.match(text('many/'), /\n\(100 more are left out\)$/);
  });

  it('says which open editors could not be read', async () => {
    const { write, attach, chip, text } = harness;
    await vscode.commands.executeCommand(
      'vscode.open',
      write('data.bin', Buffer.from([0, 1, 2, 0])),
    );
    await vscode.window.showTextDocument(write('there.txt', 'text'), { preview: false });
    await attach('editors', 'Open editors');
    assert.equal(chip('Open editors').name, 'Open editors (1 of 2)');
    assert.match(text('Open editors'), /\n\(open too, but not to be read: data\.bin\)$/);
  });
});

describe('what the ignore files name', () => {
  let harness: ContextHarness;
  const problems = vscode.languages.createDiagnosticCollection('test');

  beforeEach(() => {
    harness = createContextHarness();
    harness.write('.laplasignore', 'hidden*\n');
  });
  afterEach(async () => {
    problems.clear();
    await closeAll();
    harness.dispose();
  });
  after(() => {
    problems.dispose();
  });

  it('is not among the problems, and neither is what lies outside of the workspace', async () => {
    const { write, attach, chip, text } = harness;
    const problem = [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), 'not good')];
    problems.set(write('hidden.ts', 'x'), problem);
    problems.set(write('seen.ts', 'x'), problem);
    problems.set(vscode.Uri.file('/elsewhere/library.ts'), problem);
    await attach('problems', 'Problems');
    assert.equal(chip('Problems').name, 'Problems (1)');
    assert.equal(text('Problems'), 'seen.ts:1:1 error: not good');
  });

  it('is in no listing and not among the open editors', async () => {
    const { write, attach, text } = harness;
    write('list/hidden.txt', 'kept in');
    write('list/hidden-folder/inside.txt', 'kept in');
    write('list/seen.txt', 'given out');
    await attach('list', 'list/');
    assert.equal(text('list/'), 'seen.txt');
    for (const name of ['list/hidden.txt', 'list/seen.txt'])
      await vscode.window.showTextDocument(write(name, `text of ${name}`), { preview: false });
    await attach('editors', 'Open editors');
    assert.match(text('Open editors'), /text of list\/seen\.txt/);
    assert.doesNotMatch(text('Open editors'), /hidden/);
  });

  it('is offered neither as a file nor as a symbol', async () => {
    const { write, offered } = harness;
    const place = (uri: vscode.Uri) => new vscode.Location(uri, new vscode.Position(0, 0));
    const symbols = [write('hidden.ts', 'x'), write('seen.ts', 'x')].map(
      (uri) => new vscode.SymbolInformation('thing', vscode.SymbolKind.Function, '', place(uri)),
    );
    const provider = vscode.languages.registerWorkspaceSymbolProvider({
      provideWorkspaceSymbols: () => symbols,
    });
    try {
      const found = await offered('thing');
      assert.deepEqual(
        found.filter(({ kind }) => kind === 'symbol').map(({ detail }) => detail),
        ['seen.ts:1'],
      );
    } finally {
      provider.dispose();
    }
    const names = async (query: string) => (await offered(query)).map(({ label }) => label);
    assert.deepEqual(await names('hidden'), []);
    assert.ok((await names('seen')).includes('seen.ts'));
  });
});
