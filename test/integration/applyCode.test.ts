import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Attachment } from '../../src/core/model/conversation.ts';
import {
  createHarness,
  lensesOf,
  playDialogs,
  type Dialogs,
  type Harness,
} from './rewriteHarness.ts';

describe('applying a code block of the chat to a file', () => {
  let harness: Harness;
  let dialogs: Dialogs;
  let outside: string;
  const root = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'apply');
  const before = 'export function page() {\n  return 1;\n}\n';
  const code = 'export function page() {\n  return 2;\n}';

  beforeEach(() => {
    harness = createHarness();
    dialogs = playDialogs();
    outside = mkdtempSync(join(tmpdir(), 'laplas-outside-'));
  });
  afterEach(async () => {
    dialogs.restore();
    await harness.dispose();
    for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, text = before, folder = root): vscode.Uri => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return vscode.Uri.file(path);
  };
  const show = async (uri: vscode.Uri): Promise<void> => {
    await vscode.window.showTextDocument(uri, { preview: false });
  };
  /** The modified files of the sample, by their relative paths. */
  const changed = (): string[] =>
    vscode.workspace.textDocuments
      .filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')
      .map(({ uri }) => uri.path.replace(`${vscode.Uri.file(root).path}/`, ''));
  const attach = (uri: vscode.Uri): Attachment => ({
    kind: 'file',
    id: 'f',
    name: 'what the chip says',
    uri: uri.toString(),
    text: before,
  });

  const names = [
    // githubnext/copilot-workspace-user-manual#79, aidenybai/react-grab#86, cline/cline#860: routes
    // of Next.js.
    'app/[slug]/page.tsx',
    'app/(shop)/[...all]/page.tsx',
    'routes/$id.tsx',
    'routes/+page.ts',
    'my folder/a b.ts',
    'größe/naïve.ts',
    '日本/頁.ts',
    'a{b,c}/d!e.ts',
    "it's/50%.ts",
  ];
  for (const name of names) {
    it(`changes ${name} and nothing else, and shows it`, async () => {
      const uri = write(name);
      await show(write('page.tsx'));
      for (const info of [`ts title="apply/${name}"`, `tsx ${name}`]) {
        await harness.rewriting.applyCode(code, info);
        assert.deepEqual(changed(), [name], info);
        assert.equal(vscode.window.activeTextEditor?.document.uri.path, uri.path, 'it is shown');
        assert.ok((await lensesOf(uri)).includes('$(check) Accept'));
        await harness.rewriting.commands.rejectAll({ uri });
        await vscode.commands.executeCommand('workbench.action.files.revert');
        await show(write('page.tsx'));
      }
      assert.deepEqual(dialogs.asked, []);
    });
  }

  it('asks where a named file is missing, and changes no other file', async () => {
    await show(write('other/page.tsx'));
    await harness.rewriting.applyCode(code, 'tsx app/[missing]/page.tsx');
    assert.deepEqual(changed(), []);
    const [title, choices] = dialogs.asked[0] ?? [];
    assert.equal(title, 'Couldn’t find app/[missing]/page.tsx');
    assert.deepEqual(choices, ['Insert at Cursor', 'Append to page.tsx', 'New File']);
  });

  // sourcegraph/cody#6316: the file one folder up was changed or created.
  it('asks which of several files of the name is meant', async () => {
    write('demo/test.ts');
    write('demo/demo/test.ts');
    dialogs.answer = 'apply/demo/demo/test.ts';
    await harness.rewriting.applyCode(code, 'ts test.ts');
    assert.deepEqual([...(dialogs.asked[0]?.[1] ?? [])].sort(), [
      'apply/demo/demo/test.ts',
      'apply/demo/test.ts',
    ]);
    assert.deepEqual(changed(), ['demo/demo/test.ts']);
  });

  it('takes the attached one of several files of the name', async () => {
    write('a/index.ts');
    const uri = write('b/index.ts');
    await harness.rewriting.applyCode(code, 'ts index.ts', [attach(uri)]);
    assert.deepEqual(changed(), ['b/index.ts']);
    assert.deepEqual(dialogs.asked, []);
  });

  it('takes the exact place in the attached file over one that is alike in the open file', async () => {
    const attached = write('attached.ts', `${before}// end\n`);
    await show(write('open.ts', before.replace('return 1', 'return 3')));
    await harness.rewriting.applyCode(before.trim().replace('{', '{ '), 'ts', [attach(attached)]);
    await harness.rewriting.applyCode(code, 'ts', [attach(attached)]);
    assert.deepEqual(changed(), ['attached.ts']);
  });

  // anomalyco/opencode#43346, cline/cline#2784: a link in the workspace leads out of it.
  it('asks before it changes a file outside of the workspace, by its real path', async () => {
    const victim = write('victim.ts', before, outside);
    await harness.rewriting.applyCode(code, 'ts', [attach(victim)]);
    assert.deepEqual(changed(), []);
    assert.match(dialogs.asked[0]?.[0] ?? '', /^victim\.ts is outside of the workspace\./);

    mkdirSync(root, { recursive: true });
    symlinkSync(outside, join(root, 'link'));
    const linked = vscode.Uri.file(join(root, 'link/victim.ts'));
    await harness.rewriting.applyCode(code, 'ts', [attach(linked)]);
    // CopilotKit/OpenBot#100: the last part of a path is a link.
    symlinkSync(victim.fsPath, join(root, 'last.ts'));
    const last = vscode.Uri.file(join(root, 'last.ts'));
    await harness.rewriting.applyCode(code, 'ts last.ts', [attach(last)]);
    const up = vscode.Uri.file(root).with({ path: `${root}/../../${outside}/victim.ts` });
    await harness.rewriting.applyCode(code, 'ts', [attach(up)]);
    assert.deepEqual(changed(), []);

    dialogs.answer = 'Apply Anyway';
    await harness.rewriting.applyCode(code, 'ts', [attach(victim)]);
    assert.equal(changed().length, 1);
  });

  it('asks before it fills an empty file', async () => {
    const uri = write('empty.ts', '');
    await show(uri);
    await harness.rewriting.applyCode(code, 'ts empty.ts');
    assert.deepEqual(changed(), []);
    assert.equal(dialogs.asked[0]?.[0], 'empty.ts is empty. Add the code to it?');
    dialogs.answer = 'Add Code';
    await harness.rewriting.applyCode(code, 'ts');
    assert.deepEqual(changed(), ['empty.ts']);
  });

  // sourcegraph/cody#1118, microsoft/vscode#217376: the selected code was replaced.
  it('keeps what is selected where the user has the code inserted', async () => {
    const uri = write('a.ts', 'one();\ntwo();\nthree();\n');
    const editor = await vscode.window.showTextDocument(uri);
    editor.selection = new vscode.Selection(1, 0, 1, 6);
    dialogs.answer = 'Insert After Selection';
    await harness.rewriting.applyCode(code, 'ts');
    assert.deepEqual(dialogs.asked[0]?.[1], [
      'Insert After Selection',
      'Replace Selected Lines',
      'Append to a.ts',
      'New File',
    ]);
    assert.equal(editor.document.getText(), `one();\ntwo();\n${code}\nthree();\n`);
    assert.ok((await lensesOf(uri)).includes('$(check) Accept'));
    await harness.rewriting.commands.rejectAll({ uri });
    assert.equal(editor.document.getText(), 'one();\ntwo();\nthree();\n');
  });

  for (const [text, expected] of [
    ['a();\n', `a();\n${code}\n`],
    ['a();', `a();\n${code}`],
    ['a();\r\n', `a();\r\n${code.replaceAll('\n', '\r\n')}\r\n`],
  ] as const) {
    it(`appends to a file that ends in ${JSON.stringify(text.slice(-3))}`, async () => {
      const uri = write(`end${expected.length}.ts`, text);
      const { document } = await vscode.window.showTextDocument(uri);
      dialogs.answer = `Append to end${expected.length}.ts`;
      await harness.rewriting.applyCode(code, 'ts');
      assert.equal(document.getText(), expected);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
    });
  }
});
