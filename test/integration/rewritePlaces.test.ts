import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createHarness, fenced, type Harness } from './rewriteHarness.ts';

describe('rewriting what is no file on disk', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = createHarness();
  });
  afterEach(() => harness.dispose());

  it('rewrites an untitled document, and a cell of a notebook', async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: 'a\nb\n' });
    await vscode.window.showTextDocument(untitled);
    const first = await harness.start({ instruction: 'upper case', range: [1, 1] });
    first.say(fenced('B', ''));
    first.end();
    await first.done;
    assert.equal(untitled.getText(), 'a\nB\n');

    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'x = 1\ny = 2', 'python'),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(0).document;
    const second = await harness.start({ uri: cell.uri, instruction: 'types', range: [1, 1] });
    second.say(fenced('y: int = 2', 'python'));
    second.end();
    await second.done;
    assert.equal(cell.getText(), 'x = 1\ny: int = 2');
    await harness.rewriting.commands.rejectAll({ uri: cell.uri });
    assert.equal(cell.getText(), 'x = 1\ny = 2');
  });

  it('rewrites a file of a virtual file system, and refuses one that is read-only', async () => {
    const text = 'a\nb\n';
    const files = { writable: memoryFiles(text), readOnly: memoryFiles(text) };
    const registrations = [
      vscode.workspace.registerFileSystemProvider('writable', files.writable.provider),
      vscode.workspace.registerFileSystemProvider('unwritable', files.readOnly.provider, {
        isReadonly: true,
      }),
    ];
    try {
      const uri = vscode.Uri.parse('writable:/a.txt');
      const turn = await harness.start({ uri, instruction: 'upper case', range: [1, 1] });
      turn.say(fenced('B', ''));
      turn.end();
      assert.equal(await turn.done, true);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.getText(), 'a\nB\n');
      assert.equal(files.writable.written(), 0, 'nobody saved');

      const refused = await harness.rewriting.commands.rewriteSelection({
        uri: vscode.Uri.parse('unwritable:/a.txt'),
        instruction: 'upper case',
        range: [1, 1],
      });
      assert.equal(refused, false);
      assert.equal(harness.rewriting.busy(), false, 'nothing was asked');
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    } finally {
      for (const registration of registrations) registration.dispose();
    }
  });
});

/** A file system with one file that counts writes. */
function memoryFiles(text: string) {
  let written = 0;
  const nothing = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: nothing.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length }),
    readDirectory: () => [],
    createDirectory: () => undefined,
    readFile: () => new TextEncoder().encode(text),
    writeFile: () => {
      written += 1;
    },
    delete: () => undefined,
    rename: () => undefined,
  };
  return { provider, written: () => written };
}
