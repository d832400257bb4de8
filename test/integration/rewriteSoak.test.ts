import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { choices, type Choices } from '../unit/random.ts';
import {
  closeAll,
  createHarness,
  fenced,
  leaveOpen,
  type Harness,
  type OpenQuestions,
} from './rewriteHarness.ts';

const only = process.env['LAPLAS_SEED'];
const rounds = process.env['LAPLAS_SOAK'] === '1' ? 300 : 12;
/** Seeds per test. A run without output for too long counts as hung. */
const together = 6;

describe('a rewrite among everything else, in a real VS Code', () => {
  let harness: Harness;
  let questions: OpenQuestions;
  before(() => {
    harness = createHarness();
    questions = leaveOpen();
  });
  after(async () => {
    questions.restore();
    await harness.dispose();
  });

  for (let from = 1; from <= rounds; from += together) {
    it(`promise 13: no character is lost, no half reply applied, one undo gives the text back (seeds from ${from})`, async function () {
      this.timeout(together * 10_000);
      for (let seed = from; seed < from + together; seed += 1) {
        if (only !== undefined && only !== String(seed)) continue;
        try {
          await interleave(choices(seed), harness, questions, seed);
        } catch (error) {
          const what = error instanceof Error ? error.message : '';
          throw new Error(`seed ${seed}: ${what}`, { cause: error });
        }
      }
    });
  }
});

async function interleave(
  random: Choices,
  harness: Harness,
  questions: OpenQuestions,
  seed: number,
): Promise<void> {
  let name = `soak${seed}.txt`;
  const eol = random.chance(0.3) ? '\r\n' : '\n';
  const original = Array.from({ length: 8 + random.below(12) }, (_, i) => `line${i}();${eol}`).join(
    '',
  );
  const editor = await harness.open(name, original);
  let { document } = editor;
  let saved = original;
  let typed = 0;
  let renamed = 0;

  const first = random.below(document.lineCount - 3);
  const last = first + random.below(3);
  const selected = document.getText(new vscode.Range(first, 0, last + 1, 0));
  const turn = await harness.start({ uri: document.uri, instruction: 'x', range: [first, last] });
  const code = selected
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => (random.chance(0.5) ? `new(); ${line}` : line))
    .join('\n');
  const reply = `Well:\n\n${fenced(code)}\n`;
  const whole = random.chance(0.8);
  const wanted = whole ? reply.length : random.below(reply.length);
  for (let at = 0; at < wanted;) {
    const next = Math.min(wanted, at + 1 + random.below(30));
    turn.say(reply.slice(at, next));
    at = next;
    if (random.chance(0.5)) await userDoes();
    assert.ok(
      !document.getText().includes('new('),
      'nothing of a running reply is in the document',
    );
  }
  const before = document.getText();
  // Nobody answers questions here, so a question stays open. Meanwhile the text must be the user's.
  const asked = questions.next().then(() => false);
  if (!whole) {
    const how = random.below(3);
    if (how === 0) harness.rewriting.stop();
    else if (how === 1)
      turn.end({ kind: 'interrupted', error: { kind: 'interrupted', what: 'test' } });
    else turn.end({ kind: 'failed', error: { kind: 'server', status: 500, message: 'test' } });
    assert.equal(await Promise.race([turn.done, asked]), false);
    assert.equal(document.getText(), before, 'a reply that is not whole changes nothing');
    await closeAll();
    return;
  }
  turn.end();
  const done = await Promise.race([turn.done, asked]);
  for (const token of before.match(/«\d+»/g) ?? [])
    assert.ok(document.getText().includes(token), `lost ${token}`);
  assert.equal(harness.onDisk(name), saved, 'nobody but the user saved');
  if (!done || document.getText() === before) {
    assert.equal(document.getText(), before);
    await closeAll();
    return;
  }
  const after = document.getText();
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), before, 'one undo gives the exact text back');
  await vscode.commands.executeCommand('redo');
  assert.equal(document.getText(), after);
  await harness.rewriting.commands.rejectAll({ uri: document.uri });
  assert.equal(document.getText(), before, 'rejecting all gives it back too');
  await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), after, 'and is undone by one undo');
  if (random.chance(0.5)) await harness.rewriting.commands.acceptAll({ uri: document.uri });
  assert.equal(document.getText(), after);
  assert.equal(harness.onDisk(name), saved);
  await closeAll();
  return;

  async function rename(to: string): Promise<void> {
    const target = vscode.Uri.joinPath(document.uri, '..', to);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, target);
    assert.ok(await vscode.workspace.applyEdit(edit));
    name = to;
    document = await vscode.workspace.openTextDocument(target);
  }

  async function userDoes(): Promise<void> {
    const line = random.below(document.lineCount);
    const edit = async (change: (builder: vscode.TextEditorEdit) => void): Promise<void> => {
      const shown = await vscode.window.showTextDocument(document, { preview: false });
      await shown.edit(change);
    };
    switch (random.below(10)) {
      case 0:
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('undo');
        break;
      case 1:
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('redo');
        break;
      case 2:
        await document.save();
        saved = document.getText();
        break;
      case 3:
        await edit((builder) => {
          builder.insert(new vscode.Position(line, 0), `«${(typed += 1)}»\n`);
        });
        break;
      case 4: {
        // A tab switch.
        await vscode.window.showTextDocument(
          await vscode.workspace.openTextDocument({ content: 'elsewhere' }),
        );
        break;
      }
      case 5: {
        // Close and reopen the document. Saving it first avoids a question.
        await document.save();
        saved = document.getText();
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
        await vscode.window.showTextDocument(document.uri, { preview: false });
        break;
      }
      case 6:
        // The user reverts unsaved changes.
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('workbench.action.files.revert');
        break;
      case 7:
        await rename(`soak${seed}.${(renamed += 1)}.txt`);
        break;
      case 8: {
        const language = document.languageId === 'plaintext' ? 'javascript' : 'plaintext';
        await vscode.languages.setTextDocumentLanguage(document, language);
        break;
      }
      default: {
        const at = document.lineAt(line).range.end;
        await edit((builder) => {
          builder.insert(at, ` «${(typed += 1)}»`);
        });
      }
    }
  }
}
