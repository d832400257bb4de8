import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  createHarness,
  fenced,
  lensesOf,
  playDialogs,
  redo,
  undo,
  until,
  type Dialogs,
  type Harness,
} from './rewriteHarness.ts';
import { after, firstFunction, rewritten, source } from './rewriteSample.ts';

describe('what the model says beside the code of a rewrite', () => {
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

  const note = 'Note that `a` must exist.';
  const reply = `Here you go.\n\n${fenced(rewritten)}\n\n${note}`;
  const lens = '$(comment) Note from Laplas: Here you go. Note that a must exist.';
  const rewrite = async (): Promise<vscode.TextDocument> => {
    const { document } = await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say(reply);
    turn.end();
    assert.equal(await turn.done, true);
    return document;
  };

  // microsoft/vscode#301404 is about the other half: the notes must not get into the file either.
  it('is over the changes, in their hover, and whole in the chat', async () => {
    const document = await rewrite();
    assert.equal(document.getText(), after);
    assert.ok((await lensesOf(document.uri)).includes(lens));

    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(2, 3),
    );
    assert.ok(hovers, 'decorations show theirs without a provider');
    await harness.rewriting.commands.showResponse({ uri: document.uri, response: 0 });
    const [shown] = harness.shown;
    assert.equal(shown?.response, reply);
    assert.equal(shown.instruction, 'types');
    assert.deepEqual(
      shown.selections.map(({ name, text }) => [name, text.split('\n')[0]]),
      [['a.ts:3-6', 'export function first() {']],
    );
  });

  it('stays over undo, redo and a reload, and goes with the review', async () => {
    const document = await rewrite();
    await undo();
    assert.deepEqual(await lensesOf(document.uri), []);
    await redo();
    assert.ok((await lensesOf(document.uri)).includes(lens));
    await harness.reload();
    await until(async () => (await lensesOf(document.uri)).includes(lens), 'the note');
    await harness.rewriting.commands.acceptAll({ uri: document.uri });
    assert.deepEqual(await lensesOf(document.uri), []);

    const turn = await harness.start({ instruction: 'more', range: firstFunction });
    turn.say(fenced(rewritten.replace('const', 'let')));
    turn.end();
    await turn.done;
    const titles = await lensesOf(document.uri);
    assert.ok(titles.includes('$(check) Accept'));
    assert.ok(!titles.includes(lens), 'the old note is about other changes');
  });

  it('shows the sentence of a response without code, and never offers it as code', async () => {
    const { document } = await harness.open('a.ts', source);
    const said =
      'I cannot make this faster without knowing how it is used. Could you tell me more?';
    dialogs.answer = 'Answer in Chat';
    const turn = await harness.start({ instruction: 'faster', range: firstFunction });
    turn.say(said);
    turn.end();
    assert.equal(await turn.done, false);
    assert.deepEqual(dialogs.asked, [
      [`“${said}” No changes were made.`, ['Answer in Chat', 'Retry…']],
    ]);
    assert.equal(harness.shown[0]?.response, said);
    assert.equal(document.getText(), source);
  });

  it('offers a response that looks like code as code, last', async () => {
    const { document } = await harness.open('a.ts', source);
    dialogs.answer = 'Apply as Code';
    const turn = await harness.start({ instruction: 'types', range: firstFunction });
    turn.say(rewritten);
    turn.end();
    assert.equal(await turn.done, true);
    assert.equal(dialogs.asked[0]?.[1].at(-1), 'Apply as Code');
    assert.equal(document.getText(), after);
  });

  it('is shown with a response that was refused, or that changes nothing', async () => {
    await harness.open('a.ts', source);
    const refused = await harness.start({ instruction: 'x', range: firstFunction });
    refused.say(`I left the body out.\n\n${fenced('')}`);
    refused.end();
    assert.equal(await refused.done, false);
    assert.match(dialogs.asked[0]?.[0] ?? '', /Note: “I left the body out\.”$/);
    const same = await harness.start({ instruction: 'x', range: firstFunction });
    const lines = source.split('\n').slice(2, 6).join('\n');
    same.say(`It is optimal already.\n\n${fenced(lines)}`);
    same.end();
    assert.equal(await same.done, false);
    assert.match(dialogs.asked[1]?.[0] ?? '', /“It is optimal already\.”$/);
    await harness.rewriting.commands.showResponse();
    assert.match(harness.shown[0]?.response ?? '', /^It is optimal/, 'the last response');
  });

  it('keeps links of the model out of the notification', async () => {
    await harness.open('a.ts', source);
    const turn = await harness.start({ instruction: 'x', range: firstFunction });
    turn.say('I need more: [tell me](command:workbench.action.closeWindow), please do.');
    turn.end();
    await turn.done;
    assert.equal(dialogs.asked[0]?.[0], '“I need more: tell me, please do.” No changes were made.');
  });
});
