import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../dev/vscode/drive.ts';
import { delta, end } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('a commit message for 40 changed files', () => {
  const project = mkdtempSync(join(tmpdir(), 'laplas-commit-'));
  before(() => changeFortyFiles(project));
  const window = useWindow(() => ({ project }));
  after(() => rmSync(project, { recursive: true, force: true }));

  it('is written into the box while it comes, says what was left out, and is undone by a click', async () => {
    const { page, api } = window();
    api.enqueue({
      chunks: [
        { utf8: delta('Raise every') },
        { gate: 'more', utf8: delta(' value by one') },
        { utf8: end() },
      ],
    });
    await page.getByRole('tab', { name: /^Source Control/ }).click();
    const box = page.locator('.scm-editor .view-lines');
    await box.waitFor();
    // The buttons are shown only on hover.
    await page.locator('.part.sidebar .pane-header', { hasText: 'Changes' }).hover();
    const title = page.locator('.part.sidebar');
    await title.getByRole('button', { name: 'Generate Commit Message' }).click();
    await box.getByText('Raise every', { exact: true }).waitFor();
    await title.getByRole('button', { name: 'Stop Generating Commit Message' }).waitFor();
    await screenshot(page, 'commit-streaming');
    api.open('more');
    await box.getByText('Raise every value by one').waitFor();
    await page
      .getByText(/The model did not see all of .*logo\.png \(binary\), data\.csv \(\d+ of 10001/)
      .first()
      .waitFor();
    await screenshot(page, 'commit');

    const sent = api.requests().at(-1)?.body ?? '';
    for (let file = 0; file < 38; file++) assert.ok(sent.includes(`src/file${file}.ts (+1 -1)`));
    assert.match(sent, /The latest commits:\\n- Begin/);
    assert.ok(sent.length < 150_000, `${sent.length} characters`);

    await title.getByRole('button', { name: 'Restore Previous Commit Message' }).click();
    await box.getByText('Raise every').waitFor({ state: 'detached' });
  });

  it('begins by a command, and stops by the one that stops whatever runs, as the status bar offers it', async () => {
    const { page, api } = window();
    api.enqueue({
      chunks: [{ utf8: delta('Half a') }, { gate: 'never', utf8: delta(' message') }],
    });
    const box = page.locator('.scm-editor .view-lines');
    await runCommand(page, 'Laplas: Generate Commit Message');
    await box.getByText('Half a', { exact: true }).waitFor();
    await runCommand(page, 'Laplas: Stop');
    await box.getByText('Half a').waitFor({ state: 'detached' });
    await page.locator('.statusbar').getByLabel('Laplas: Ready').first().waitFor();
  });
});

/**
 * Stages 38 small files, an image, and a new file of 10,000 lines, in a repository with one commit.
 */
function changeFortyFiles(folder: string): void {
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder });
  };
  const write = (value: number): void => {
    for (let file = 0; file < 38; file++) {
      writeFileSync(join(folder, `src/file${file}.ts`), `export const a = ${value + file};\n`);
    }
    writeFileSync(join(folder, 'logo.png'), Buffer.from([0x89, 0x50, 0, value]));
  };
  mkdirSync(join(folder, 'src'));
  git('init', '-q');
  write(1);
  git('add', '.');
  git('commit', '-qm', 'Begin');
  write(2);
  writeFileSync(join(folder, 'data.csv'), 'a,b,c\n'.repeat(10_000));
  git('add', '.');
}
