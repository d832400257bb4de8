import assert from 'node:assert/strict';
import { textOf } from '../../../dev/vscode/drive.ts';
import { fromJson } from '../../../src/core/history/jsonTransfer.ts';
import { chat, snapshot } from '../../browser/chats.ts';
import { startPanels } from '../../browser/panelPage.ts';
import { counter } from '../history/testing.ts';

describe('a chat with an error that nobody knows', function () {
  this.timeout(60_000);
  let panels: Awaited<ReturnType<typeof startPanels>>;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  it('shows as unknown, with all that follows it', async () => {
    for (const error of [
      { kind: 'evil' },
      { kind: 'network', layer: 'constructor' },
      { kind: 'timeout' },
    ]) {
      const { messages, ...rest } = chat(['One?', '', 'Two?', 'And two.']);
      const failed = messages.map((each) =>
        each.id === 'm1' ? { ...each, state: 'failed', error } : each,
      );
      const text = JSON.stringify({ laplas: 1, conversations: [{ ...rest, messages: failed }] });
      const [imported] = fromJson(text, counter(), Date.now()).conversations;
      assert.ok(imported);
      const panel = await panels.open();
      await panel.tell(snapshot(imported));
      const { page, faults } = panel;
      assert.match((await textOf(page.locator('.error-box'))) ?? '', /Unknown error\./);
      assert.equal(await page.getByRole('article').count(), 4);
      await page.getByText('And two.').waitFor();
      assert.doesNotMatch((await page.locator('body').innerText()) ?? '', /undefined/);
      assert.deepEqual(faults, []);
      await panel.close();
    }
  });
});
