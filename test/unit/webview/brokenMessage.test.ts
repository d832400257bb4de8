import assert from 'node:assert/strict';
import { chat, delta, events, snapshot } from '../../browser/chats.ts';
import { startPanels } from '../../browser/panelPage.ts';

/** What another version, or a file that was tampered with, may hold: nothing here has words or a place in the page. */
const broken: Readonly<Record<string, object>> = {
  'an error of an unknown layer': {
    state: 'failed',
    error: { kind: 'network', layer: 'constructor' },
  },
  'an error that is none': { state: 'failed', error: 5 },
  'attachments of an unknown shape': { role: 'user', attachments: [{ kind: 'file' }, null] },
  'attachments that are none': { role: 'user', attachments: null },
  'usage that is none': { usage: 'much' },
};

describe('a message that cannot be displayed', function () {
  this.timeout(60_000);
  let panels: Awaited<ReturnType<typeof startPanels>>;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  for (const [name, part] of Object.entries(broken)) {
    it(`hides nothing that follows it: ${name}`, async () => {
      const panel = await panels.open();
      try {
        const whole = chat(['First', 'Second **text**', 'Third', ''], { state: 'streaming' });
        const messages = whole.messages.map((message, i) =>
          i === 1 ? { ...message, ...part } : message,
        );
        await panel.tell(snapshot({ ...whole, messages }, { running: ['c1'] }));
        await panel.tell(events(0, delta('m3', 'The last')));
        const shown = await panel.page.getByRole('log').innerText();
        for (const text of ['First', 'Second', 'Third', 'The last'])
          assert.ok(shown.includes(text), shown);
      } finally {
        await panel.close();
      }
    });
  }

  it('says so, and shows its text', async () => {
    const panel = await panels.open();
    try {
      const whole = chat(['First', 'Second', 'Third', 'Fourth']);
      const messages = whole.messages.map((message, i) =>
        i === 2 ? Object.assign({}, message, { attachments: [null] }) : message,
      );
      await panel.tell(snapshot({ ...whole, messages }));
      const shown = await panel.page.getByRole('log').innerText();
      assert.match(shown, /This message can't be displayed\.\s+Third[^]*Fourth/);
    } finally {
      await panel.close();
    }
  });
});
