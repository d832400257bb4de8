import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Attachment } from '../../src/core/model/conversation.ts';
import type { Origin } from '../../src/host/chat/sending.ts';
import { activePlace, readSelection } from '../../src/host/editor/selection.ts';
import { createMenuCommands } from '../../src/host/commands/menuCommands.ts';
import { createPrompts, type PromptDeps, type Prompts } from '../../src/host/prompts/runPrompts.ts';
import type { ToPanel } from '../../src/shared/protocol.ts';
import { restoreSettings, setSetting } from './clientHarness.ts';
import { createHarness, fenced, type Harness } from './rewriteHarness.ts';

const code = (name: string): string => `function ${name}() {\n  return 1;\n}\n`;

/** The composer of a new chat without messages. */
const fresh: Origin = { conversationId: null, visit: 0, options: {}, begun: () => undefined };

interface Asked {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

describe('a prompt', () => {
  let harness: Harness;
  let asked: Asked[];
  let posted: ToPanel[];
  let symbols: vscode.Disposable | undefined;
  let restoreCommands: () => void;

  beforeEach(() => {
    harness = createHarness();
    asked = [];
    posted = [];
    // The running extension has registered this command already, so redirect it to the harness.
    const { executeCommand } = vscode.commands;
    Object.assign(vscode.commands, {
      executeCommand: (command: string, ...given: unknown[]) =>
        command === 'laplas.rewriteSelection'
          ? harness.rewriting.commands.rewriteSelection(given[0])
          : executeCommand(command, ...given),
    });
    restoreCommands = () => Object.assign(vscode.commands, { executeCommand });
  });
  afterEach(async () => {
    restoreCommands();
    symbols?.dispose();
    await restoreSettings();
    await harness.dispose();
  });

  /** A language provider that returns symbols only when the test lets it. */
  function slowLanguage(): { readonly asked: Promise<void>; answer(): void } {
    let answer = (): void => undefined;
    let wasAsked = (): void => undefined;
    const whenAsked = new Promise<void>((resolve) => (wasAsked = resolve));
    const answered = new Promise<undefined>((resolve) => {
      answer = () => {
        resolve(undefined);
      };
    });
    symbols = vscode.languages.registerDocumentSymbolProvider(
      { pattern: '**/*.slow' },
      {
        provideDocumentSymbols() {
          wasAsked();
          return answered;
        },
      },
    );
    return { asked: whenAsked, answer };
  }

  const rooms = (): PromptDeps => ({
    chat: {
      ask: (text, attachments) => Promise.resolve(void asked.push({ text, attachments })),
      send: (_id, text) => Promise.resolve(void asked.push({ text, attachments: [] })),
      newChat: () => undefined,
    },
    panel: { reveal: () => Promise.resolve() },
    context: {
      selection: (place) => readSelection('1', place),
      showRequest: () => Promise.resolve(),
      tray: {
        chips: () => [],
        add: () => undefined,
        remove: () => undefined,
        refresh: () => Promise.resolve(),
        attached: () => [],
        take: () => Promise.resolve([]),
        restore: () => undefined,
        dispose: () => undefined,
      },
    },
    post: (message) => posted.push(message),
  });
  const prompts = (): Prompts => createPrompts(rooms());

  it('rewrites the code it was run on, all its selections, though another tab comes to the front', async () => {
    await setSetting('laplas.prompts', [
      { name: 'Quote', text: 'In ${file}, ${problems}: ${selection}', target: 'rewrite' },
    ]);
    const language = slowLanguage();
    const editor = await harness.open('first.slow', `${code('a')}\n${code('b')}`);
    editor.selections = [new vscode.Selection(0, 0, 2, 1), new vscode.Selection(4, 0, 6, 1)];
    const done = prompts().pick('Quote', activePlace());
    await language.asked;
    await harness.open('second.slow', 'nothing to see\n');
    language.answer();
    const turn = await harness.turn();
    const request = JSON.stringify(turn.request.messages);
    assert.match(request, /Instruction: In [^:]*first\.slow, none: function a\(\)/);
    assert.match(request, /Selection 1 of 2, from line 1:[^]*Selection 2 of 2, from line 5:/);
    assert.doesNotMatch(request, /second\.slow|nothing to see/);
    turn.say(`${fenced('x')}\n${fenced('y')}`);
    turn.end();
    await done;
    assert.equal(editor.document.getText(), 'x\n\ny\n');
  });

  it('does not wait for the language where it quotes nothing of the code', async () => {
    const language = slowLanguage();
    const editor = await harness.open('first.slow', code('a'));
    editor.selection = new vscode.Selection(0, 0, 2, 1);
    const done = prompts().runPreset('simplify', activePlace());
    const turn = await harness.turn();
    assert.match(JSON.stringify(turn.request.messages), /Make this code simpler/);
    turn.say(fenced('x'));
    turn.end();
    await done;
    language.answer();
  });

  it('is about the line of the cursor where the language does not answer', async () => {
    slowLanguage();
    const editor = await harness.open('first.slow', code('a'));
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await prompts().runPreset('explainSelection', activePlace());
    const [attachment] = asked[0]?.attachments ?? [];
    assert.ok(attachment && attachment.kind !== 'image');
    assert.equal(attachment.text, '  return 1;');
  });

  it('fills in the names of the file that it asks about, though another tab comes to the front', async () => {
    await setSetting('laplas.prompts', [{ name: 'Review', text: 'Review ${file} (${language}).' }]);
    const language = slowLanguage();
    const editor = await harness.open('first.slow', code('a'));
    editor.selection = new vscode.Selection(0, 0, 2, 1);
    const done = prompts().send(fresh, '/review', activePlace());
    await language.asked;
    await harness.open('second.json', '{}\n');
    language.answer();
    await done;
    assert.match(asked[0]?.text ?? '', /^Review [^ ]*first\.slow \(plaintext\)\.$/);
  });

  it('gives the words back where there is nothing to rewrite, or it can only be read', async () => {
    assert.equal(await prompts().send(fresh, '/fix only the first', undefined), true);
    const provider = { provideTextDocumentContent: () => 'let a = 1;\n' };
    const reading = vscode.workspace.registerTextDocumentContentProvider('test-read', provider);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('test-read:/a.ts'));
    await vscode.window.showTextDocument(document);
    await prompts().send(fresh, '/doc for callers', activePlace());
    reading.dispose();
    assert.deepEqual(
      posted.flatMap((message) => (message.type === 'focusComposer' ? [message.text] : [])),
      ['/fix only the first', '/doc for callers'],
    );
  });

  it('explains the lines that the light bulb stands at, whatever is selected by then', async () => {
    const { document } = await harness.open('first.txt', `${code('a')}\n${code('b')}`);
    await harness.open('second.txt', 'nothing to see\n');
    const { chat, panel } = rooms();
    const entries = createMenuCommands({
      chat,
      panel,
      context: { terminal: () => Promise.resolve(undefined) },
      prompts: () => Promise.resolve(prompts()),
      commitMessage: () => Promise.reject(new Error('not asked for')),
    });
    await entries.explainSelection({ uri: document.uri, range: new vscode.Range(4, 0, 6, 1) });
    assert.match(asked[0]?.attachments[0]?.name ?? '', /first\.txt:5-7/);
  });
});
