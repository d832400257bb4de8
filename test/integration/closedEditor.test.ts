import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { replaceIn } from '../../src/host/editor/documents.ts';
import { until, undo } from './rewriteHarness.ts';

describe('an edit of a document', () => {
  it('gets there though the editor that it was meant for is closed, as one undo step', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'a\nb\n' });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const second = await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until(
      () => !vscode.window.visibleTextEditors.includes(second),
      'the second editor to be gone',
    );
    const replacements = [{ range: new vscode.Range(1, 0, 1, 1), text: 'B\nc' }];
    const options = { undoStopBefore: true, undoStopAfter: true, takesCursor: false };
    assert.equal(await replaceIn(document, second, replacements, options), true);
    assert.equal(document.getText(), 'a\nB\nc\n');
    await undo();
    assert.equal(document.getText(), 'a\nb\n');
  });
});
