import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
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

describe('renaming and deleting what is rewritten', () => {
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

  const at = (name: string): vscode.Uri => vscode.Uri.file(join(harness.folder, name));
  const rename = async (from: string, to: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(at(from), at(to));
    assert.ok(await vscode.workspace.applyEdit(edit));
  };
  const remove = async (name: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(at(name), { recursive: true });
    assert.ok(await vscode.workspace.applyEdit(edit));
  };
  const rewrite = async (name: string): Promise<void> => {
    await harness.open(name, source);
    const turn = await harness.start({ uri: at(name), instruction: 'x', range: firstFunction });
    turn.say(fenced(rewritten));
    turn.end();
    assert.equal(await turn.done, true);
  };
  const isReviewed = async (name: string): Promise<boolean> =>
    (await lensesOf(at(name))).includes('$(check) Accept');
  const untilReviewed = (name: string): Promise<void> =>
    until(() => isReviewed(name), `the review of ${name}`);
  /** The file name that a click on “… to review” opens. */
  const next = async (): Promise<string> => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await harness.rewriting.commands.nextHunk();
    return vscode.window.activeTextEditor?.document.uri.path.split('/').at(-1) ?? '';
  };

  // excalidraw/excalidraw-vscode#131, microsoft/vscode#57522, microsoft/vscode#20345: moving a file
  // loses work.
  it('follows a file that is renamed while the response streams, typed text included', async () => {
    const editor = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'x', range: firstFunction });
    turn.say('```ts\n');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    await rename('a.ts', 'b.ts');
    turn.say(`${rewritten}\n\`\`\``);
    turn.end();
    assert.equal(await turn.done, true);
    const document = await vscode.workspace.openTextDocument(at('b.ts'));
    assert.equal(document.getText(), `// mine\n${after}`);
    await untilReviewed('b.ts');
  });

  // microsoft/vscode#9113: moving its folder does too.
  it('follows a file whose folder is renamed while the response streams', async () => {
    mkdirSync(join(harness.folder, 'lib/deep'), { recursive: true });
    await harness.open('lib/deep/a.ts', source);
    const turn = await harness.start({ instruction: 'x', range: firstFunction });
    turn.say(fenced(rewritten));
    await rename('lib', 'library');
    turn.end();
    assert.equal(await turn.done, true);
    const document = await vscode.workspace.openTextDocument(at('library/deep/a.ts'));
    assert.equal(document.getText(), after);
  });

  it('offers the response where the file was deleted meanwhile', async () => {
    await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'x', range: firstFunction });
    turn.say(fenced(rewritten));
    await remove('a.ts');
    dialogs.answer = 'Open as Text';
    turn.end();
    assert.equal(await turn.done, false);
    assert.match(dialogs.asked[0]?.[0] ?? '', /a\.ts no longer exists/);
    assert.deepEqual(dialogs.asked[0]?.[1], ['View in Chat', 'Open as Text']);
    await until(
      () => vscode.window.activeTextEditor?.document.getText() === fenced(rewritten),
      'the response as text',
    );
  });

  it('keeps the review of a file that is renamed, alone or with its folder', async () => {
    mkdirSync(join(harness.folder, 'lib'));
    await rewrite('lib/a.ts');
    await rename('lib/a.ts', 'lib/b.ts');
    await untilReviewed('lib/b.ts');
    await rename('lib', 'library');
    await untilReviewed('library/b.ts');
    await harness.rewriting.commands.rejectAll({ uri: at('library/b.ts') });
    const document = await vscode.workspace.openTextDocument(at('library/b.ts'));
    assert.equal(document.getText(), source);
  });

  it('moves a stored review whose file was not opened yet', async () => {
    mkdirSync(join(harness.folder, 'lib'));
    await rewrite('lib/a.ts');
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await harness.reload();
    await rename('lib', 'library');
    assert.equal(await next(), 'a.ts');
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, at('library/a.ts').path);
  });

  it('does not ask to review a file that was deleted, and skips it for the next one', async () => {
    await rewrite('a.ts');
    await rewrite('b.ts');
    await vscode.workspace.saveAll();
    await remove('a.ts');
    assert.equal(await next(), 'b.ts');
    // Deleted outside of VS Code.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(join(harness.folder, 'b.ts'));
    assert.equal(await next(), '');
    assert.equal(dialogs.asked.at(-1)?.[0], 'No changes left to review.');
    await harness.reload();
    assert.equal(await next(), '', 'nor after a reload');
  });

  it('takes the review up again where a deleted file comes back as it was', async () => {
    await rewrite('a.ts');
    await vscode.workspace.saveAll();
    await remove('a.ts');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await harness.open('a.ts', after);
    await untilReviewed('a.ts');
  });

  // microsoft/vscode#289986: a file that is created again after its deletion is a different file.
  it('has nothing to review in another file of the same name', async () => {
    await rewrite('a.ts');
    await vscode.workspace.saveAll();
    await remove('a.ts');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await harness.open('a.ts', 'something();\nelse();\n');
    assert.equal(await isReviewed('a.ts'), false);
  });
});
