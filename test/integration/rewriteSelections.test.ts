import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createHarness, fenced, undo, until, type Harness } from './rewriteHarness.ts';
import { after, askedOf, firstFunction, rewritten, source } from './rewriteSample.ts';

describe('the selection of a rewrite', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = createHarness();
  });
  afterEach(() => harness.dispose());

  it('rewrites several selections in one request and one undo step', async () => {
    const editor = await harness.open('a.ts', source);
    editor.selections = [new vscode.Selection(2, 0, 5, 1), new vscode.Selection(7, 0, 9, 1)];
    const turn = await harness.start({ instruction: 'types' });
    assert.match(askedOf(turn), /Selection 2 of 2/);
    turn.say(
      `${fenced(rewritten)}\n\n${fenced('export function second(): number {\n  return 2;\n}')}`,
    );
    turn.end();
    await turn.done;
    assert.equal(
      editor.document.getText(),
      after.replace('function second()', 'function second(): number'),
    );
    await undo();
    assert.equal(editor.document.getText(), source);
  });

  it('takes the smallest symbol, or the line, when nothing is selected', async () => {
    const editor = await harness.open('a.txt', 'one\ntwo\nthree\n');
    editor.selection = new vscode.Selection(1, 1, 1, 1);
    const turn = await harness.start({ instruction: 'upper case' });
    turn.say(fenced('TWO', ''));
    turn.end();
    await turn.done;
    assert.equal(editor.document.getText(), 'one\nTWO\nthree\n');
  });

  it('takes the smallest symbol around the cursor that is more than a line', async () => {
    const symbol = (name: string, from: number, to: number): vscode.DocumentSymbol => {
      const range = new vscode.Range(from, 0, to, 1);
      return new vscode.DocumentSymbol(name, '', vscode.SymbolKind.Function, range, range);
    };
    const outer = symbol('outer', 0, 4);
    outer.children.push(symbol('inner', 1, 3));
    const provider = vscode.languages.registerDocumentSymbolProvider(
      { pattern: '**/symbols.txt' },
      { provideDocumentSymbols: () => [outer] },
    );
    try {
      const editor = await harness.open('symbols.txt', 'o\ni\ni\ni\no\n');
      editor.selection = new vscode.Selection(2, 0, 2, 0);
      const turn = await harness.start({ instruction: 'x' });
      turn.say(fenced('I', ''));
      turn.end();
      await turn.done;
      assert.equal(editor.document.getText(), 'o\nI\no\n');
    } finally {
      provider.dispose();
    }
  });

  it('gives way to the colours of what changed, and comes back with an undo', async () => {
    const editor = await harness.open('a.ts', source);
    const selection = new vscode.Selection(2, 0, 5, 1);
    editor.selection = selection;
    const turn = await harness.start({ instruction: 'types' });
    turn.say(fenced(rewritten));
    turn.end();
    await turn.done;
    await until(() => editor.selection.isEmpty, 'the selection to be gone');
    assert.deepEqual(editor.selection.active, selection.start);
    await undo();
    await until(() => editor.selection.isEqual(selection), 'the selection to be back');
  });

  it('stays where it is while other lines change', async () => {
    const editor = await harness.open('a.ts', source);
    const selection = new vscode.Selection(7, 0, 8, 4);
    editor.selection = selection;
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say(fenced(rewritten));
    turn.end();
    await turn.done;
    await harness.rewriting.flush();
    assert.ok(editor.selection.isEqual(selection));
  });
});
