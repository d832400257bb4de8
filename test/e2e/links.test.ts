import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { panelOf } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import { answerIn, ask, delta, end, newChat } from './chatDriver.ts';
import { useWindow } from './window.ts';

declare global {
  /** URLs that VS Code opened outside of its window. */
  var openedOutside: string[];
  var openAgain: () => void;
}

describe('a link in an answer', () => {
  const window = useWindow();
  const unknown = 'https://example.com/find?q=a%26b&lang=C%2B%2B';
  /** In a window with a remote host, VS Code has its own way to open a localhost URL. */
  const near = 'http://localhost:8080/a%2Fb?q=a%26b';
  const mail = 'mailto:me@example.com?subject=a%26b';
  /** The VS Code used in tests trusts this domain by default. */
  const trusted = 'https://open-vsx.org/?search=C%2B%2B';

  before(async () => {
    const { page, api } = window();
    await page.evaluate(() => {
      const { open } = globalThis;
      globalThis.openAgain = () => {
        globalThis.open = open;
      };
      globalThis.openedOutside = [];
      globalThis.open = (url) => {
        globalThis.openedOutside.push(String(url));
        return null;
      };
    });
    await newChat(page);
    const links = [unknown, near, mail, trusted].map((url) => `- <${url}>\n`).join('');
    const long = `- [endless](https://example.com/${'x'.repeat(10_000)})\n`;
    api.enqueue({ chunks: [{ utf8: delta(links + long) + end() }] });
    await ask(page, 'Where is it?');
    await answerIn(page, 'complete');
  });

  after(() => window().page.evaluate(() => globalThis.openAgain()));

  for (const address of [unknown, trusted]) {
    it(`shows where it leads in one dialog, and leads exactly there: ${address}`, async () => {
      const { page } = window();
      await askedAbout(page, address, 'Open');
      assert.equal(
        await until(() => page.evaluate(() => globalThis.openedOutside.pop()), 'it is opened'),
        address,
      );
      assert.equal(await dialogAbout(page, address).count(), 0);
    });
  }

  it('leads nowhere where the user has seen enough', async () => {
    const { page } = window();
    for (const address of [near, mail]) await askedAbout(page, address, 'Cancel');
    assert.deepEqual(await page.evaluate(() => globalThis.openedOutside), []);
  });

  it('says so where it is too long to lead anywhere', async () => {
    const panel = panelOf(window().page);
    await panel.getByRole('article').getByRole('link', { name: 'endless' }).click();
    const alert = panel.getByRole('alert').filter({ hasText: 'That was not done' });
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
  });
});

/** VS Code's notifications are dialogs too, and can be from another test. */
function dialogAbout(page: Page, address: string): Locator {
  return page.getByRole('dialog').filter({ hasText: address });
}

async function askedAbout(page: Page, address: string, answer: string): Promise<void> {
  await panelOf(page).getByRole('article').getByRole('link', { name: address }).click();
  const dialog = dialogAbout(page, address);
  await dialog.getByRole('button', { name: answer, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
