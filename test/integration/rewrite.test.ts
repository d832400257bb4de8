import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createHarness, fenced, redo, undo, until, type Harness } from './rewriteHarness.ts';
import { after, askedOf, firstFunction, rewritten, source } from './rewriteSample.ts';

describe('rewriting in an editor', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = createHarness();
  });
  afterEach(() => harness.dispose());

  const lenses = async (uri: vscode.Uri): Promise<string[]> => {
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    return all.map((lens) => lens.command?.title ?? '');
  };

  it('commits a complete reply as one undo step, and saves nothing', async () => {
    const { document } = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say('```ts\nexport function first(): number {\n');
    await until(async () => (await lenses(document.uri)).includes('Stop'), 'the progress line');
    assert.equal(document.getText(), source, 'untouched while it streams');
    assert.equal(harness.rewriting.busy(), true);
    turn.say('  const x = a();\n  return x;\n}\n```');
    turn.end();

    assert.equal(await turn.done, true);
    assert.equal(document.getText(), after);
    assert.equal(document.isDirty, true);
    assert.equal(harness.onDisk('a.ts'), source);
    assert.equal(harness.rewriting.busy(), false);
    await undo();
    assert.equal(document.getText(), source);
    await redo();
    assert.equal(document.getText(), after);
  });

  it('offers Accept and Reject over each change, and takes one back', async () => {
    const { document } = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say(fenced(rewritten));
    turn.end();
    await turn.done;

    const titles = await lenses(document.uri);
    assert.ok(
      titles.includes('$(check) Accept') && titles.includes('$(discard) Reject'),
      titles.join(),
    );
    await harness.rewriting.commands.rejectAll();
    assert.equal(document.getText(), source);
    assert.deepEqual(await lenses(document.uri), []);
    await undo();
    assert.equal(document.getText(), after);
    assert.ok(
      (await lenses(document.uri)).includes('$(check) Accept'),
      'undo brings the review back',
    );
    await harness.rewriting.commands.acceptAll();
    assert.deepEqual(await lenses(document.uri), []);
    assert.equal(document.getText(), after);
    assert.equal(harness.onDisk('a.ts'), source);
  });

  it('ends the review with an undo past the rewrite, and redo brings it back', async () => {
    const { document } = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say(fenced(rewritten));
    turn.end();
    await turn.done;
    await undo();
    assert.deepEqual(await lenses(document.uri), []);
    await redo();
    assert.ok((await lenses(document.uri)).length > 0);
  });

  it('follows the lines while the user types above and below', async () => {
    const editor = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say('```ts\nexport function');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n// too\n'));
    turn.say(' first(): number {\n  const x = a();\n  return x;\n}\n```');
    await editor.edit((edit) => edit.insert(new vscode.Position(10, 10), '0'));
    turn.end();
    await turn.done;
    assert.equal(
      editor.document.getText(),
      `// mine\n// too\n${after.replace('return 2;', 'return 20;')}`,
    );
  });

  it('merges what the user typed inside the lines meanwhile', async () => {
    const editor = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say('```ts\nexport function first(): number {\n  var x = a();\n');
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), '  log(x);\n'));
    turn.say('  return x;\n}\n```');
    turn.end();
    assert.equal(await turn.done, true);
    assert.equal(
      editor.document.getText(),
      source
        .replace('first() {', 'first(): number {')
        .replace('  return x;', '  log(x);\n  return x;'),
    );
  });

  it('leaves the document as it is after Stop', async () => {
    const { document } = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say('```ts\nexport function first(): number {\n');
    harness.rewriting.stop();
    assert.equal(await turn.done, false);
    assert.equal(document.getText(), source);
    assert.equal(document.isDirty, false);
  });

  it('keeps CRLF, and tabs', async () => {
    const text = 'func f() {\r\n\tx := 1\r\n\treturn x\r\n}\r\n';
    const editor = await harness.open('a.go', text);
    editor.options = { insertSpaces: false, tabSize: 4 };
    const turn = await harness.start({ instruction: 'one', range: [1, 2] });
    turn.say(fenced('    return 1', 'go'));
    turn.end();
    await turn.done;
    assert.equal(editor.document.getText(), 'func f() {\r\n\treturn 1\r\n}\r\n');
    await undo();
    assert.equal(editor.document.getText(), text);
  });

  it('commits to a file whose tab was closed meanwhile, without saving it', async () => {
    await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say(fenced(rewritten));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    turn.end();
    assert.equal(await turn.done, true);
    assert.equal(harness.onDisk('a.ts'), source);
    const { document } = await vscode.window.showTextDocument(
      vscode.Uri.file(`${harness.folder}/a.ts`),
    );
    assert.equal(document.getText(), after);
    assert.ok((await lenses(document.uri)).includes('$(check) Accept'));
  });

  it('takes a pending review up again after a reload', async () => {
    const { document } = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say(fenced(rewritten));
    turn.end();
    await turn.done;
    await harness.reload();
    await until(
      async () => (await lenses(document.uri)).includes('$(check) Accept'),
      'the review after the reload',
    );
    await harness.rewriting.commands.rejectAll();
    assert.equal(document.getText(), source);
  });

  it('rewrites again from the text before, over the last try', async () => {
    const { document } = await harness.open('a.ts', source);
    const first = await harness.start({ instruction: 'types', range: firstFunction });
    first.say(fenced(rewritten));
    first.end();
    await first.done;
    const again = await harness.start({ uri: document.uri, again: true, instruction: 'shorter' });
    const asked = askedOf(again);
    assert.match(asked, /var x = a\(\);/, 'the baseline is what is rewritten');
    assert.match(asked, /const x = a\(\);/, 'the last try is shown');
    again.say(fenced('export function first() {\n  return a();\n}'));
    again.end();
    await again.done;
    assert.equal(
      document.getText(),
      source.replace('  var x = a();\n  return x;\n', '  return a();\n'),
    );
    await harness.rewriting.commands.rejectAll();
    assert.equal(document.getText(), source);
  });

  it('takes another wish for lines about which a question is still open', async () => {
    const { document } = await harness.open('a.ts', source);
    const first = await harness.start({ instruction: 'types', range: firstFunction });
    first.say('```ts\nexport function first(');
    first.end({ kind: 'length' });
    await until(async () => (await lenses(document.uri)).includes('Continue'), 'the question');
    const second = await harness.start({ instruction: 'types', range: firstFunction });
    assert.equal(await first.done, false);
    second.say('```ts\n');
    const third = harness.rewriting.commands.rewriteSelection({
      uri: document.uri,
      instruction: 'again',
      range: firstFunction,
    });
    assert.equal(await third, false, 'one that still streams is left alone');
    second.say(`${rewritten}\n\`\`\``);
    second.end();
    assert.equal(await second.done, true);
    assert.equal(document.getText(), after);
  });

  it('puts a block of the chat where it belongs, for review', async () => {
    const { document } = await harness.open('a.ts', source);
    await harness.rewriting.applyCode('export function second(): number {\n  return 3;\n}', 'ts');
    assert.equal(
      document.getText(),
      source.replace('second() {\n  return 2;', 'second(): number {\n  return 3;'),
    );
    assert.ok((await lenses(document.uri)).includes('$(check) Accept'));
    await undo();
    assert.equal(document.getText(), source);
  });

  it('never leaves focus elsewhere than the user had it', async () => {
    await harness.open('a.ts', source);
    const other = await harness.open('b.ts', 'b();\n');
    const uri = vscode.Uri.file(`${harness.folder}/a.ts`);
    const turn = await harness.start({ uri, instruction: 'types', range: firstFunction });
    turn.say(fenced(rewritten));
    turn.end();
    assert.equal(await turn.done, true);
    assert.equal(vscode.window.activeTextEditor?.document, other.document);
    assert.equal(harness.onDisk('a.ts'), source);
  });
});
