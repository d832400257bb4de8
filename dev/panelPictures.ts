/**
 * Takes screenshots of the panel alone, in every kind of theme, narrow and wide, for visual review:
 * `npm run screenshots -- --panel`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chat, codeAttachment, richAnswer, snapshot } from '../test/browser/chats.ts';
import type { PanelPage } from '../test/browser/panelPage.ts';
import { startPanels, themeNames } from '../test/browser/panelPage.ts';

const widths = [300, 600];
const height = 720;

const question = 'Why is the total of an order with a coupon wrong?';
const inChat = chat([question, richAnswer]);
const chip = { id: 'a', kind: 'file', name: 'src/money.ts', tokens: 190 } as const;
const item = (id: string, title: string, hoursAgo: number, pinned = false) => ({
  id,
  title,
  createdAt: 0,
  updatedAt: Date.now() - hoursAgo * 3_600_000,
  pinned,
  messageCount: 4,
});

const states: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  empty: (panel) => panel.tell(snapshot(null, { chips: [chip], contextTokens: 310 })),
  streaming: (panel) =>
    panel.tell({
      ...snapshot(chat([question, richAnswer.slice(0, 520)], { state: 'streaming' }), {
        running: ['c1'],
      }),
      status: { phase: 'streaming' },
    }),
  long: (panel) => panel.tell(snapshot(inChat)),
  error: (panel) =>
    panel.tell({
      ...snapshot(
        chat([question, 'Half of it', 'And then?', ''], {
          state: 'failed',
          error: { kind: 'rateLimit', status: 429, message: 'Slow down', retryAfterMs: 40_000 },
        }),
        { chips: [{ ...chip, stale: true }] },
      ),
    }),
  retrying: (panel) =>
    panel.tell({
      ...snapshot(chat([question, ''], { state: 'streaming', attachments: [codeAttachment] }), {
        running: ['c1'],
      }),
      status: {
        phase: 'retrying',
        delayMs: 7000,
        cause: 'The server returned an error (503)',
        attempt: 1,
      },
    }),
  history: async (panel) => {
    await panel.tell(snapshot(inChat), { type: 'showHistory' });
    await panel.tell({
      type: 'history',
      items: [
        item('p', 'How our prices are rounded', 90, true),
        item('c1', question, 0.1),
        item('b', 'Write a unit test for parseOrder', 2),
        item('d', 'Rename the fields of Coupon in all of the project and tell me what breaks', 30),
      ],
    });
    await panel.page.getByText('Write a unit test').hover();
  },
  parameters: async (panel) => {
    await panel.tell(snapshot(inChat));
    await panel.page.getByRole('button', { name: /^Model and parameters/ }).click();
  },
};

/** Writes `STATE-THEME-WIDTH.png` for each combination into the folder. */
export async function takePanelPictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const panels = await startPanels();
  try {
    for (const [name, arrange] of Object.entries(states)) {
      for (const theme of themeNames) {
        for (const width of widths) {
          const panel = await panels.open({ theme, width, height });
          await panel.page.emulateMedia({ reducedMotion: 'reduce' });
          await arrange(panel);
          await panel.page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
          await panel.close();
        }
      }
    }
  } finally {
    await panels.close();
  }
}
