/** Tests that a symbolic link is treated like its target. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { askingAboutPlaces } from '../../src/host/context/askPlace.ts';
import { watchIgnored, type Ignored } from '../../src/host/context/ignored.ts';
import { createInstructions } from '../../src/host/context/instructions.ts';
import { realPath } from '../../src/node/realPath.ts';
import { answerDialogs } from './clientHarness.ts';
import { createContextHarness, type ContextHarness } from './contextHarness.ts';
import { closeAll } from './rewriteHarness.ts';

describe('a link', () => {
  let harness: ContextHarness;
  let ignored: Ignored;
  let outside: string;
  let top: vscode.Uri;
  const at = (path: string): vscode.Uri => vscode.Uri.joinPath(top, path);
  const link = (target: string, path: string): vscode.Uri => {
    symlinkSync(target, at(path).fsPath);
    return at(path);
  };
  const verdict = async (path: string): Promise<string> => (await ignored.judge(at(path))).kind;

  beforeEach(() => {
    harness = createContextHarness();
    ignored = watchIgnored({ realPath });
    outside = mkdtempSync(join(tmpdir(), 'laplas-outside-'));
    writeFileSync(join(outside, 'victim.txt'), 'outside text');
    mkdirSync(join(outside, 'folder'));
    writeFileSync(join(outside, 'folder/inner.txt'), 'outside text');
    const seen = harness.write('linked/seen.txt', 'seen text');
    top = vscode.Uri.joinPath(seen, '..');
    harness.write('linked/.laplasignore', 'hidden*\n*.lnk\n');
    harness.write('linked/hidden.txt', 'hidden text');
    harness.write('linked/hidden-folder/plain.txt', 'hidden text');
  });
  afterEach(async () => {
    await closeAll();
    ignored.dispose();
    harness.dispose();
    rmSync(outside, { recursive: true, force: true });
  });

  it('to an ignored file, or out of the workspace, is neither offered nor listed', async () => {
    link('hidden.txt', 'plain-link.txt');
    link(join(outside, 'victim.txt'), 'notes-link.txt');
    link('seen.txt', 'good-link.txt');
    // FSMargoo/dsh-at-file#42, anomalyco/opencode#43336: folders too.
    link(join(outside, 'folder'), 'folder-link');
    const labels = async (query: string): Promise<readonly string[]> =>
      (await harness.offered(query)).map(({ label }) => label);
    assert.deepEqual(await labels('plain-link'), []);
    assert.deepEqual(await labels('notes-link'), []);
    assert.deepEqual(await labels('inner.txt'), []);
    // cline/cline#2323: a link within the workspace is useful.
    assert.ok((await labels('good-link')).includes('good-link.txt'));
    await harness.attach('linked', 'linked/');
    assert.equal(harness.text('linked/'), '.laplasignore\ngood-link.txt\nseen.txt');
  });

  it('is judged by both its names, and by the folders on its way', async () => {
    // google-gemini/gemini-cli#28915: the folder is the link, not the file.
    link('hidden-folder', 'folder-link');
    assert.equal(await verdict('folder-link/plain.txt'), 'ignored');
    // gitbutlerapp/gitbutler#15456: an ignored name for a file that isn't ignored.
    link('seen.txt', 'other.lnk');
    assert.equal(await verdict('other.lnk'), 'ignored');
    link('link-b', 'link-a');
    link(join(outside, 'victim.txt'), 'link-b');
    assert.equal(await verdict('link-a'), 'outside');
    link(join(outside, 'absent.txt'), 'dangling');
    assert.equal(await verdict('dangling'), 'outside');
    link('circle', 'circle');
    assert.equal(await verdict('circle'), 'outside');
    assert.equal(await verdict('new-file.txt'), 'offered');
    assert.equal(await verdict('seen.txt'), 'offered');
  });

  it('is told of where the user picks or refreshes it, and attached only if they agree', async () => {
    const target = link('seen.txt', 'turncoat.txt');
    await harness.attach('turncoat.txt');
    rmSync(target.fsPath);
    link(join(outside, 'victim.txt'), 'turncoat.txt');
    const dialogs = answerDialogs({});
    try {
      await harness.context.refresh(harness.chip('linked/turncoat.txt').id);
    } finally {
      dialogs.restore();
    }
    assert.match(String(dialogs.asked[0]?.arguments[0]), /outside of the workspace/);
    assert.equal(harness.text('linked/turncoat.txt'), 'seen text');
  });

  it('has no part in the instructions of the workspace where it leads out of it', async () => {
    harness.write('.laplas/other.md', 'x');
    const path = vscode.Uri.joinPath(top, '../.laplas/instructions.md').fsPath;
    symlinkSync(join(outside, 'victim.txt'), path);
    const dialogs = answerDialogs({});
    const instructions = createInstructions(
      () => undefined,
      () => true,
      ignored.judge,
    );
    await instructions.ready();
    dialogs.restore();
    assert.equal(instructions.text(), '');
    assert.match(String(dialogs.asked[0]?.arguments[0]), /is a link/);
    instructions.dispose();
  });

  describe('or a file that a command names', () => {
    const sent: unknown[] = [];
    const run = (uri: unknown): unknown =>
      askingAboutPlaces(
        { rewriteSelection: (argument: unknown) => void sent.push(argument) },
        harness.context.mayBeRead,
      ).rewriteSelection({ uri, range: [0, 0], instruction: 'x' });
    beforeEach(() => {
      sent.length = 0;
    });

    it('is not read without a question where it is ignored or outside of the workspace', async () => {
      const uris = [
        at('hidden.txt'),
        at('hidden.txt').toString(),
        vscode.Uri.file(join(outside, 'victim.txt')),
        link('hidden.txt', 'to-hidden.txt').toJSON() as unknown,
      ];
      const dialogs = answerDialogs({});
      try {
        for (const uri of uris) await run(uri);
      } finally {
        dialogs.restore();
      }
      assert.equal(dialogs.asked.length, uris.length);
      assert.equal(sent.length, 0);
    });

    it('is read without one where it is offered, or where the user is in it', async () => {
      const dialogs = answerDialogs({});
      try {
        await run(at('seen.txt'));
        await vscode.window.showTextDocument(at('hidden.txt'));
        await run(at('hidden.txt'));
      } finally {
        dialogs.restore();
      }
      assert.equal(dialogs.asked.length, 0);
      assert.equal(sent.length, 2);
    });

    it('is asked about once for each file', async () => {
      const dialogs = answerDialogs({ showWarningMessage: 'Send Anyway' });
      try {
        const commands = askingAboutPlaces(
          { explain: (argument: unknown): unknown => Promise.resolve(sent.push(argument)) },
          harness.context.mayBeRead,
        );
        for (let time = 0; time < 2; time++) await commands.explain({ uri: at('hidden.txt') });
        await commands.explain(undefined);
      } finally {
        dialogs.restore();
      }
      assert.equal(dialogs.asked.length, 1);
      assert.equal(sent.length, 3);
    });
  });
});
