import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { StreamingCode } from '../../src/core/rewrite/streamingCode.ts';
import { createHarness, redo, undo, until, type Harness } from './rewriteHarness.ts';

describe('inserting code that is still coming', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = createHarness();
  });
  afterEach(() => harness.dispose());

  /** A streaming code block that the test writes. */
  const source = () => {
    let now: StreamingCode = { lines: [], done: false };
    const changed = new vscode.EventEmitter<void>();
    const come = (lines: readonly string[], done = false): void => {
      now = { lines: [...now.lines, ...lines], done };
      changed.fire();
    };
    return { coming: { read: () => Promise.resolve(now), onDidChange: changed.event }, come };
  };

  const start = async (text: string, at: readonly [number, number][]) => {
    const editor = await harness.open('a.ts', text);
    editor.selections = at.map(
      ([line, column]) => new vscode.Selection(line, column, line, column),
    );
    const { coming, come } = source();
    const done = harness.rewriting.insertAtCursor('', coming);
    const { document } = editor;
    const untilThere = (part: string): Promise<void> =>
      until(() => document.getText().includes(part), part);
    return { editor, document, come, done, untilThere };
  };

  it('adds line after line at the cursor’s indentation, as one undo step', async () => {
    const text = 'function f() {\n  \n}\n';
    const { document, come, done, untilThere } = await start(text, [[1, 2]]);
    come(['if (a) {', '  b();', '']);
    await untilThere('b();');
    come(['  c();', '}'], true);
    await done;
    const after = 'function f() {\n  if (a) {\n    b();\n\n    c();\n  }\n}\n';
    assert.equal(document.getText(), after);
    assert.equal(harness.onDisk('a.ts'), text, 'nobody saved');
    await undo();
    assert.equal(document.getText(), text);
    await redo();
    assert.equal(document.getText(), after);
  });

  it('keeps CRLF, goes to every cursor, and comes after what is selected', async () => {
    const { editor, document, come, done, untilThere } = await start('a\r\n\r\nb\r\n', [[1, 0]]);
    assert.ok(editor);
    come(['x', 'y']);
    await untilThere('x');
    come(['z'], true);
    await done;
    assert.equal(document.getText(), 'a\r\nx\r\ny\r\nz\r\nb\r\n');

    const second = await harness.open('b.ts', 'one two\nthree\n');
    second.selections = [new vscode.Selection(0, 0, 0, 3), new vscode.Selection(1, 5, 1, 5)];
    const other = source();
    const inserted = harness.rewriting.insertAtCursor('', other.coming);
    other.come(['1', '2']);
    await until(() => second.document.getText().includes('1'), 'the first line');
    other.come(['3'], true);
    await inserted;
    assert.equal(second.document.getText(), 'one1\n2\n3 two\nthree1\n2\n3\n');
  });

  // sourcegraph/cody#1118: the selected lines were replaced.
  it('goes below selected lines, at their indentation, for review', async () => {
    const text = 'if (a) {\n  b();\n  c();\n}\n';
    const editor = await harness.open('a.ts', text);
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    const { coming, come } = source();
    const done = harness.rewriting.insertAtCursor('', coming);
    come(['x();', 'y();']);
    await until(() => editor.document.getText().includes('x();'), 'the first line');
    come(['z();'], true);
    await done;
    const after = 'if (a) {\n  b();\n  x();\n  y();\n  z();\n  c();\n}\n';
    assert.equal(editor.document.getText(), after);
    await harness.rewriting.commands.rejectAll({ uri: editor.document.uri });
    assert.equal(editor.document.getText(), text);
    await undo();
    await undo();
    assert.equal(editor.document.getText(), text);
  });

  const places: readonly (readonly [string, readonly [number, number, number, number], string])[] =
    [
      ['part of a line', [0, 0, 0, 3], 'oneX();\nY(); two\n  three\n'],
      ['a whole line', [0, 0, 0, 7], 'one two\nX();\nY();\n  three\n'],
      ['a line with its end', [0, 0, 1, 0], 'one two\nX();\nY();\n  three\n'],
      ['lines from bottom to top', [1, 4, 0, 2], 'one two\n  three\nX();\nY();\n'],
      ['an indented line', [1, 2, 1, 7], 'one two\n  three\n  X();\n  Y();\n'],
    ];
  for (const [what, [line, column, endLine, endColumn], expected] of places) {
    it(`keeps ${what} that is selected`, async () => {
      const text = 'one two\n  three\n';
      const editor = await harness.open('a.ts', text);
      editor.selection = new vscode.Selection(line, column, endLine, endColumn);
      await harness.rewriting.insertAtCursor('X();\nY();');
      assert.equal(editor.document.getText(), expected);
      assert.equal(editor.document.getText(editor.selection).includes('Y'), false);
      await harness.rewriting.commands.rejectAll({ uri: editor.document.uri });
      assert.equal(editor.document.getText(), text);
    });
  }

  it('follows its place while the user types above, and leaves their text its own undo step', async () => {
    const { editor, document, come, done, untilThere } = await start('a\n\nb\n', [[1, 0]]);
    come(['x', 'y']);
    await untilThere('x');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    come(['z'], true);
    await done;
    assert.equal(document.getText(), '// mine\na\nx\ny\nz\nb\n');
    await undo();
    assert.equal(document.getText(), '// mine\na\nx\nb\n');
  });

  it('ends where the user changes what was inserted, and takes nothing of theirs', async () => {
    const { editor, document, come, done, untilThere } = await start('a\n\nb\n', [[1, 0]]);
    come(['x', 'y', 'z']);
    await untilThere('y');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 1), '/* mine */'));
    come(['more'], true);
    await done;
    assert.equal(document.getText(), 'a\nx/* mine */\ny\nb\n');
  });

  it('ends with an undo in the middle', async () => {
    const { document, come, done, untilThere } = await start('a\n\nb\n', [[1, 0]]);
    come(['x', 'y', 'z']);
    await untilThere('y');
    await undo();
    come(['more'], true);
    await done;
    assert.equal(document.getText(), 'a\n\nb\n');
  });

  it('waits while the file is not shown, and is whole all the same', async () => {
    const { document, come, done, untilThere } = await start('a\n\nb\n', [[1, 0]]);
    come(['x', 'y']);
    await untilThere('x');
    await harness.open('b.ts', 'elsewhere\n');
    come(['z']);
    come(['end'], true);
    await done;
    assert.equal(document.getText(), 'a\nx\ny\nz\nend\nb\n');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'elsewhere\n');
  });
});
