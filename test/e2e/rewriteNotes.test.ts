import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { panelOf, runCommand, selectLines } from '../../dev/vscode/drive.ts';
import { chooseTheme, darkTheme, lightTheme } from '../../dev/vscode/theme.ts';
import { ask, button, delta, end, newChat } from './chatDriver.ts';
import { first, last, lens, notification, useRewriting, wholeText } from './rewriteDriver.ts';
import { screenshot, useWindow } from './window.ts';

describe('what the model says beside code, and where code goes,', () => {
  const window = useWindow({
    settings: { 'typescript.updateImportsOnFileMove.enabled': 'never' },
  });

  for (const [name, theme] of [
    ['dark', darkTheme],
    ['light', lightTheme],
  ] as const) {
    describe(`in a ${name} window`, () => {
      const { original, rewritten, selected, start } = useRewriting(window);
      before(async () => {
        await chooseTheme(window().page, theme);
        // The texts that the tests look for must not be in the chat yet.
        await newChat(window().page);
      });

      it('shows the notes of a rewrite over its changes, and whole in the chat', async () => {
        const { page, api } = window();
        const code = `\`\`\`ts\n${rewritten().join('\n')}\n\`\`\``;
        const note = '**Beware**: this changes how halves are rounded.';
        api.enqueue({ chunks: [{ utf8: delta(`Here it is:\n\n${code}\n\n${note}`) + end() }] });
        await start();
        const over = lens(page, 'Note from Laplas: Here it is: Beware: this changes');
        await over.waitFor();
        await screenshot(page, `rewrite-notes-${name}`);
        await over.click();
        const panel = panelOf(page);
        await panel.getByText('this changes how halves are rounded').waitFor();
        await panel.getByText('Add a comment', { exact: true }).first().waitFor();
        await screenshot(page, `rewrite-notes-chat-${name}`);
      });

      it('shows the sentence of a response without code, with a way to answer it', async () => {
        const { page, api } = window();
        const said = 'I cannot make this faster without knowing how it is used.';
        api.enqueue({ chunks: [{ utf8: delta(`${said} Could you tell me more?`) + end() }] });
        await start('Make it faster');
        const question = notification(page, `“${said}`);
        await question.waitFor();
        await screenshot(page, `rewrite-prose-${name}`);
        assert.equal(await question.getByRole('button', { name: 'Apply as Code' }).count(), 0);
        await question.getByRole('button', { name: 'Answer in Chat' }).click();
        await panelOf(page).getByText(said).first().waitFor();
        await screenshot(page, `rewrite-prose-chat-${name}`);
        await page.getByRole('tab', { name: 'money.ts' }).first().click();
        assert.equal(await wholeText(page), original());
      });

      it('inserts code below what is selected, for review', async () => {
        const { page, api } = window();
        const code = 'const one = 1;\nconst two = 2;';
        api.enqueue({ chunks: [{ utf8: delta(`\`\`\`ts\n${code}\n\`\`\``) + end() }] });
        await newChat(page);
        await ask(page, 'Two constants');
        await panelOf(page).getByText('const two').first().waitFor();
        await selectLines(page, first, last);
        await button(page, 'Insert at cursor').click();
        await lens(page, 'Accept').waitFor();
        await screenshot(page, `insert-selection-${name}`);
        const before = selected().join('\n');
        assert.ok(original().includes(before));
        assert.match(await wholeText(page), /const two = 2;/);
        assert.ok((await wholeText(page)).includes(before), 'what was selected is still there');
      });

      it('follows a file that is renamed while the response streams', async () => {
        const { page, api, folder } = window();
        const reply = `\`\`\`ts\n${rewritten().join('\n')}\n\`\`\``;
        api.enqueue({
          chunks: [
            { utf8: delta(reply.slice(0, 40)) },
            { gate: 'more', utf8: delta(reply.slice(40)) + end() },
          ],
        });
        const rename = async (from: string, to: string): Promise<void> => {
          await runCommand(page, 'File: Reveal Active File in Explorer View');
          await page
            .locator('.explorer-folders-view .monaco-list:focus .monaco-list-row.focused')
            .filter({ hasText: from })
            .waitFor();
          await page.keyboard.press('F2');
          await page.locator('.explorer-folders-view input').fill(to);
          await page.keyboard.press('Enter');
          await page.getByRole('tab', { name: to }).first().waitFor();
        };
        await start();
        await lens(page, 'Stop').waitFor();
        await rename('money.ts', 'cash.ts');
        await screenshot(page, `rewrite-renaming-${name}`);
        api.open('more');
        await lens(page, 'Accept').waitFor();
        await screenshot(page, `rewrite-renamed-${name}`);
        await runCommand(page, 'Laplas: Reject All Changes');
        assert.equal(existsSync(join(folder, 'src/cash.ts')), true);
        await page.getByRole('tab', { name: 'cash.ts' }).first().click();
        await runCommand(page, 'File: Revert File');
        await rename('cash.ts', 'money.ts');
      });
    });
  }
});
