import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_KEY } from '../../dev/server/server.ts';
import { panelOf, quickInput, quickInputHasKeys, runCommand } from '../../dev/vscode/drive.ts';
import { packageLaplas, type Package } from '../../dev/vscode/vsix.ts';
import { canary, canaryIn, filesWith } from '../canary.ts';
import { answerIn, ask, button } from './chatDriver.ts';
import { doesTheThreeJobs } from './threeJobs.ts';
import { screenshot, useWindow } from './window.ts';

/** The only files that users need. */
const wanted =
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/[\w.-]+\.(js|css)|media\/[\w/.-]+)$/;

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-vsix-'));
  let made: Package;
  before(async () => {
    // A key in the environment must not get into the package.
    const key = process.env['LAPLAS_API_KEY'];
    process.env['LAPLAS_API_KEY'] = canary;
    try {
      made = await packageLaplas(folder);
    } finally {
      if (key === undefined) delete process.env['LAPLAS_API_KEY'];
      else process.env['LAPLAS_API_KEY'] = key;
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is smaller than 400 KB', () => {
    assert.ok(made.size < 400_000, `${made.size} bytes`);
  });

  it('holds what a user needs, and nothing else', () => {
    assert.deepEqual(
      made.contents.filter((path) => !wanted.test(path)),
      [],
    );
  });

  describe('once it is installed', () => {
    const window = useWindow(() => ({ vsix: made.file, key: null }));

    it('is no extension under development', async () => {
      assert.doesNotMatch(await window().page.title(), /Extension Development Host/);
    });

    it('promise 18: has no key in any of its files', () => {
      const installed = join(window().workbench.dataFolder, 'extensions');
      assert.notDeepEqual(
        filesWith(installed, (text) => text.includes('laplas.setApiKey')),
        [],
      );
      assert.deepEqual(filesWith(installed, canaryIn), []);
      assert.deepEqual(
        filesWith(installed, (text) => text.includes(DEMO_KEY)),
        [],
      );
    });

    it('takes a newcomer from no key to the first answer in four steps', async () => {
      const { page } = window();
      await page.locator('.statusbar').getByLabel('Laplas: API key not set').first().waitFor();
      await page.getByRole('tab', { name: 'Laplas' }).click();
      await button(page, 'Set API Key').waitFor();
      await screenshot(page, 'newcomer-1-opened');
      await button(page, 'Set API Key').click();
      // A password field has no text box role.
      await page.locator('.quick-input-widget input').first().fill(DEMO_KEY);
      await screenshot(page, 'newcomer-2-key');
      await page.keyboard.press('Enter');
      await panelOf(page).getByText('begin with one of these').waitFor();
      await screenshot(page, 'newcomer-3-ready');
      await ask(page, 'What is this project?');
      await answerIn(page, 'complete');
      await screenshot(page, 'newcomer-4-answer');
    });

    it('walks through key, ask, explain and rewrite', async () => {
      const { page } = window();
      await runCommand(page, 'Laplas: Get Started');
      for (const step of [
        'Set your API key',
        'Ask about your code',
        'Explain code',
        'Rewrite code and review each change',
      ]) {
        await page.getByRole('button', { name: step }).first().waitFor();
      }
      await page.getByRole('button', { name: 'Explain code' }).first().click();
      await screenshot(page, 'walkthrough');
      // No code editor is active, so the command has nothing to explain, and the step isn't
      // completed.
      await runCommand(page, 'Laplas: Explain Selection');
      await page.getByText('Select code or place the cursor').first().waitFor();
      assert.equal(await isDone(page, 'explain'), false);
      await page.getByRole('button', { name: 'Open a File' }).first().click();
      await quickInputHasKeys(page);
      await page.keyboard.press('Escape');
      await quickInput(page).waitFor({ state: 'hidden' });
      await runCommand(page, 'View: Close All Editors');
    });

    describe('and has a key', () => {
      doesTheThreeJobs(window, 'package-');

      it('has done the steps of the walkthrough that were code explained and rewritten', async () => {
        const { page } = window();
        await runCommand(page, 'Laplas: Get Started');
        for (const step of ['explain', 'rewrite']) {
          await mark(page, step).and(page.locator('.complete')).first().waitFor();
        }
      });
    });
  });
});

/** The check mark before the title of a walkthrough step. */
function mark(page: Page, step: string): Locator {
  return page.locator(`[data-done-step-id$="#${step}"]`);
}

async function isDone(page: Page, step: string): Promise<boolean> {
  return (await mark(page, step).and(page.locator('.complete')).count()) > 0;
}
