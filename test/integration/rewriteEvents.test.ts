import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  createHarness,
  fenced,
  lensesOf,
  playDialogs,
  until,
  type Dialogs,
  type Harness,
} from './rewriteHarness.ts';
import { after, firstFunction, rewritten, source } from './rewriteSample.ts';

describe('what an editor does to changes under review', () => {
  let harness: Harness;
  let dialogs: Dialogs;
  beforeEach(() => {
    harness = createHarness();
    dialogs = playDialogs();
  });
  afterEach(async () => {
    dialogs.restore();
    await harness.dispose();
  });

  const rewrite = async (uri: vscode.Uri, range: object, code: string): Promise<void> => {
    const turn = await harness.start({ uri, instruction: 'x', range });
    turn.say(fenced(code));
    turn.end();
    assert.equal(await turn.done, true);
  };
  const rewrittenFile = async (): Promise<vscode.TextDocument> => {
    const { document } = await harness.open('a.ts', source);
    await rewrite(document.uri, firstFunction, rewritten);
    return document;
  };
  const isReviewed = async (uri: vscode.Uri): Promise<boolean> =>
    (await lensesOf(uri)).includes('$(check) Accept');
  /** The document that replaces a reviewed one gets the review shortly afterwards. */
  const untilReviewed = (uri: vscode.Uri): Promise<void> =>
    until(() => isReviewed(uri), `the review of ${uri.path}`);
  const run = async (command: string): Promise<void> => {
    await vscode.commands.executeCommand(`workbench.action.${command}`);
  };
  /**
   * Closes all editors. Returns the path of the next document to review, or '' if there is none.
   */
  const leftOver = async (): Promise<string> => {
    await run('closeAllEditors');
    await harness.rewriting.commands.nextHunk();
    return vscode.window.activeTextEditor?.document.uri.path ?? '';
  };

  it('ends with Revert File, also where an accepted change was never saved', async () => {
    const { document } = await harness.open('a.ts', source);
    await rewrite(document.uri, firstFunction, `// commented\n${rewritten}`);
    await harness.rewriting.commands.acceptAll({ uri: document.uri });
    const whole = { start: { line: 0, character: 0 }, end: { line: 11, character: 0 } };
    await rewrite(document.uri, whole, after.trimEnd());
    assert.ok(await isReviewed(document.uri));
    await run('files.revert');
    assert.equal(document.getText(), source);
    assert.deepEqual(await lensesOf(document.uri), []);
    assert.equal(await leftOver(), '');
  });

  it('keeps what was saved for review over Revert File', async () => {
    const document = await rewrittenFile();
    await document.save();
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    await run('files.revert');
    assert.equal(document.getText(), after);
    await untilReviewed(document.uri);
  });

  it('has nothing left of a file that was closed without saving', async () => {
    const document = await rewrittenFile();
    await run('revertAndCloseActiveEditor');
    assert.equal(await leftOver(), '');
    assert.equal(harness.onDisk('a.ts'), source);
    assert.ok(document);
  });

  it('goes to the file that Save As made', async () => {
    const document = await rewrittenFile();
    const copy = vscode.Uri.file(join(harness.folder, 'copy.ts'));
    // Save As without its dialog: the text is in a new file, and the old document is reverted.
    writeFileSync(copy.fsPath, document.getText());
    await vscode.workspace.openTextDocument(copy);
    await vscode.window.showTextDocument(document);
    await run('files.revert');
    assert.equal(await isReviewed(document.uri), false);
    await untilReviewed(copy);
    await harness.rewriting.commands.rejectAll({ uri: copy });
    const moved = await vscode.workspace.openTextDocument(copy);
    assert.equal(moved.getText(), source);
    await vscode.window.showTextDocument(moved);
  });

  it('goes to the file that an untitled document is saved to, in mid-rewrite as well', async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: source });
    await vscode.window.showTextDocument(untitled);
    await rewrite(untitled.uri, firstFunction, rewritten);
    const turn = await harness.start({ uri: untitled.uri, instruction: 'x', range: [8, 8] });
    turn.say('```ts\n');
    const file = vscode.Uri.file(join(harness.folder, 'saved.ts'));
    const saved = await saveAs(untitled, file);
    turn.say('  return 3;\n```');
    turn.end();
    assert.equal(await turn.done, true);
    assert.equal(saved.getText(), after.replace('return 2', 'return 3'));
    await harness.rewriting.commands.rejectAll({ uri: file });
    assert.equal(saved.getText(), source);
  });

  it('outlives another language, of a file and of an untitled document', async () => {
    const document = await rewrittenFile();
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await untilReviewed(document.uri);
    const untitled = await vscode.workspace.openTextDocument({ content: source });
    await vscode.window.showTextDocument(untitled);
    await rewrite(untitled.uri, firstFunction, rewritten);
    const turn = await harness.start({ uri: untitled.uri, instruction: 'x', range: [8, 8] });
    await vscode.languages.setTextDocumentLanguage(untitled, 'javascript');
    await untilReviewed(untitled.uri);
    turn.say(fenced('  return 3;'));
    turn.end();
    assert.equal(await turn.done, true);
    assert.equal(untitled.getText(), after.replace('return 2', 'return 3'));
  });

  it('stays with the lines that another program moves on disk', async () => {
    const document = await rewrittenFile();
    await document.save();
    writeFileSync(document.uri.fsPath, `// theirs\n${after}`);
    await until(() => document.getText().startsWith('// theirs'), 'the file to be read again');
    await untilReviewed(document.uri);
    await harness.rewriting.commands.rejectAll({ uri: document.uri });
    assert.equal(document.getText(), `// theirs\n${source}`);
  });

  it('stays through a formatter on save', async () => {
    const document = await rewrittenFile();
    const formatter = vscode.workspace.onWillSaveTextDocument((event) => {
      const end = event.document.lineAt(event.document.lineCount - 1).range.end;
      event.waitUntil(Promise.resolve([vscode.TextEdit.insert(end, '// formatted\n')]));
    });
    try {
      await document.save();
    } finally {
      formatter.dispose();
    }
    assert.equal(document.getText(), `${after}// formatted\n`);
    await harness.rewriting.commands.rejectAll({ uri: document.uri });
    assert.equal(document.getText(), `${source}// formatted\n`);
  });

  // microsoft/vscode#233602, microsoft/vscode#188832: rejecting changes also removed text that the
  // user had typed.
  it('takes nothing of the user’s away with a rejection', async () => {
    const document = await rewrittenFile();
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    await editor.edit((edit) => edit.insert(new vscode.Position(9, 0), '  // mine too\n'));
    await harness.rewriting.commands.rejectAll({ uri: document.uri });
    assert.equal(
      document.getText(),
      `// mine\n${source}`.replace('  return 2;', '  // mine too\n  return 2;'),
    );
  });

  // microsoft/vscode#278059: VS Code asked to save an untitled document that was discarded.
  it('has nothing left of an untitled document that was closed', async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: source });
    await vscode.window.showTextDocument(untitled);
    await rewrite(untitled.uri, firstFunction, rewritten);
    await run('revertAndCloseActiveEditor');
    assert.equal(await leftOver(), '');
  });

  it('counts another rewrite of the same lines from the text before both', async () => {
    const document = await rewrittenFile();
    await rewrite(document.uri, firstFunction, 'export function first() {\n  return 1;\n}');
    await harness.rewriting.commands.rejectAll({ uri: document.uri });
    assert.equal(document.getText(), source);
  });

  /** The steps of Save As, without its dialog. */
  async function saveAs(
    untitled: vscode.TextDocument,
    file: vscode.Uri,
  ): Promise<vscode.TextDocument> {
    writeFileSync(file.fsPath, untitled.getText());
    const saved = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(untitled);
    await run('revertAndCloseActiveEditor');
    await until(() => untitled.isClosed, 'the untitled document to be closed');
    await vscode.window.showTextDocument(saved);
    return saved;
  }
});
