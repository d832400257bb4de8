import assert from 'node:assert/strict';
import type { ConversationSummary } from '../../../src/core/history/storeTypes.ts';
import { axeViolations } from '../../browser/axe.ts';
import { chat, codeAttachment, richAnswer, snapshot } from '../../browser/chats.ts';
import { textOf } from '../../../dev/vscode/drive.ts';
import type { PanelPage } from '../../browser/panelPage.ts';
import { startPanels, themeNames } from '../../browser/panelPage.ts';

const item = (id: string, title: string): ConversationSummary => ({
  id,
  title,
  createdAt: 0,
  updatedAt: Date.UTC(2026, 0, 1),
  pinned: false,
  messageCount: 2,
});
const items = [item('c1', 'First'), item('c2', 'Second')];

const states: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  empty: (panel) => panel.tell(snapshot(null, { hasKey: false })),
  streaming: (panel) =>
    panel.tell({
      ...snapshot(chat(['Why?', richAnswer.slice(0, 400)], { state: 'streaming' }), {
        running: ['c1'],
        chips: [{ id: 'a', kind: 'file', name: 'money.ts', tokens: 9, stale: true }],
      }),
      status: { phase: 'stillWaiting', elapsedMs: 9000 },
    }),
  error: (panel) =>
    panel.tell(
      snapshot(
        chat(['Why?', 'Half', 'And?', ''], {
          state: 'failed',
          error: { kind: 'auth', status: 401, message: 'no' },
        }),
        { warnings: ['Read-only here.'], contextTokens: 3_000_000 },
      ),
      { type: 'notice', level: 'error', text: 'That did not work.', actions: ['showLog'] },
    ),
  long: (panel) =>
    panel.tell(
      snapshot(
        chat(
          Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? 'Why?' : richAnswer)),
          { attachments: [codeAttachment] },
        ),
      ),
    ),
  history: async (panel) => {
    await panel.tell(snapshot(chat(['Why?', 'So.'])), { type: 'showHistory' });
    await panel.tell({ type: 'history', items });
  },
  options: async (panel) => {
    await panel.tell(snapshot(null));
    await panel.page.getByRole('button', { name: /^Model and parameters/ }).click();
  },
};

describe('the panel for everybody', function () {
  this.timeout(90_000);
  let panels: Awaited<ReturnType<typeof startPanels>>;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  for (const theme of themeNames) {
    it(`has nothing that axe-core would complain about in ${theme}`, async () => {
      for (const [name, arrange] of Object.entries(states)) {
        const panel = await panels.open({ theme, width: 320 });
        await panel.page.emulateMedia({ reducedMotion: 'reduce' });
        await arrange(panel);
        const violations = await axeViolations(panel.page);
        await panel.close();
        assert.deepEqual(violations, [], name);
        assert.deepEqual(panel.faults, [], name);
      }
    });
  }

  it('fits 300 pixels of width and twice the size without scrolling sideways', async () => {
    for (const [name, arrange] of Object.entries(states)) {
      // A window of 600 pixels at 200 % has 300 of its own.
      const panel = await panels.open({ width: 300, height: 500, scale: 2 });
      // What slides in would be measured on its way.
      await panel.page.emulateMedia({ reducedMotion: 'reduce' });
      await arrange(panel);
      const [wide, cut] = await panel.page.evaluate(() => [
        document.documentElement.scrollWidth,
        [...document.querySelectorAll('button')]
          .filter((button) => button.checkVisibility())
          .filter((button) => button.getBoundingClientRect().right > window.innerWidth)
          .filter((button) => button.closest('pre, .code-block') === null)
          .map((button) => button.getAttribute('aria-label') ?? button.innerText),
      ]);
      await panel.close();
      assert.deepEqual([wide, cut], [300, []], name);
    }
  });

  it('is worked by keyboard alone, and shows where the focus is', async () => {
    const panel = await panels.open();
    const { page } = panel;
    await panel.tell(snapshot(chat(['Why?', 'So.'])));
    await panel.tell({ type: 'focusComposer' });
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        const style = element === null ? undefined : getComputedStyle(element);
        const frame = element?.closest('.composer-frame');
        return {
          name: element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '',
          ring: style?.outlineStyle !== 'none' || (frame !== null && frame !== undefined),
        };
      });
    /** Goes on by Tab until the named thing has the focus; every stop on the way must show it. */
    const tabTo = async (name: RegExp | string, key = 'Tab') => {
      const seen: string[] = [];
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press(key);
        const stop = await focused();
        seen.push(stop.name);
        if (stop.name !== '') assert.ok(stop.ring, `no ring on ${stop.name}`);
        if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return;
      }
      assert.fail(`${String(name)} was not among ${seen.join(', ')}`);
    };
    const press = async (name: RegExp | string, key = 'Tab') => {
      await tabTo(name, key);
      await page.keyboard.press('Enter');
    };
    const said = async () => (await panel.said()).at(-1)?.type;

    await page.keyboard.type('Next');
    await press('Attach');
    assert.equal(await said(), 'attach');
    await press(/^Model and parameters/);
    await page.keyboard.press('Escape');
    assert.match((await focused()).name, /^Model and parameters/);
    await press(/^Show request/);
    assert.equal(await said(), 'showRequest');
    await press('Send');
    assert.equal(await said(), 'send');
    await press('Regenerate', 'Shift+Tab');
    assert.equal(await said(), 'regenerate');
    await press('Copy message', 'Shift+Tab');
    assert.equal(await said(), 'copy');
    await press('Edit', 'Shift+Tab');
    await page.keyboard.type(' Really?');
    await page.keyboard.press('Enter');
    assert.equal(await said(), 'edit');
    await press('New chat', 'Shift+Tab');
    assert.equal(await said(), 'newChat');
    await press('History', 'Shift+Tab');
    assert.equal(await said(), 'history');
    await panel.tell({ type: 'history', items });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await page.keyboard.type('Renamed');
    await page.keyboard.press('Enter');
    assert.deepEqual(await panel.last('rename'), {
      type: 'rename',
      conversationId: 'c1',
      title: 'Renamed',
    });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    assert.deepEqual(await panel.last('delete'), { type: 'delete', conversationId: 'c2' });
    await press('Undo', 'Shift+Tab');
    assert.deepEqual(await panel.last('undoDelete'), { type: 'undoDelete', conversationId: 'c2' });
    await page.keyboard.press('Enter');
    assert.deepEqual(await panel.last('openChat'), { type: 'openChat', conversationId: 'c2' });
    assert.equal((await focused()).name, 'Message');
    await press('History', 'Shift+Tab');
    await page.keyboard.type('total');
    assert.deepEqual(await panel.last('search'), { type: 'search', query: 'total' });
    await panel.tell({
      type: 'searchResult',
      query: 'total',
      hits: [
        { summary: items[0] as ConversationSummary, messageId: 'm1', excerpt: 'The Total is' },
      ],
    });
    assert.equal(await textOf(page.locator('mark')), 'Total');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal((await focused()).name, 'Message');
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  it('shows the chat over the history when something is asked in the editor, and leaves the keyboard there', async () => {
    const panel = await panels.open();
    const { page } = panel;
    await panel.tell(snapshot(chat(['Why?', 'So.'])), { type: 'showHistory' });
    const back = page.getByRole('button', { name: 'Back to chat' });
    await back.waitFor();
    // The keyboard is in the editor.
    await page.locator(':focus').blur();
    await panel.tell({ type: 'showChat' });
    assert.equal(await back.isVisible(), false);
    assert.equal(await page.locator('.panel [inert]').count(), 0);
    assert.equal(await page.locator(':focus').count(), 0);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
});
