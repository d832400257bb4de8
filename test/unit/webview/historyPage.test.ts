import assert from 'node:assert/strict';
import type { Message } from '../../../src/core/model/conversation.ts';
import type { ConversationSummary } from '../../../src/core/history/storeTypes.ts';
import { textOf } from '../../../dev/vscode/drive.ts';
import { calm, chat, events, snapshot } from '../../browser/chats.ts';
import type { PanelPage } from '../../browser/panelPage.ts';
import { startPanels } from '../../browser/panelPage.ts';

const item = (id: string): ConversationSummary => ({
  id,
  title: id.toUpperCase(),
  createdAt: 0,
  updatedAt: Date.UTC(2026, 0, 1),
  pinned: false,
  messageCount: 2,
});
const items = ['c1', 'c2', 'c3'].map(item);

describe('the history in its page', function () {
  this.timeout(60_000);
  let panels: Awaited<ReturnType<typeof startPanels>>;
  let panel: PanelPage;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());
  beforeEach(async () => {
    panel = await panels.open();
  });
  afterEach(async () => {
    const { faults } = panel;
    await panel.close();
    assert.deepEqual(faults, []);
  });

  const button = (name: string) => panel.page.getByRole('button', { name, exact: true });
  const row = (id: string) => panel.page.locator(`[data-chat="${id}"]`);

  async function remove(id: string): Promise<void> {
    await row(id).focus();
    await panel.page.keyboard.press('Delete');
    assert.deepEqual(await panel.last('delete'), { type: 'delete', conversationId: id });
  }

  it('brings back each chat that was deleted, the last one first', async () => {
    await panel.tell(snapshot(null), { type: 'showHistory' }, { type: 'history', items });
    await remove('c1');
    await remove('c2');
    const words = panel.page.locator('.undo-words');
    assert.equal(await textOf(words), 'Deleted “C2”, and 1 before it.');
    await button('Undo').click();
    assert.equal((await panel.last('undoDelete'))?.conversationId, 'c2');
    assert.equal(await textOf(words), 'Deleted “C1”.');
    await button('Undo').click();
    assert.equal((await panel.last('undoDelete'))?.conversationId, 'c1');
    assert.equal(await button('Undo').count(), 0);
  });

  it('offers no Undo for a chat that could not be deleted, and shows it again', async () => {
    await panel.tell(snapshot(null), { type: 'showHistory' }, { type: 'history', items });
    await remove('c1');
    assert.equal(await row('c1').count(), 0);
    await panel.tell({ type: 'history', items, changed: 'c1' });
    assert.equal(await row('c1').count(), 1);
    assert.equal(await button('Undo').count(), 0);
  });

  it('shows what was asked for over lists that do not know of it yet', async () => {
    const words = panel.page.locator('.undo-words');
    const without = items.filter(({ id }) => id !== 'c1');
    await panel.tell(snapshot(null), { type: 'showHistory' }, { type: 'history', items });
    await remove('c1');
    // A list that was made before the host has heard of it: microsoft/vscode-copilot-release#1327.
    await panel.tell({ type: 'history', items });
    assert.equal(await row('c1').count(), 0);
    assert.equal(await textOf(words), 'Deleted “C1”.');
    await button('Undo').click();
    await panel.tell({ type: 'history', items: without, changed: 'c1' });
    assert.equal(await row('c1').count(), 1, 'the delete is done, the Undo is not');
    await panel.tell({ type: 'history', items, changed: 'c1' });
    assert.equal(await row('c1').count(), 1);
    await panel.tell({ type: 'history', items: without });
    assert.equal(await row('c1').count(), 0, 'deleted elsewhere');
  });

  it('offers Undo again where a chat could not be brought back', async () => {
    const without = items.filter(({ id }) => id !== 'c1');
    await panel.tell(snapshot(null), { type: 'showHistory' }, { type: 'history', items });
    await remove('c1');
    await panel.tell({ type: 'history', items: without, changed: 'c1' });
    await button('Undo').click();
    await panel.tell({ type: 'history', items: without, changed: 'c1' });
    assert.equal(await row('c1').count(), 0);
    assert.equal(await button('Undo').count(), 1);
  });

  it('opens a message that was found in the version that it is in', async () => {
    const before = chat(['Why?', 'Because.']);
    const [first] = before.messages;
    assert.ok(first);
    const second: Message = { ...first, id: 'm2', text: 'How?' };
    const both = { ...before, messages: [...before.messages, second], head: 'm2' };
    await panel.tell(snapshot(null), { type: 'showHistory' }, { type: 'history', items });
    await panel.page.getByRole('searchbox', { name: 'Search chats' }).fill('because');
    await panel.tell({
      type: 'searchResult',
      query: 'because',
      hits: [{ summary: item('c1'), messageId: 'm1', excerpt: 'Because.' }],
    });
    await row('c1').click();
    await panel.tell(snapshot(both));
    assert.deepEqual(await panel.last('selectBranch'), {
      type: 'selectBranch',
      conversationId: 'c1',
      messageId: 'm1',
    });
    await panel.tell({ type: 'state', state: calm });
    await panel.tell(events(0, { type: 'head', at: 2, id: 'm1' }));
    await panel.page.locator('[data-message-id="m1"].revealed').waitFor();
    const asked = (await panel.said()).filter(({ type }) => type === 'selectBranch');
    assert.equal(asked.length, 1);
  });
});
