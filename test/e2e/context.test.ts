import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import {
  openFile,
  panelOf,
  runCommand,
  selectLines,
  textOf,
  visibleText,
} from '../../dev/vscode/drive.ts';
import { inDialog } from '../../dev/vscode/fileDialog.ts';
import { until } from '../../dev/vscode/until.ts';
import { answerIn, ask, button, composer, newChat } from './chatDriver.ts';
import { untilWritten } from './storage.ts';
import { screenshot, useWindow } from './window.ts';

/** Assembled here, so that secret scanners don't report this file. */
const fakeKey = `AKIA${'IOSFODNN7EXAMPQ2'}`;

describe('what a message carries', () => {
  const window = useWindow();
  const file = (name: string): string => join(window().folder, name);
  const lastBody = (): string => window().api.requests().at(-1)?.body ?? '';

  beforeEach(async () => {
    await newChat(window().page);
  });

  it('is a selection that was added, seen before it is sent, and gone from the composer after', async () => {
    const { page } = window();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 36, 39);
    await runCommand(page, 'Laplas: Add Selection to Chat');
    await chip(page, 'src/orders.ts:36-39').waitFor();
    await screenshot(page, 'context-chip');
    await ask(page, 'What is this?');
    await answerIn(page, 'complete');
    assert.match(lastBody(), /Selection in src\/orders\.ts, lines 36 to 39:\\n```typescript\\n/);
    await chip(page, 'src/orders.ts:36-39').waitFor({ state: 'detached' });
  });

  it('can be taken away', async () => {
    const { page } = window();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 1, 3);
    await runCommand(page, 'Laplas: Add Selection to Chat');
    await chip(page, 'src/orders.ts:1-3').waitFor();
    await button(page, 'Remove src/orders.ts:1-3').click();
    await chip(page, 'src/orders.ts:1-3').waitFor({ state: 'detached' });
    await ask(page, 'Hello');
    await answerIn(page, 'complete');
    assert.doesNotMatch(lastBody(), /Selection in/);
  });

  it('is a file that says when it has changed, and is read again on request', async () => {
    const { page } = window();
    await writeFile(file('notes.txt'), 'first text');
    await attach(page, 'notes.txt');
    await chip(page, 'notes.txt').waitFor();
    await writeFile(file('notes.txt'), 'second text');
    await chip(page, 'notes.txt').getByText('changed').waitFor();
    await screenshot(page, 'context-changed');
    await button(page, 'Refresh notes.txt').click();
    await chip(page, 'notes.txt').getByText('changed').waitFor({ state: 'detached' });
    await ask(page, 'Read it');
    await answerIn(page, 'complete');
    assert.match(lastBody(), /File notes\.txt:\\n```txt\\nsecond text\\n```/);
  });

  it('is never offered from a file that .laplasignore or .gitignore names', async () => {
    const { page } = window();
    await mkdir(file('private'), { recursive: true });
    await writeFile(file('private/offered-not.txt'), 'x');
    await writeFile(file('offered-never.log'), 'x');
    await writeFile(file('offered.txt'), 'x');
    await writeFile(file('.laplasignore'), 'private/\n');
    await writeFile(file('.gitignore'), '*.log\n');
    await button(page, 'Attach').click();
    await page.locator('.quick-input-widget input').first().fill('offered');
    await row(page, 'offered.txt').waitFor();
    assert.equal(await row(page, 'offered-never.log').count(), 0);
    assert.equal(await row(page, 'offered-not.txt').count(), 0);
    await screenshot(page, 'context-offered');
    await page.keyboard.press('Escape');
  });

  it('is what @ was asked for, when Enter follows at once', async () => {
    const { page } = window();
    await writeFile(file('quick-notes.txt'), 'quick text');
    await writeFile(file('quick-secret.log'), 'x');
    await writeFile(file('.gitignore'), '*.log\n');
    await composer(page).click();
    await page.keyboard.type('Read @quick');
    const offered = panelOf(page).getByRole('listbox', { name: 'Attach' }).getByRole('option');
    await offered.getByText('quick-notes.txt').waitFor();
    assert.equal(await offered.getByText('quick-secret.log').count(), 0);
    // Without waiting in between: both keys must reach the page before the host has read the file.
    await composer(page).evaluate((box) => {
      for (let press = 0; press < 2; press++) {
        const key = { key: 'Enter', bubbles: true, cancelable: true };
        box.dispatchEvent(new KeyboardEvent('keydown', key));
      }
    });
    await answerIn(page, 'complete');
    assert.match(lastBody(), /File quick-notes\.txt:\\n```txt\\nquick text\\n```/);
    assert.match(lastBody(), /Read quick-notes\.txt/);
  });

  it('is shown before it is sent as a / command fills it', async () => {
    const { page } = window();
    await openFile(page, 'src/orders.ts');
    await selectLines(page, 36, 39);
    const show = async (text: string): Promise<void> => {
      await composer(page).fill(text);
      await panelOf(page)
        .getByRole('button', { name: /^Show request/ })
        .click();
    };
    await show('/tests for the empty list too');
    await page.getByRole('tab', { name: 'Request.json' }).waitFor();
    const shown = await textWith(page, 'for the empty list too');
    assert.match(shown, /Selection in src\/orders\.ts, lines 36 to 39/);
    assert.doesNotMatch(shown, /"\/tests/);
    assert.equal(await composer(page).inputValue(), '/tests for the empty list too');
    assert.equal(await panelOf(page).getByRole('list', { name: 'Attachments' }).count(), 0);
    await show('/clear');
    await panelOf(page).getByText('Nothing is sent for /clear.').waitFor();
    await composer(page).fill('');
  });

  it('is asked about first where it looks like a secret', async () => {
    const { page } = window();
    await writeFile(file('deploy.env'), `REGION=eu\nAWS_ACCESS_KEY_ID=${fakeKey}\n`);
    await openFile(page, 'deploy.env');
    await selectLines(page, 1, 2);
    await runCommand(page, 'Laplas: Add Selection to Chat');
    const dialog = page.getByRole('dialog').filter({ hasText: 'an AWS access key on line 2' });
    await dialog.waitFor();
    await screenshot(page, 'context-secret');
    await dialog.getByRole('button', { name: "Don't Attach" }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await panelOf(page).getByRole('list', { name: 'Attachments' }).count(), 0);
    await runCommand(page, 'Laplas: Add Selection to Chat');
    await dialog.getByRole('button', { name: 'Attach Anyway' }).click();
    await chip(page, 'deploy.env:1-2').waitFor();
    await button(page, 'Remove deploy.env:1-2').click();
  });

  it('is shown as the request that was sent', async () => {
    const { page } = window();
    await ask(page, 'Show me this request');
    await answerIn(page, 'complete');
    await runCommand(page, 'Laplas: Show Request');
    await page.getByRole('tab', { name: 'Sent request.json' }).waitFor();
    await textWith(page, '"content": "Show me this request"');
    await screenshot(page, 'context-request');
  });

  it('is exported, and imported again with the same text', async () => {
    const { page } = window();
    await ask(page, 'Export me, please');
    const text = await textOf(await answerIn(page, 'complete'));
    await runCommand(page, 'Laplas: Export Chat');
    await inDialog(page, file('exported.json'));
    const exported = await untilWritten(file('exported.json'));
    assert.match(exported, /Export me, please/);
    assert.ok(text.length > 0);
    await newChat(page);
    await runCommand(page, 'Laplas: Import Chat');
    await inDialog(page, file('exported.json'));
    await page.getByText('One chat was imported.').first().waitFor();
  });
});

/** The editor's text once it contains `part`. The tab is there shortly before the text. */
function textWith(page: Page, part: string): Promise<string> {
  return until(async () => {
    const text = await visibleText(page);
    return text.includes(part) ? text : undefined;
  }, part);
}

function chip(page: Page, name: string): Locator {
  return panelOf(page)
    .getByRole('list', { name: 'Attachments' })
    .getByRole('listitem')
    .filter({ hasText: name });
}

function row(page: Page, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text });
}

async function attach(page: Page, name: string): Promise<void> {
  await button(page, 'Attach').click();
  await page.locator('.quick-input-widget input').first().fill(name);
  await row(page, name).first().click();
}
