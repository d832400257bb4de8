import assert from 'node:assert/strict';
import { confirmHiddenUnicode } from '../../src/host/editor/askHiddenUnicode.ts';
import { answerDialogs } from './clientHarness.ts';
import { createHarness, fenced, type Harness } from './rewriteHarness.ts';

describe('hidden Unicode in a reply', () => {
  let harness: Harness;
  const asked: string[] = [];
  let answer = false;
  beforeEach(() => {
    asked.length = 0;
    harness = createHarness({
      confirmHiddenUnicode: (text) => {
        if (!text.includes('\u202E')) return Promise.resolve(true);
        asked.push(text);
        return Promise.resolve(answer);
      },
    });
  });
  afterEach(() => harness.dispose());

  for (const agreed of [false, true]) {
    it(`promise 19: is asked about before a rewrite is applied, and the answer counts (${agreed})`, async () => {
      answer = agreed;
      const { document } = await harness.open('a.ts', 'isAdmin();\n');
      const turn = await harness.start({ instruction: 'x', range: [0, 0] });
      turn.say(fenced('isAdmin(); // \u202Enotsure'));
      turn.end();
      assert.equal(await turn.done, agreed);
      assert.equal(asked.length, 1);
      assert.equal(document.getText().includes('\u202E'), agreed);
    });

    it(`promise 19: is asked about before code of the chat is applied or inserted (${agreed})`, async () => {
      answer = agreed;
      const { document } = await harness.open('a.ts', 'function isAdmin() {\n  return 1;\n}\n');
      await harness.rewriting.applyCode('function isAdmin() {\n  return 2; // \u202E\n}', 'ts');
      assert.equal(asked.length, 1);
      assert.equal(document.getText().includes('\u202E'), agreed);
      await harness.rewriting.insertAtCursor('\u202E');
      assert.equal(asked.length, 2);
      assert.equal(document.getText().split('\u202E').length - 1, agreed ? 2 : 0);
    });

    it(`promise 19: is asked about before a line that still comes is inserted (${agreed})`, async () => {
      answer = agreed;
      const { document } = await harness.open('a.ts', '');
      const lines = ['a();', '// \u202E', 'b();'];
      await harness.rewriting.insertAtCursor('', {
        read: () => Promise.resolve({ lines, done: true }),
        onDidChange: () => ({ dispose: () => undefined }),
      });
      assert.equal(asked.length, 1);
      assert.equal(document.getText(), agreed ? lines.join('\n') : '');
    });
  }

  it('is asked about once for the same code, and again where the user said no', async () => {
    const code = 'a(); // \u202E once';
    const asked = async (answer: string | undefined): Promise<number> => {
      const dialogs = answerDialogs(answer === undefined ? {} : { showWarningMessage: answer });
      try {
        assert.equal(await confirmHiddenUnicode(code), answer !== undefined);
        return dialogs.asked.length;
      } finally {
        dialogs.restore();
      }
    };
    assert.equal(await asked(undefined), 1);
    assert.equal(await asked('Insert Anyway'), 1);
    assert.equal(await asked('not asked'), 0);
  });
});
