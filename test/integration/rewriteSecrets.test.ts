import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { mayBeSent } from '../../src/host/context/askSecrets.ts';
import { answerDialogs, type Answers } from './clientHarness.ts';
import { createHarness, fenced, type Harness, type Turn } from './rewriteHarness.ts';

/** Assembled here, so that secret scanners don't report this file. */
const fakeKey = `AKIA${'IOSFODNN7EXAMPQ2'}`;

describe('what a rewrite sends', () => {
  let harness: Harness;
  let dialogs: Answers;
  const questions = (): readonly string[] =>
    dialogs.asked
      .map(({ arguments: [question] }) => String(question))
      .filter((question) => question.includes('may contain secrets'));
  const sent = (turn: Turn): string => JSON.stringify(turn.request.messages);

  beforeEach(() => {
    harness = createHarness({ mayBeSent });
    dialogs = answerDialogs({});
  });
  afterEach(async () => {
    dialogs.restore();
    await harness.dispose();
  });

  it('leaves out the code around the selection where that looks secret, unless the user says no', async () => {
    const { document } = await harness.open(
      'around.ts',
      `// first\nconst key = '${fakeKey}';\nlet a;\nlet b;\nconst other = '${fakeKey}';\n`,
    );
    const turn = await harness.start({ uri: document.uri, range: [2, 2], instruction: 'const' });
    assert.deepEqual(questions(), [
      'The code above the selection may contain secrets (an AWS access key on line 2).',
      'The code below the selection may contain secrets (an AWS access key on line 5).',
    ]);
    assert.match(sent(turn), /let a;/);
    assert.doesNotMatch(sent(turn), /AKIA|first/);
    turn.say(fenced('const a = 1;'));
    turn.end();
    assert.equal(await turn.done, true);

    const again = await harness.start({ uri: document.uri, again: true, instruction: 'again' });
    assert.doesNotMatch(sent(again), /AKIA/);
    again.end({ kind: 'stopped' });
    await again.done;
  });

  it('is shown, and not sent, on request', async () => {
    const { document } = await harness.open('shown.ts', 'let a;\nlet b;\n');
    const argument = { uri: document.uri, range: [1, 1], instruction: 'to const', show: true };
    assert.equal(await harness.rewriting.commands.rewriteSelection(argument), false);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.languageId, 'json');
    assert.match(shown.getText(), /Instruction: to const.*Selected lines, from line 2/s);
  });

  it('is nothing where the selection or the instruction looks secret, and the user says no', async () => {
    const { document } = await harness.open('inside.ts', `const key = '${fakeKey}';\nlet a;\n`);
    const rewrite = (argument: object): unknown =>
      harness.rewriting.commands.rewriteSelection(argument);
    const { uri } = document;
    assert.equal(await rewrite({ uri, range: [0, 0], instruction: 'x' }), false);
    assert.equal(await rewrite({ uri, range: [1, 1], instruction: `use ${fakeKey}` }), false);
    assert.deepEqual(questions(), [
      'The selection may contain secrets (an AWS access key on line 1).',
      'The instruction may contain secrets (an AWS access key on line 1).',
    ]);
  });
});
